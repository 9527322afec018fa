import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectSame } from '../../test/support/expect-same.js';
import { histories, type History, type Step } from '../../test/support/histories.js';
import { inWords } from '../../test/support/model.js';
import { EventRows, NOW, type Reading } from '../../test/support/snapshots.js';
import { decide } from './decide.js';
import { type Command } from './commands.js';
import { type Outcome } from './decision.js';
import { type Booking, type Counters } from './inventory.js';
import { WaitlistReplay } from './waitlist-replay.js';

// Goal: whatever people do, in whatever order and however they are batched, the inventory does what the contract says.
// Method: random sequences of commands, decided together, in random batches and one by one, against a naive model.
// A failure prints its seed and path; `fc.assert(property, { seed, path })` runs exactly that sequence again.

interface MomentBatch {
  readonly now: Date;
  readonly commands: Command[];
}

/** The commands in batches; `startsBatch` says where one begins, and none has two moments. */
function inBatches(steps: readonly Step[], startsBatch: (place: number) => boolean): MomentBatch[] {
  const batches: MomentBatch[] = [];
  for (const [place, { command, now }] of steps.entries()) {
    const current = batches.at(-1);
    if (current?.now === now && !startsBatch(place)) current.commands.push(command);
    else batches.push({ now, commands: [command] });
  }
  return batches;
}

/** Decides batch after batch, each on what the ones before it stored, and checks the rows after each. */
function runBatches(
  { terms }: History,
  batches: readonly MomentBatch[],
  reading: Reading,
): { rows: EventRows; outcomes: Outcome[] } {
  const rows = new EventRows(terms);
  const outcomes: Outcome[] = [];
  for (const { commands, now } of batches) {
    const decision = decide(rows.snapshot(commands, reading, now), commands, now);
    expectSame([decision.unserved, decision.outcomes.length], [false, commands.length]);
    rows.store(decision.changes);
    outcomes.push(...decision.outcomes);
    expectSound(rows, now);
  }
  return { rows, outcomes };
}

/** The invariants of the contract that the rows of one event can break. */
function expectSound({ counters, ledger, liveBookings, waiting }: EventRows, now: Date): void {
  const sum = (bookings: readonly Booking[]): number => bookings.reduce((total, { seats }) => total + seats, 0);
  const held = liveBookings.filter(({ status }) => status === 'held');
  const seats = sum(liveBookings);
  const { seatsConfirmed, seatsHeld } = counters;
  expectSame([seatsConfirmed + seatsHeld, seatsHeld, counters.waiting], [seats, sum(held), waiting.length]);
  expectSame(
    held.filter(({ holdExpiresAt }) => holdExpiresAt === null || holdExpiresAt <= now),
    [],
  );
  expectSame([seats <= counters.capacity, new Set(waiting.map(({ userId }) => userId)).size], [true, waiting.length]);
  for (const { userId } of liveBookings) {
    const own = liveBookings.filter((booking) => booking.userId === userId);
    const allowed = Math.max(...own.map(({ userLimit }) => userLimit));
    expectSame(sum(own) <= allowed, true);
  }
  expectSame(ledger.at(-1)?.after ?? counters, counters);
}

/** The chain of the ledger, and the order of service as the code of `npm run verify` judges it from the ledger alone. */
function expectServedInOrder({ ledger, bookings, entries }: EventRows): void {
  const replay = new WaitlistReplay();
  const faults = ledger.map(({ change, seats, before, after, bookingId, waitlistEntryId: entryId }) =>
    replay.take({
      change,
      seats,
      before,
      after,
      entryId,
      bookingArrival: bookings.get(bookingId ?? '')?.arrivalNumber ?? null,
      entryArrival: entries.get(entryId ?? '')?.arrivalNumber ?? null,
    }),
  );
  expectSame(
    faults.filter((fault) => fault !== undefined),
    [],
  );
  expectSame(
    ledger.slice(1).map(({ before }) => before),
    ledger.slice(0, -1).map(({ after }) => after),
  );
}

function expectAsModelled({ model }: History, rows: EventRows): void {
  expectSame(
    rows.waiting.map(({ id }) => id),
    model.waiting.map(({ entryId }) => entryId),
  );
  // Every booking there ever was, what became of it, and when its hold ends or ended: no hold is ever extended.
  const told = ({ id, userId, seats, source, status, holdExpiresAt }: History['model']['bookings'][number]): string =>
    [id, userId, seats, source, status, holdExpiresAt?.toISOString()].join(' ');
  expectSame([...rows.bookings.values()].map(told).sort(), model.bookings.map(told).sort());
  expectSame([rows.counters.capacity, rows.terms.revision], [model.capacity, model.revision]);
}

/** Everything stored, for a comparison: in the order of arrival, whatever order the batches were stored in. */
const everythingIn = ({ ledger, outbox, bookings, entries, answers, arrivals, counters }: EventRows): unknown => {
  const inOrder = <Row extends { arrivalNumber: number }>(rows: ReadonlyMap<string, Row>): Row[] =>
    [...rows.values()].sort((one, other) => one.arrivalNumber - other.arrivalNumber);
  return [ledger, outbox, inOrder(bookings), inOrder(entries), [...answers], arrivals, counters];
};

/** Ends what is left of a cancelled event, as the service does: one batch after the other. */
function finishCancelling(rows: EventRows, now: Date): void {
  const commands: Command[] = [{ kind: 'cancel-event', actorId: null }];
  const unfinished = ({ waiting, seatsConfirmed, seatsHeld }: Counters): boolean =>
    waiting + seatsConfirmed + seatsHeld > 0;
  while (rows.terms.status === 'cancelled' && unfinished(rows.counters)) {
    rows.store(decide(rows.snapshot(commands, 'window', now), commands, now).changes);
    expectSound(rows, now);
  }
}

describe('decide, against a naive model', () => {
  const numRuns = 500;

  it('answers and stores what the contract says, one command at a time', () => {
    let stops = 0;
    let passedOn = 0;
    const property = fc.property(histories({ users: 30, capacityMax: 8, isFull: true }), (history) => {
      const oneByOne = inBatches(history.steps, () => true);
      const { rows, outcomes } = runBatches(history, oneByOne, 'entire');
      expectSame(outcomes.map(inWords), history.answers);
      expectAsModelled(history, rows);
      expectServedInOrder(rows);
      stops += history.model.stops;
      passedOn += history.model.passedOn;
    });
    fc.assert(property, { numRuns });
    // The sequences are long enough for the ten-pass rule: parties did stop the queue; and for offers to pass on.
    expect(stops).toBeGreaterThan(0);
    expect(passedOn).toBeGreaterThan(0);
  });

  it.each([
    ['a few people', { users: 8, capacityMax: 12 }],
    ['a full house', { users: 30, capacityMax: 6, isFull: true }],
    ['a long waitlist', { users: 40, capacityMax: 4 }],
  ])('decides the same in one batch, in any batches and one by one: %s', (_, crowd) => {
    const property = fc.property(histories(crowd), (history) => {
      const { steps, cuts } = history;
      const oneByOne = runBatches(
        history,
        inBatches(steps, () => true),
        'window',
      );
      expectSame(oneByOne.outcomes.map(inWords), history.answers);
      for (const reading of ['entire', 'window'] as const) {
        for (const startsBatch of [() => false, (place: number) => cuts.has(place)]) {
          const { rows, outcomes } = runBatches(history, inBatches(steps, startsBatch), reading);
          expectSame(outcomes, oneByOne.outcomes);
          expectSame(everythingIn(rows), everythingIn(oneByOne.rows));
        }
      }
    });
    fc.assert(property, { numRuns });
  });

  it('ends everything when the event is cancelled in the middle of it all', () => {
    const property = fc.property(histories({ users: 12, capacityMax: 8, mayCancel: true }), (history) => {
      const { steps, cuts } = history;
      const now = steps.at(-1)?.now ?? NOW;
      for (const startsBatch of [() => true, () => false, (place: number) => cuts.has(place)]) {
        const { rows, outcomes } = runBatches(history, inBatches(steps, startsBatch), 'window');
        expectSame(outcomes.map(inWords), history.answers);
        finishCancelling(rows, now);
        expectAsModelled(history, rows);
        expectServedInOrder(rows);
      }
    });
    fc.assert(property, { numRuns });
  });
});
