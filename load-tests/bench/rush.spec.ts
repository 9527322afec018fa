import { describe, expect, it } from '@jest/globals';
import { judgeRush, type Rush, typicalRush } from '#bench/rush';
import { type Answer } from '#shot';

// Goal: the figures of a rush tell what happened to people and seats. Method: answers by hand.
describe('a rush', () => {
  const answered = (...statuses: readonly number[]): Answer[] =>
    statuses.map((status, index) => ({ status, outcome: '', ms: 10 * (index + 1), endedAt: 0 }));

  it('counts who got a seat, who waits, who was sent away, and what is left', () => {
    expect(judgeRush({ users: 5, seats: 4 }, answered(201, 503, 201, 202, 0))).toEqual({
      sold: 2,
      waitlisted: 1,
      refused: 2,
      unsold: 2,
      p50: 30,
      p99: 50,
    });
  });

  it('is no result at all when a seat was sold twice', () => {
    expect(() => judgeRush({ users: 3, seats: 1 }, answered(201, 201, 202))).toThrow('2 of 1 seats');
  });

  it('is told by the middle one of several, not by a mixture', () => {
    const rush = (sold: number, p99: number): Rush => ({ ...judgeRush({ users: 9, seats: 9 }, []), sold, p99 });
    const [few, slow, fast] = [rush(2, 5), rush(9, 80), rush(9, 20)];
    expect(typicalRush([slow, few, fast])).toBe(fast);
    expect(typicalRush([few, slow])).toBe(few);
    expect(() => typicalRush([])).toThrow('no rush');
  });
});
