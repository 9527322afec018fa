import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { median, percentile, ratioOf, rounded, tidy } from '#bench/figures';

// Goal: figures mean what they are called. Method: small cases by hand, and properties over any measurements.
describe('percentile', () => {
  it('is a measured value, by nearest rank', () => {
    expect(percentile([5, 1, 4, 2, 3], 50)).toBe(3);
    expect(percentile([4, 1, 2, 3], 50)).toBe(2);
    expect(percentile([1, 2], 99)).toBe(2);
    expect(percentile([7], 0)).toBe(7);
    expect(percentile([], 50)).toBeNaN();
  });

  it('leaves at least that share of the values at or below it, and takes no larger one than needed', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 });
    const property = fc.property(values, fc.integer({ min: 1, max: 100 }), (all, percent) => {
      const found = percentile(all, percent);
      const share = (limit: number): number => (100 * all.filter((value) => value <= limit).length) / all.length;
      expect(share(found)).toBeGreaterThanOrEqual(percent - 1e-9);
      const smaller = all.filter((value) => value < found);
      if (smaller.length > 0) expect(share(Math.max(...smaller))).toBeLessThan(percent);
    });
    fc.assert(property);
  });
});

describe('ratioOf', () => {
  it('compares round by round, so that a slow spell of the machine hits both sides', () => {
    // Twice as fast in each round; the ratio of the medians would say 4.
    expect(ratioOf([200, 20, 2_000], [100, 10, 1_000])).toBe(2);
    expect(ratioOf([800, 100, 90], [100, 50, 100])).toBe(2);
    expect(median([800, 100, 90]) / median([100, 50, 100])).toBe(1);
  });

  it('refuses figures of different rounds', () => {
    expect(() => ratioOf([1, 2], [1])).toThrow('same rounds');
  });
});

describe('figures for people', () => {
  it('are as exact as they deserve', () => {
    expect([1234.6, 99.96, 12.34, 3.456, 0.131].map(tidy)).toEqual(['1,235', '100.0', '12.3', '3.46', '0.13']);
    expect(tidy(Number.NaN)).toBe('–');
    expect(rounded(1234.567)).toBe(1235);
    expect(rounded(Number.NaN)).toBeNull();
  });
});
