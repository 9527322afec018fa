import fc from 'fast-check';
import { type Command } from '../../src/inventory/commands.js';
import { NaiveEvent, type NaiveTerms } from './model.js';
import { NOW } from './snapshots.js';

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
export interface Step {
  readonly command: Command;
  readonly now: Date;
}

/** What people do, one after the other, and what the naive model answers. */
export interface History {
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
    case 'confirm-booking':
      return { kind: wish.kind, actorId: 'organizer', bookingId: bookingIdOf(wish, model) };
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

function bookingIdOf(
  { which, again }: Extract<Wish, { which: number }>,
  { bookings, liveBookings }: NaiveEvent,
): string {
  const choice = bookings.filter((booking) => liveBookings.includes(booking) !== again);
  return choice[which % choice.length]?.id ?? 'booking-none';
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

/** Random histories of one event with general seating; the clock stands still but for pauses. */
export const histories = ({ users, capacityMax, mayCancel = false, isFull = false }: Crowd): fc.Arbitrary<History> =>
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
          // An event is emptied in a moment, before the last of its holds lapse.
          if (!model.isCancelled) now = new Date(now.getTime() + wish.seconds * 1_000);
          continue;
        }
        const command = toCommand(wish, steps.length, model);
        steps.push({ command, now });
        answers.push(model.take(command, now));
      }
      return { terms, steps, answers, model, cuts: new Set(cuts) };
    });
