import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseInstant } from './instant.js';

describe('instants', () => {
  it('read back what toISOString writes', () => {
    const bounds = {
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2199-12-31T23:59:59Z'),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(fc.date(bounds), (date) => {
        expect(parseInstant(date.toISOString())).toEqual(date);
      }),
    );
  });

  it('may have an offset, and may leave seconds out', () => {
    expect(parseInstant('2027-05-01T20:00+02:00')?.toISOString()).toBe('2027-05-01T18:00:00.000Z');
    expect(parseInstant('2028-02-29T00:00:00.123456789Z')?.toISOString()).toBe('2028-02-29T00:00:00.123Z');
  });

  it.each([
    '2027-02-29T00:00:00Z',
    '2027-13-01T00:00:00Z',
    '2027-00-10T00:00:00Z',
    '2027-05-01T24:00:01Z',
    '2027-05-01T18:60:00Z',
    '2027-05-01T18:00:00',
    '2027-05-01',
    '1999-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    '20270501T180000Z',
    ' 2027-05-01T18:00:00Z',
    '',
    5,
    null,
  ])('are not %j', (value) => {
    expect(parseInstant(value)).toBeUndefined();
  });
});
