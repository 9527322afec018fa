import { describe, expect, it } from '@jest/globals';
import { withPatience, type Waiting } from './patience.js';
import { Problem, type ProblemCode } from './problem.js';

const busy = (code: ProblemCode = 'overloaded'): Problem => new Problem({ code, status: 503 }, 0);

/** Fails with each problem in turn, then answers. */
const work = (...problems: Problem[]): (() => Promise<string>) => {
  const waiting = [...problems];
  return () => {
    const problem = waiting.shift();
    return problem ? Promise.reject(problem) : Promise.resolve('done');
  };
};

// Goal: the page comes back when a busy server says so, and only then. Method: a server that says `Retry-After: 0`.
describe('patience', () => {
  it('waits as it is told, and says so', async () => {
    const said: (Waiting | undefined)[] = [];
    const answer = await withPatience(work(busy('too-many-requests'), busy()), (waiting) => said.push(waiting));
    expect(answer).toBe('done');
    expect(said.map((waiting) => waiting?.problem.code)).toEqual([
      'too-many-requests',
      undefined,
      'overloaded',
      undefined,
    ]);
  });

  it('takes a final refusal for an answer', async () => {
    const said: unknown[] = [];
    const refusal = new Problem({ code: 'sold-out', status: 409 }, 5);
    await expect(withPatience(work(refusal), (waiting) => said.push(waiting))).rejects.toBe(refusal);
    expect(said).toEqual([]);
  });

  it('ends', async () => {
    const forever = (): Promise<never> => Promise.reject(busy());
    await expect(withPatience(forever, () => undefined)).rejects.toMatchObject({ code: 'overloaded' });
  });

  it('stops waiting when nobody waits for it any more', async () => {
    const stop = new AbortController();
    const slow = (): Promise<never> => Promise.reject(new Problem({ code: 'overloaded', status: 503 }, 3600));
    const answer = withPatience(slow, () => stop.abort(new Error('gone')), stop.signal);
    await expect(answer).rejects.toThrow('gone');
  });
});
