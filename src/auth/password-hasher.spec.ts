import { describe, expect, it } from '@jest/globals';
import { PasswordHasher } from './password-hasher.js';

describe('passwords', () => {
  it('are hashed with a salt of their own, and recognised', async () => {
    const hasher = new PasswordHasher();
    const [first, second] = await Promise.all([hasher.hash('correct horse'), hasher.hash('correct horse')]);
    expect(first).not.toBe(second);
    expect(await hasher.verify(first, 'correct horse')).toBe(true);
    expect(await hasher.verify(first, 'correct horses')).toBe(false);
  });

  it('of nobody never match', async () => {
    expect(await new PasswordHasher().verify(undefined, '')).toBe(false);
  });

  it('are refused past a short queue, and taken again once it is shorter', async () => {
    const hasher = new PasswordHasher();
    const tries = Array.from({ length: 110 }, () => hasher.verify(undefined, 'x'));
    const settled = await Promise.allSettled(tries);
    const refused = settled.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(6);
    expect(refused[0]?.reason).toMatchObject({ code: 'overloaded', facts: { retryAfterSeconds: 2 } });
    expect(await hasher.verify(undefined, 'x')).toBe(false);
  });
});
