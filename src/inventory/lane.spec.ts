import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type BoundedConnection } from '../database/bounded-transaction.js';
import { type Attempt } from './attempt.js';
import { Baton } from './baton.js';
import { ConflictError, DeadlineError, OutOfTurnError } from './conflict.js';
import { type Command } from './commands.js';
import { type Outcome } from './decision.js';
import { Lane, type Batch, type LaneLimits } from './lane.js';

// Goal: one batch at a time and one more read behind it, in order of arrival, bounded, and a lost race costs nobody their
// place. Method: a runner that the test answers for, batch by batch, and a clock that the test moves.

/** A batch that the lane has handed out and that waits for the test's answer. */
interface Run extends Batch {
  readonly names: readonly string[];
  /** Sends COMMIT: whoever waits may be read behind it. */
  commit(): Promise<void>;
  succeed(): Promise<void>;
  fail(error: Error): Promise<void>;
}

const LIMITS: LaneLimits = { batchMax: 4, queueMax: 6, returnWithinMs: 350 };
const PATIENCE_MS = 5_000;

const nameOf = (command: Command): string => ('userId' in command ? command.userId : command.kind);
const outcomeFor = (name: string): Outcome => ({ kind: 'refused', code: 'sold-out', facts: { name } });
/** The tests say themselves who arrives together; only one looks at how the lane gathers. */
const runNow = (start: () => void): void => {
  start();
};
const settle = (): Promise<void> => jest.advanceTimersByTimeAsync(0);

describe('Lane', () => {
  let lane: Lane;
  let runs: Run[];
  let arrivals: number;

  beforeEach(() => {
    jest.useFakeTimers();
    runs = [];
    arrivals = 0;
    lane = openLane(LIMITS);
  });

  afterEach(() => {
    // Whatever happened, nothing is left that would keep the process alive.
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  function openLane(limits: LaneLimits): Lane {
    return new Lane('event', (batch) => handOut(batch), limits, runNow);
  }

  function handOut(batch: Batch): Promise<readonly PromiseSettledResult<Outcome>[]> {
    const names = batch.draw().map(nameOf);
    // The lane does not look at the connection, it only passes it on.
    batch.inFront?.take();
    const baton = new Baton({} as BoundedConnection);
    return new Promise((resolve, reject) => {
      runs.push({
        ...batch,
        names,
        commit: () => {
          batch.handOver(baton);
          return settle();
        },
        succeed: () => {
          baton.end(true);
          resolve(names.map((name) => ({ status: 'fulfilled', value: outcomeFor(name) })));
          return settle();
        },
        fail: (error) => {
          baton.end(false);
          reject(error);
          return settle();
        },
      });
    });
  }

  const run = (index: number): Run => {
    const found = runs[index];
    if (!found) throw new Error(`there was no batch ${index}, only ${runs.length}`);
    return found;
  };

  const first = (more: Partial<Attempt> = {}): Attempt => {
    arrivals += 1;
    const arrivedAt = performance.now();
    const deadlineAt = arrivedAt + PATIENCE_MS;
    return { arrival: arrivals, number: 0, isLast: false, deadlineAt, arrivedAt, ...more };
  };

  const again = (attempt: Attempt, isLast = false): Attempt => ({ ...attempt, number: attempt.number + 1, isLast });

  /** Submits under a name; the test looks at the promise, so a rejection is never unhandled. */
  function submit(name: string, attempt = first()): Promise<Outcome> {
    const answer = lane.submit({ kind: 'leave-waitlist', userId: name }, attempt);
    answer.catch(() => undefined);
    return answer;
  }

  /** Submits where the answer is not what the test is about. */
  const send = (name: string, attempt?: Attempt): void => void submit(name, attempt);

  const batches = (): (readonly string[])[] => runs.map(({ names }) => names);

  describe('batches', () => {
    it('runs a command at once when it is idle, and is idle again when the caller hears of it', async () => {
      expect(lane.isIdle).toBe(true);
      const answer = submit('a');
      expect(batches()).toEqual([['a']]);
      expect(lane.isIdle).toBe(false);
      const idleAfterwards = answer.then(() => lane.isIdle);
      await run(0).succeed();
      await expect(answer).resolves.toEqual(outcomeFor('a'));
      await expect(idleAfterwards).resolves.toBe(true);
    });

    it('takes along whoever arrives in the same moment', async () => {
      lane = new Lane('event', handOut, LIMITS);
      for (const name of ['a', 'b', 'c']) send(name);
      expect(batches()).toEqual([]);
      await settle();
      expect(batches()).toEqual([['a', 'b', 'c']]);
      await run(0).succeed();
    });

    it('lets commands gather while it is busy and takes them all, in order of arrival', async () => {
      send('a');
      const answers = ['b', 'c', 'd'].map((name) => submit(name));
      expect(batches()).toEqual([['a']]);
      await run(0).succeed();
      expect(batches()).toEqual([['a'], ['b', 'c', 'd']]);
      await run(1).succeed();
      await expect(Promise.all(answers)).resolves.toEqual(['b', 'c', 'd'].map(outcomeFor));
    });

    it('takes no more than a batch may have; the rest follows', async () => {
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) send(name);
      await run(0).succeed();
      await run(1).succeed();
      expect(batches()).toEqual([['a'], ['b', 'c', 'd', 'e'], ['f']]);
      await run(2).succeed();
    });

    it('gives each command its own result', async () => {
      lane = new Lane(
        'event',
        ({ draw }) =>
          Promise.resolve(
            draw().map((command): PromiseSettledResult<Outcome> =>
              nameOf(command) === 'unknown'
                ? { status: 'rejected', reason: new Error('no such user') }
                : { status: 'fulfilled', value: outcomeFor(nameOf(command)) },
            ),
          ),
        LIMITS,
        runNow,
      );
      send('first');
      const [left, wrong, right] = [submit('a'), submit('unknown'), submit('b')];
      await expect(wrong).rejects.toThrow('no such user');
      await expect(Promise.all([left, right])).resolves.toEqual(['a', 'b'].map(outcomeFor));
    });

    it('reaches all of a batch with one rejection, and goes on with the next', async () => {
      const failure = new Error('the database is gone');
      const answers = ['a', 'b'].map((name) => submit(name));
      await run(0).fail(failure);
      await run(1).fail(failure);
      for (const answer of answers) await expect(answer).rejects.toBe(failure);
      send('c');
      expect(batches()).toEqual([['a'], ['b'], ['c']]);
      await run(2).succeed();
    });

    it('knows that somebody is at the last try, and the least patient', async () => {
      send('a');
      send('b', first({ deadlineAt: 900 + performance.now() }));
      send('c', first({ isLast: true }));
      await run(0).succeed();
      expect(run(0).isLastTry).toBe(false);
      expect(run(1)).toMatchObject({ names: ['b', 'c'], isLastTry: true, deadlineAt: 900 + performance.now() });
      await run(1).succeed();
    });
  });

  describe('a batch that waits for a lock', () => {
    /** A batch whose runner has not drawn anybody yet. */
    let waiting: Batch;
    let end: PromiseWithResolvers<readonly PromiseSettledResult<Outcome>[]>;

    beforeEach(() => {
      const slow = (batch: Batch) => {
        waiting = batch;
        end = Promise.withResolvers();
        return end.promise;
      };
      lane = new Lane('event', slow, LIMITS, runNow);
    });

    it('takes along whoever comes before it is drawn, up to its size, and nobody afterwards', async () => {
      const answers = ['a', 'b', 'c'].map((name) => submit(name));
      const names = waiting.draw().map(nameOf);
      expect(names).toEqual(['a', 'b', 'c']);
      const late = submit('d');
      expect(waiting.draw().map(nameOf)).toEqual(names);
      end.resolve(names.map((name) => ({ status: 'fulfilled', value: outcomeFor(name) })));
      await expect(Promise.all(answers)).resolves.toEqual(names.map(outcomeFor));
      expect(waiting.draw().map(nameOf)).toEqual(['d']);
      end.resolve([{ status: 'fulfilled', value: outcomeFor('d') }]);
      await expect(late).resolves.toEqual(outcomeFor('d'));
    });

    it('fails those it was for when the lock is not to be had, not those who came meanwhile', async () => {
      const lost = submit('a', first({ isLast: true }));
      const late = submit('b');
      end.reject(new ConflictError('event'));
      await expect(lost).rejects.toBeInstanceOf(ConflictError);
      expect(waiting.draw().map(nameOf)).toEqual(['b']);
      end.resolve([{ status: 'fulfilled', value: outcomeFor('b') }]);
      await expect(late).resolves.toEqual(outcomeFor('b'));
    });

    it('is for nobody any more when all have lost patience', async () => {
      const impatient = submit('a', first({ deadlineAt: 100 + performance.now() }));
      await jest.advanceTimersByTimeAsync(100);
      await expect(impatient).rejects.toBeInstanceOf(DeadlineError);
      expect(waiting.draw()).toEqual([]);
      end.resolve([]);
      await settle();
      expect(lane.isIdle).toBe(true);
    });
  });

  describe('a batch behind another', () => {
    it('is handed out when the one in front sends COMMIT, and no third one before that has ended', async () => {
      const a = submit('a');
      send('b');
      await run(0).commit();
      send('c');
      expect(batches()).toEqual([['a'], ['b']]);
      let ending = 'not known yet';
      void run(1).inFront?.stored.then((stored) => (ending = stored ? 'stored' : 'not stored'));
      await settle();
      expect(ending).toBe('not known yet');
      await run(0).succeed();
      await expect(a).resolves.toEqual(outcomeFor('a'));
      expect(ending).toBe('stored');
      expect(batches()).toHaveLength(2);
      await run(1).commit();
      expect(batches()).toEqual([['a'], ['b'], ['c']]);
      await run(1).succeed();
      await run(2).succeed();
      expect(lane.isIdle).toBe(true);
    });

    it('may come later, as long as the one in front has not ended', async () => {
      send('a');
      await run(0).commit();
      expect(lane.isIdle).toBe(false);
      send('b');
      expect(batches()).toEqual([['a'], ['b']]);
      await run(0).succeed();
      await run(1).succeed();
      send('c');
      expect(run(2).inFront).toBeUndefined();
      await run(2).succeed();
    });

    it('may send COMMIT before the lane has heard that the one in front has ended', async () => {
      send('a');
      await run(0).commit();
      send('b');
      await run(1).commit();
      await run(0).succeed();
      send('c');
      expect(run(2).inFront).toBeDefined();
      await run(1).succeed();
      await run(2).succeed();
      expect(lane.isIdle).toBe(true);
    });

    it('waits on when the one in front lost its race, behind it and in front of all others', async () => {
      const attempt = first();
      send('a', attempt);
      const [b, c] = [submit('b'), submit('c')];
      await run(0).commit();
      send('d');
      await run(0).fail(new ConflictError('event'));
      await run(1).fail(new OutOfTurnError('event'));
      expect(batches()).toHaveLength(2);
      send('a', again(attempt));
      expect(batches().at(-1)).toEqual(['a', 'b', 'c', 'd']);
      await run(2).succeed();
      await expect(Promise.all([b, c])).resolves.toEqual(['b', 'c'].map(outcomeFor));
    });

    it('waits on until it is clear what became of the one in front', async () => {
      send('a');
      const b = submit('b');
      await run(0).commit();
      await run(1).fail(new OutOfTurnError('event'));
      send('c');
      expect(batches()).toEqual([['a'], ['b']]);
      await run(0).succeed();
      expect(batches().at(-1)).toEqual(['b', 'c']);
      await run(2).succeed();
      await expect(b).resolves.toEqual(outcomeFor('b'));
    });

    it('lets those who were put back go at their deadline, too', async () => {
      send('a');
      const b = submit('b');
      await run(0).commit();
      await run(1).fail(new OutOfTurnError('event'));
      await jest.advanceTimersByTimeAsync(PATIENCE_MS);
      await expect(b).rejects.toBeInstanceOf(DeadlineError);
      await run(0).succeed();
      expect(lane.isIdle).toBe(true);
    });
  });

  describe('bounds', () => {
    it('refuses as overloaded when too many wait, and takes new ones when there is room again', async () => {
      send('running');
      for (let number = 0; number < LIMITS.queueMax; number += 1) send(`w${number}`);
      await expect(submit('late')).rejects.toMatchObject({ code: 'overloaded', facts: { retryAfterSeconds: 1 } });
      await run(0).succeed();
      send('welcome');
      await run(1).succeed();
      expect(batches().at(-1)).toEqual(['w4', 'w5', 'welcome']);
      await run(2).succeed();
    });

    it('lets those who wait go at their deadline while a batch hangs', async () => {
      const running = submit('hangs');
      const waiting = submit('waits');
      await jest.advanceTimersByTimeAsync(PATIENCE_MS);
      await expect(waiting).rejects.toBeInstanceOf(DeadlineError);
      await run(0).succeed();
      await expect(running).resolves.toEqual(outcomeFor('hangs'));
      expect(batches()).toEqual([['hangs']]);
    });

    // A sweep waits for ten seconds, a buyer for five: the buyer must not wait for the sweep's deadline.
    it('lets an impatient one go in time although somebody more patient came first', async () => {
      send('hangs');
      const patient = submit('patient', first({ deadlineAt: performance.now() + 10_000 }));
      const impatient = submit('impatient', first({ deadlineAt: performance.now() + 1_000 }));
      await jest.advanceTimersByTimeAsync(1_000);
      await expect(impatient).rejects.toBeInstanceOf(DeadlineError);
      await run(0).succeed();
      expect(batches()).toEqual([['hangs'], ['patient']]);
      await run(1).succeed();
      await expect(patient).resolves.toEqual(outcomeFor('patient'));
    });
  });

  describe('a lost race', () => {
    const conflict = (): ConflictError => new ConflictError('event');

    /** `a`, `b` and `c` in one batch that lost its race, after somebody else's batch; gives their attempts. */
    async function loseRace(): Promise<[Attempt, Attempt, Attempt]> {
      send('other');
      const attempts: [Attempt, Attempt, Attempt] = [first(), first(), first()];
      const answers = ['a', 'b', 'c'].map((name, index) => submit(name, attempts[index]));
      await run(0).succeed();
      await run(1).fail(conflict());
      for (const answer of answers) await expect(answer).rejects.toBeInstanceOf(ConflictError);
      return attempts;
    }

    it('gives everybody of the batch the same error, so that they can share one pause', async () => {
      send('other');
      const answers = [submit('a'), submit('b')];
      await run(0).succeed();
      const error = conflict();
      await run(1).fail(error);
      for (const answer of answers) await expect(answer).rejects.toBe(error);
      await jest.advanceTimersByTimeAsync(LIMITS.returnWithinMs);
    });

    it('holds later arrivals until all are back, and keeps the order although they return in another', async () => {
      const [a, b, c] = await loseRace();
      send('late');
      send('c', again(c));
      send('a', again(a));
      expect(batches()).toHaveLength(2);
      send('b', again(b));
      expect(batches().at(-1)).toEqual(['a', 'b', 'c', 'late']);
      await run(2).succeed();
      expect(lane.isIdle).toBe(true);
    });

    it('goes on without those who never return, once their time is over', async () => {
      const [a, b] = await loseRace();
      send('late');
      send('b', again(b));
      await jest.advanceTimersByTimeAsync(LIMITS.returnWithinMs - 1);
      expect(batches()).toHaveLength(2);
      send('a', again(a));
      await jest.advanceTimersByTimeAsync(1);
      expect(batches().at(-1)).toEqual(['a', 'b', 'late']);
      await run(2).succeed();
    });

    it('is idle when nobody of a lost batch returned and nobody else came', async () => {
      await loseRace();
      expect(lane.isIdle).toBe(false);
      await jest.advanceTimersByTimeAsync(LIMITS.returnWithinMs);
      expect(lane.isIdle).toBe(true);
    });

    it('does not take a straggler of an earlier race for one of those it expects now', async () => {
      const [a, b, c] = await loseRace();
      send('a', again(a));
      send('b', again(b));
      await jest.advanceTimersByTimeAsync(LIMITS.returnWithinMs);
      await run(2).fail(conflict());
      send('c', again(c));
      send('a', again(again(a)));
      expect(batches()).toHaveLength(3);
      send('b', again(again(b)));
      expect(batches().at(-1)).toEqual(['a', 'b', 'c']);
      await run(3).succeed();
    });

    it('does not wait for those whose last try it was', async () => {
      send('other');
      send('a', first({ isLast: true }));
      await run(0).succeed();
      send('late');
      await run(1).fail(conflict());
      expect(batches().at(-1)).toEqual(['late']);
      await run(2).succeed();
    });

    it('lets a command that lost its race in again although the queue is full', async () => {
      const [a, b, c] = await loseRace();
      for (let number = 0; number < LIMITS.queueMax; number += 1) send(`w${number}`);
      for (const [name, attempt] of [
        ['a', a],
        ['b', b],
        ['c', c],
      ] as const)
        send(name, again(attempt));
      expect(batches().at(-1)).toEqual(['a', 'b', 'c', 'w0']);
      await run(2).succeed();
      await run(3).succeed();
      await run(4).succeed();
    });
  });
});
