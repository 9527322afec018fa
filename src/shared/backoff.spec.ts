import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs } from './backoff.js';

// Goal: a pause is never negative, never longer than its ceiling, and uses all of it. Method: properties over every
// configuration the environment allows.
describe('backoffMs', () => {
  const bounds = fc.record({ baseMs: fc.integer({ min: 1, max: 10_000 }), capMs: fc.integer({ min: 1, max: 60_000 }) });
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it('is a whole number of milliseconds, 0 ≤ delay < min(cap, base · 2^attempt)', () => {
    const property = fc.property(fc.nat(2_000), bounds, random, (attempt, backoff, drawn) => {
      const delayMs = backoffMs(attempt, backoff, () => drawn);
      expect(Number.isInteger(delayMs)).toBe(true);
      expect(delayMs).toBeGreaterThanOrEqual(0);
      expect(delayMs).toBeLessThan(Math.min(backoff.capMs, backoff.baseMs * 2 ** attempt));
    });
    fc.assert(property);
  });

  it('grows with the attempts up to the cap: full jitter over 5, 10, 20, 40, 80, 100, 100 ms', () => {
    const longest = [0, 1, 2, 3, 4, 5, 6].map((attempt) => backoffMs(attempt, { baseMs: 5, capMs: 100 }, () => 0.999));
    expect(longest).toEqual([4, 9, 19, 39, 79, 99, 99]);
    expect(backoffMs(3, { baseMs: 5, capMs: 100 }, () => 0)).toBe(0);
  });

  it('does not pause where the pause is set to nothing', () => {
    expect(backoffMs(0, { baseMs: 0, capMs: 0 }, () => 0.5)).toBe(0);
  });
});
