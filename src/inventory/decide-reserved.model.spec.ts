import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cancel, confirm, EventStory, leave, SWEEP } from '../../test/support/event-story.js';
import { expectSame } from '../../test/support/expect-same.js';
import { drawHall } from '../../test/support/hall.js';
import { inWords } from '../../test/support/model.js';
import { type EventRows } from '../../test/support/snapshots.js';
import { type Command } from './commands.js';
import { decide } from './decide.js';

// Goal: whatever people do in a small hall, its seats, its bookings and its counters say the same, no seat has two
// owners, and batching changes nothing. Method: random sequences on halls of a few rows with accessible seats, decided
// one by one and in batches, every row checked after each.

type Wish =
  | { kind: 'choose'; user: number; seats: readonly number[]; hold: boolean }
  | { kind: 'best'; user: number; size: number; hold: boolean; section: boolean; adjacentOnly: boolean }
  | { kind: 'join'; user: number; size: number }
  | { kind: 'leave'; user: number }
  | { kind: 'confirm' | 'cancel'; which: number }
  | { kind: 'block'; block: readonly number[]; unblock: readonly number[] }
  | { kind: 'sweep' }
  | { kind: 'pause'; seconds: number };

const user = fc.nat(11);
const size = fc.integer({ min: 1, max: 4 });
const places = fc.uniqueArray(fc.nat(15), { minLength: 1, maxLength: 3 });
const mostlyNot = fc.nat(3).map((number) => number === 0);

const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('choose' as const), user, seats: places, hold: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('best' as const),
      user,
      size,
      hold: fc.boolean(),
      section: mostlyNot,
      adjacentOnly: mostlyNot,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('join' as const), user, size }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), user }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constantFrom('cancel' as const, 'confirm' as const), which: fc.nat() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('block' as const),
      block: fc.uniqueArray(fc.nat(15), { maxLength: 3 }),
      unblock: fc.uniqueArray(fc.nat(15), { maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'sweep' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pause' as const), seconds: fc.integer({ min: 10, max: 60 }) }),
  },
);

const hallLines = fc.array(
  fc
    .array(fc.constantFrom('o', 'o', 'o', 'o', 'w', '.'), { minLength: 3, maxLength: 6 })
    .map((signs) => signs.join('')),
  { minLength: 1, maxLength: 3 },
);

const histories = fc.record({
  lines: hallLines.filter((lines) => /[ow]/.test(lines.join(''))),
  waitlistMode: fc.constantFrom('auto' as const, 'offer' as const),
  wishes: fc.array(wish, { minLength: 1, maxLength: 50, size: 'max' }),
  cuts: fc.uniqueArray(fc.nat(49), { maxLength: 12 }),
});

type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

const openStory = ({ lines, waitlistMode }: History): EventStory =>
  new EventStory({
    // Two sections, the second behind the first.
    map: drawHall(...lines.flatMap((line, index) => (index === 1 ? ['', line] : [line]))).seats,
    waitlistMode,
    holdSeconds: 30,
    waitlistOfferSeconds: 40,
    maxSeatsPerUser: 6,
    maxSeatsPerBooking: 4,
  });

function toCommand(next: Exclude<Wish, { kind: 'pause' }>, story: EventStory, made: number): Command {
  const labels = (seats: readonly number[]): string[] => [
    ...new Set(seats.map((place) => story.rows.seats[place % story.rows.seats.length]?.label ?? '')),
  ];
  const bookingId = (which: number): string => `b${1 + (which % Math.max(1, made))}`;
  switch (next.kind) {
    case 'choose':
      return story.choose(`u${next.user}`, labels(next.seats), { hold: next.hold });
    case 'best': {
      const where = { adjacentOnly: next.adjacentOnly, ...(next.section && { section: 'S1' }) };
      return { ...story.best(`u${next.user}`, next.size, where), hold: next.hold };
    }
    case 'join':
      return story.join(`u${next.user}`, next.size);
    case 'leave':
      return leave(`u${next.user}`);
    case 'confirm':
      return confirm(bookingId(next.which));
    case 'cancel':
      return cancel(bookingId(next.which));
    case 'block':
      return story.block(labels(next.block), labels(next.unblock));
    case 'sweep':
      return SWEEP;
  }
}

/** Seats, bookings and counters say the same. */
function expectSound({ seats, bookings, liveBookings, counters }: EventRows): void {
  const owned = (id: string): string[] => seats.filter(({ bookingId }) => bookingId === id).map(({ label }) => label);
  for (const booking of bookings.values()) {
    const isLive = liveBookings.includes(booking);
    expectSame(owned(booking.id).sort(), isLive ? [...booking.seatLabels].sort() : []);
    expectSame(booking.seatLabels.length, booking.seats);
  }
  const unblocked = seats.filter(({ blocked }) => !blocked);
  const accessible = unblocked.filter((seat) => seat.accessible);
  const taken = seats.filter(({ bookingId }) => bookingId !== null);
  expectSame(
    taken.some(({ blocked }) => blocked),
    false,
  );
  expectSame(
    [
      counters.capacity,
      counters.seatsConfirmed + counters.seatsHeld,
      counters.accessibleSeats,
      counters.accessibleFree,
    ],
    [
      unblocked.length,
      taken.length,
      accessible.length,
      accessible.filter(({ bookingId }) => bookingId === null).length,
    ],
  );
}

describe('decide in a small hall', () => {
  it('keeps seats, bookings and counters in step, and decides the same however it is batched', () => {
    const seen = new Set<string>();
    const property = fc.property(histories, (history) => {
      const story = openStory(history);
      const steps: { command: Command; now: Date }[] = [];
      const answers: string[] = [];
      let picked = new Set<string>();
      for (const next of history.wishes) {
        if (next.kind === 'pause') {
          story.pause(next.seconds);
          continue;
        }
        const command = toCommand(next, story, picked.size);
        steps.push({ command, now: story.now });
        if ('voucher' in command) picked = picked.add(command.voucher.bookingId);
        answers.push(...story.answersTo(command));
        expectSound(story.rows);
        expectNobodyIsGivenAccessibleSeats(story.rows, steps);
      }
      for (const answer of answers) seen.add(answer.replace(/\d+/g, 'n'));
      expectSameInBatches(history, steps, answers, story.rows);
    });
    fc.assert(property, { numRuns: 300 });
    // The histories are long enough to meet what the contract tells apart.
    for (const answer of ['held bn', 'refused: seat-taken', 'refused: hold-expired', 'refused: no-adjacent-seats']) {
      expect([...seen]).toContain(answer);
    }
  });
});

/** Only whoever names accessible seats gets them. */
function expectNobodyIsGivenAccessibleSeats(rows: EventRows, steps: readonly { command: Command }[]): void {
  const chosen = new Set(
    steps.flatMap(({ command }) =>
      command.kind === 'book' && command.placement.kind === 'chosen' ? [command.voucher.bookingId] : [],
    ),
  );
  for (const { accessible, bookingId } of rows.seats) {
    if (!accessible || bookingId === null) continue;
    expect([bookingId, chosen.has(bookingId), rows.bookings.get(bookingId)?.source]).toEqual([
      bookingId,
      true,
      'direct',
    ]);
  }
}

function expectSameInBatches(
  history: History,
  steps: readonly { command: Command; now: Date }[],
  answers: readonly string[],
  oneByOne: EventRows,
): void {
  for (const isCut of [() => false, (place: number) => history.cuts.includes(place)]) {
    const { rows } = openStory(history);
    const given: string[] = [];
    let batch: Command[] = [];
    for (const [place, { command, now }] of steps.entries()) {
      batch.push(command);
      if (steps[place + 1]?.now === now && !isCut(place)) continue;
      const { outcomes, changes } = decide(rows.snapshot(batch, 'window', now), batch, now);
      rows.store(changes);
      given.push(...outcomes.map(inWords));
      batch = [];
    }
    expectSame(given, answers);
    expectSame(rows.seats, oneByOne.seats);
    expectSame(rows.ledger, oneByOne.ledger);
    expectSound(rows);
  }
}
