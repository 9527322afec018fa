import { describe, expect, it } from '@jest/globals';
import { takeTurns } from '#bench/turns';

// Goal: candidates are measured in turns and keep their own figures. Method: a measurement that notes its calls.
describe('takeTurns', () => {
  it('takes another order each round and keeps the rounds apart', async () => {
    const calls: string[] = [];
    const figures = await takeTurns(['a', 'b', 'c'], 4, (candidate, round) => {
      calls.push(candidate);
      return Promise.resolve(`${candidate}${round}`);
    });
    expect(calls.join('')).toBe('abcbaccabacb');
    expect([...figures.values()].map((all) => all.join(' '))).toEqual(['a0 a1 a2 a3', 'b0 b1 b2 b3', 'c0 c1 c2 c3']);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('measures each of %i once a round', async (count) => {
    const candidates = Array.from({ length: count }, (_, index) => index);
    const figures = await takeTurns(candidates, 9, (_, round) => Promise.resolve(round));
    for (const rounds of figures.values()) expect(rounds).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('lets none of seven follow the same one twice within six rounds', async () => {
    const pairs = new Set<string>();
    let before: string | undefined;
    await takeTurns(['a', 'b', 'c', 'd', 'e', 'f', 'g'], 6, (candidate, round) => {
      const place = `${round}`;
      if (before?.startsWith(place) === true) pairs.add(`${before.slice(1)}${candidate}`);
      before = `${place}${candidate}`;
      return Promise.resolve();
    });
    expect(pairs.size).toBe(6 * 6);
  });
});
