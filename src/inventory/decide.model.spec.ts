import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inWords, NaiveEvent, type NaiveTerms } from '../../test/support/model.js';
import { EventRows, NOW, type Reading } from '../../test/support/snapshots.js';
import { decide } from './decide.js';
import { type Command } from './commands.js';
import { type Outcome } from './decision.js';
import { type Booking, type Counters } from './inventory.js';
import { WaitlistReplay } from './waitlist-replay.js';

// Goal: whatever people do, in whatever order and however they are batched, the inventory does what the contract says.
// Method: random sequences of commands, decided together, in random batches and one by one, against a naive model.
// A failure prints its seed and path; `fc.assert(property, { seed, path })` runs exactly that sequence again.

/** What somebody wants; the ids, and the revision an organizer has seen, are filled in on the way. */
type Wish =
  | { kind: 'book'; user: number; seats: number; hold: boolean; joinWaitlist: boolean; key: number | null }
  | { kind: 'join-waitlist'; user: number; seats: number; reason: 'asked' | 'contended'; key: number | null }
  /** Of the live bookings; `again`: of those that have ended. */
  | { kind: 'cancel-booking' | 'confirm-booking'; which: number; again: boolean }
  | { kind: 'leave-waitlist'; user: number }
  | { kind: 'change-capacity'; by: number; maxSeatsPerUser: number | null; isStale: boolean }
  | { kind: 'promote' }
  | { kind: 'cancel-event' }
  /** Nobody does anything for so long. */
  | { kind: 'pause'; seconds: number };

/** A command and the moment at which it is decided. */
interface Step {
  readonly command: Command;
  readonly now: Date;
}

interface History {
  readonly terms: NaiveTerms;
  readonly steps: readonly Step[];
  /** The naive model's answers, one per command. */
  readonly answers: readonly string[];
  readonly model: NaiveEvent;
  /** Where a new batch begins. */
  readonly cuts: ReadonlySet<number>;
}

/** Mostly single seats: large parties are passed over only where small ones keep coming. */
const partySize = fc.oneof(
  { weight: 4, arbitrary: fc.constant(1) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 6 }) },
);
const limit: fc.Arbitrary<number | null> = fc.option(fc.integer({ min: 1, max: 12 }));
const key = fc.option(fc.integer({ min: 0, max: 2 }), { freq: 3 });

const wishes = (users: number, mayCancel: boolean): fc.Arbitrary<Wish[]> => {
  const user = fc.nat(users - 1);
  const choices: fc.WeightedArbitrary<Wish>[] = [
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant('book'),
        user,
        seats: partySize,
        hold: fc.boolean(),
        joinWaitlist: fc.boolean(),
        key,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('join-waitlist'),
        user,
        seats: partySize,
        reason: fc.constantFrom('asked', 'contended'),
        key,
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('cancel-booking'),
        which: fc.nat(60),
        again: fc.nat(9).map((number) => number === 0),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('confirm-booking'),
        which: fc.nat(60),
        again: fc.nat(3).map((number) => number === 0),
      }),
    },
    // Shorter and longer than holds and offers last; to the second, so that some end at the very moment.
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('pause'), seconds: fc.integer({ min: 10, max: 60 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave-waitlist'), user }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('change-capacity'),
        by: fc.integer({ min: -6, max: 6 }),
        maxSeatsPerUser: limit,
        isStale: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'promote' }) },
  ];
  if (mayCancel) choices.push({ weight: 1, arbitrary: fc.constant({ kind: 'cancel-event' }) });
  return fc.array(fc.oneof(...choices), { minLength: 1, maxLength: 60, size: 'max' });
};

function toCommand(wish: Exclude<Wish, { kind: 'pause' }>, place: number, model: NaiveEvent): Command {
  switch (wish.kind) {
    case 'book':
    case 'join-waitlist':
      return toPartyCommand(wish, place);
    case 'cancel-booking':
    case 'confirm-booking': {
      const live = model.liveBookings;
      const choice = model.bookings.filter((booking) => live.includes(booking) !== wish.again);
      const bookingId = choice[wish.which % choice.length]?.id ?? 'booking-none';
      return { kind: wish.kind, actorId: 'organizer', bookingId };
    }
    case 'leave-waitlist':
      return { kind: wish.kind, userId: `user-${wish.user}` };
    case 'change-capacity':
      return toCapacityCommand(wish, model);
    case 'promote':
      return wish;
    case 'cancel-event':
      return { kind: wish.kind, actorId: 'organizer' };
  }
}

function toPartyCommand(wish: Extract<Wish, { seats: number }>, place: number): Command {
  const { seats } = wish;
  // The enroller sends the fingerprint of the booking that did not get through.
  const { hold, joinWaitlist } = wish.kind === 'book' ? wish : { hold: false, joinWaitlist: true };
  const asked = {
    userId: `user-${wish.user}`,
    seats,
    voucher: { bookingId: `booking-${place}`, reference: `EVT-${place}` },
    entryId: `entry-${place}`,
    ...(wish.key !== null && {
      idempotency: { key: `key-${wish.key}`, fingerprint: `${seats} ${hold} ${joinWaitlist}` },
    }),
  };
  return wish.kind === 'book'
    ? { kind: wish.kind, placement: { kind: 'any' }, hold, joinWaitlist, ...asked }
    : { kind: wish.kind, reason: wish.reason, ...asked };
}

function toCapacityCommand(
  { kind, by, maxSeatsPerUser, isStale }: Extract<Wish, { by: number }>,
  { capacity, revision }: NaiveEvent,
): Command {
  return {
    kind,
    actorId: 'organizer',
    capacity: Math.max(0, capacity + by),
    expectedRevision: isStale ? revision - 1 : revision,
    details: maxSeatsPerUser === null ? {} : { maxSeatsPerUser },
  };
}

interface Crowd {
  /** How many people there are. */
  readonly users: number;
  readonly capacityMax: number;
  readonly mayCancel?: boolean;
  /** Starts with a full event and a party of three that waits, so that people have somebody to pass by. */
  readonly isFull?: boolean;
}

/** Fills the event with single seats, then lets somebody wait for three. */
const fullHouse = (capacity: number, users: number): Wish[] => [
  ...Array.from({ length: capacity }, (_, user): Wish => ({
    kind: 'book',
    user,
    seats: 1,
    hold: false,
    joinWaitlist: false,
    key: null,
  })),
  { kind: 'join-waitlist', user: users - 1, seats: 3, reason: 'asked', key: null },
];

const histories = ({ users, capacityMax, mayCancel = false, isFull = false }: Crowd): fc.Arbitrary<History> =>
  fc
    .record({
      terms: fc.record({
        capacity: fc.integer({ min: 0, max: capacityMax }),
        maxSeatsPerBooking: fc.integer({ min: 3, max: 6 }),
        maxSeatsPerUser: fc.integer({ min: 3, max: 12 }),
        waitlistEnabled: fc.nat(9).map((number) => number > 0),
        waitlistMode: fc.constantFrom('auto', 'offer'),
        holdSeconds: fc.integer({ min: 30, max: 40 }),
        waitlistOfferSeconds: fc.integer({ min: 30, max: 60 }),
      }),
      wished: wishes(users, mayCancel),
      cuts: fc.uniqueArray(fc.nat(59), { maxLength: 12 }),
    })
    .map(({ terms, wished, cuts }) => {
      const model = new NaiveEvent(terms);
      const steps: Step[] = [];
      const answers: string[] = [];
      let now = NOW;
      for (const wish of [...(isFull ? fullHouse(terms.capacity, users) : []), ...wished]) {
        if (wish.kind === 'pause') {
          now = new Date(now.getTime() + wish.seconds * 1_000);
          continue;
        }
        const command = toCommand(wish, steps.length, model);
        steps.push({ command, now });
        answers.push(model.take(command, now));
      }
      return { terms, steps, answers, model, cuts: new Set(cuts) };
    });

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

/** `toEqual`, two hundred times faster where all is well: Jest's own comparison would make these tests take minutes. */
function expectSame(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
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
  const told = ({ id, userId, seats, source, status, holdExpiresAt }: NaiveEvent['bookings'][number]): string =>
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
    expect(passedOn).toBeGreaterThan(100);
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
