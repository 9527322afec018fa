import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REFERENCES_MAX, toReference } from './references.js';

// Goal: every number has a reference of its own. Method: a run of neighbours, as bookings are made; random pairs; the ends.
describe('toReference', () => {
  it('gives 200,000 neighbours as many references, wherever the run starts', () => {
    for (const start of [0, REFERENCES_MAX - 100_000]) {
      const seen = new Set<string>();
      for (let number = start; number < start + 100_000; number += 1) seen.add(toReference(number));
      expect(seen.size).toBe(100_000);
    }
  });

  it('never gives two numbers the same', () => {
    const number = fc.nat(REFERENCES_MAX - 1);
    const property = fc.property(number, number, (one, other) => {
      expect(toReference(one) === toReference(other)).toBe(one === other);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('is EVT- and six characters of Crockford base 32, from the first number to the last', () => {
    const property = fc.property(fc.nat(REFERENCES_MAX - 1), (number) => {
      expect(toReference(number)).toMatch(/^EVT-[0-9A-HJKMNP-TV-Z]{6}$/);
    });
    fc.assert(property, { examples: [[0], [REFERENCES_MAX - 1]] });
  });

  it('does not let neighbours look alike', () => {
    const alike = Array.from({ length: 1_000 }, (_, number) => {
      const [one, other] = [toReference(number), toReference(number + 1)];
      return [4, 5, 6, 7, 8, 9].filter((place) => one[place] === other[place]).length;
    });
    expect(Math.max(...alike)).toBeLessThan(6);
    // Chance would leave one character in 32 in its place: 6/32 of a character on average.
    expect(alike.reduce((sum, count) => sum + count, 0) / alike.length).toBeLessThan(1);
  });
});
