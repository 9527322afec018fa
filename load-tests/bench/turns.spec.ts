import { describe, expect, it } from '@jest/globals';
import { takeTurns } from '#bench/turns';

// Goal: candidates are measured in turns and keep their own figures. Method: a measurement that notes its calls.
describe('takeTurns', () => {
  it('starts each round with another candidate and keeps the rounds apart', async () => {
    const calls: string[] = [];
    const figures = await takeTurns(['a', 'b', 'c'], 4, (candidate, round) => {
      calls.push(candidate);
      return Promise.resolve(`${candidate}${round}`);
    });
    expect(calls.join('')).toBe('abcbcacababc');
    expect([...figures.values()].map((all) => all.join(' '))).toEqual(['a0 a1 a2 a3', 'b0 b1 b2 b3', 'c0 c1 c2 c3']);
  });
});
