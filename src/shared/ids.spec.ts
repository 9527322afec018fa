import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { newId } from './ids.js';

// Goal: ids no two rows share, in the order they were made. Method: more than several pools and milliseconds of them.
describe('new ids', () => {
  const ids = Array.from({ length: 5_000 }, newId);

  it('are UUIDs of version 7 that tell the time', () => {
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    const ms = Number.parseInt(ids[0]?.replaceAll('-', '').slice(0, 12) ?? '', 16);
    expect(Math.abs(Date.now() - ms)).toBeLessThan(60_000);
  });

  it('ascend and never repeat', () => {
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
