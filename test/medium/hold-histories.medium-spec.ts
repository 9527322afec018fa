import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../src/database/data-source.js';
import { type BookCommand, type Placement } from '../../src/inventory/commands.js';
import { type Outcome } from '../../src/inventory/decision.js';
import { expandSeatMap, type SeatPlace } from '../../src/inventory/seat-map.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { insertUsers, openEvent, openInstance, type Instance } from '../support/inventory.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: whatever 50 people do at the same time on two instances, with holds, offers and chosen seats, everything adds
// up. Method: random histories, all people at once, each going from wish to wish; time goes by when SQL moves the end of
// holds into the past. Then the invariants. A failure prints the seed.

const PEOPLE = 50;
const STEPS_MAX = 14;

interface Wish {
  readonly kind: 'book' | 'confirm' | 'cancel' | 'expire' | 'join' | 'leave' | 'resize';
  readonly seats: number;
  readonly hold: boolean;
  /** On mapped events: these places of the map, or the best. */
  readonly chosen: readonly number[] | null;
  readonly instance: number;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom('book', 'book', 'book', 'confirm', 'confirm', 'cancel', 'expire', 'join', 'leave', 'resize'),
  seats: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 5 })),
  hold: fc.boolean(),
  chosen: fc.option(fc.uniqueArray(fc.nat(29), { minLength: 1, maxLength: 3 })),
  instance: fc.nat(1),
});

const history = fc.record({
  seating: fc.constantFrom('general', 'reserved'),
  waitlistMode: fc.constantFrom('auto', 'offer'),
  people: fc.array(fc.array(wish, { minLength: STEPS_MAX / 2, maxLength: STEPS_MAX, size: 'max' }), {
    minLength: PEOPLE,
    maxLength: PEOPLE,
  }),
});

/** 30 seats in two sections, three of them accessible. */
function aMap(): readonly SeatPlace[] {
  const expanded = expandSeatMap({
    blocks: [
      { section: 'S', rows: 2, seatsPerRow: 10, accessible: ['S-A-1', 'S-A-2'] },
      { section: 'T', rows: 2, seatsPerRow: 5, accessible: ['T-B-3'] },
    ],
  });
  if ('errors' in expanded) throw new Error('the map is not a good one');
  return expanded.seats;
}

describe('random histories with holds, offers and seats on two instances', () => {
  let database: TestDatabase;
  let otherSource: DataSource;
  let instances: readonly [Instance, Instance];
  let users: readonly string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    otherSource = await openDataSource({ databaseUrl: database.url, poolMax: 5 });
    instances = [openInstance(database.dataSource), openInstance(otherSource)];
    users = await insertUsers(database.dataSource, PEOPLE + 1);
  });

  afterAll(async () => {
    await otherSource.destroy();
    await database.drop();
  });

  interface Stage {
    readonly eventId: string;
    readonly organizerId: string;
    /** Ids of the seats of the map; none on a general event. */
    readonly seatIds: readonly string[];
  }

  async function setStage({
    seating,
    waitlistMode,
  }: {
    seating: string;
    waitlistMode: 'auto' | 'offer';
  }): Promise<Stage> {
    const organizerId = users[PEOPLE] ?? '';
    const map = seating === 'reserved' ? { map: aMap() } : {};
    const event = { capacity: 20, organizerId, waitlistMode, maxSeatsPerUser: 8, ...map };
    const eventId = await openEvent(database.dataSource, instances[0], event);
    const seats: { id: string }[] = await database.dataSource.query(
      `SELECT id FROM seats WHERE event_id = $1 ORDER BY place`,
      [eventId],
    );
    return { eventId, organizerId, seatIds: seats.map(({ id }) => id) };
  }

  function placementOf({ seatIds }: Stage, { chosen }: Wish): Placement {
    if (seatIds.length === 0) return { kind: 'any' };
    if (!chosen) return { kind: 'best-available', adjacentOnly: false };
    return { kind: 'chosen', seatIds: chosen.map((place) => seatIds[place] ?? '') };
  }

  function bookCommand(instance: Instance, stage: Stage, userId: string, next: Wish): Promise<BookCommand> {
    const placement = placementOf(stage, next);
    const seats = placement.kind === 'chosen' ? placement.seatIds.length : next.seats;
    return instance.bookCommand(userId, seats, { placement, hold: next.hold });
  }

  /** Moves the end of the latest of somebody's holds to this moment, as if its time had gone by. */
  const expire = async (bookingId: string | undefined): Promise<void> => {
    await database.dataSource.query(
      `UPDATE bookings SET hold_expires_at = clock_timestamp() WHERE id = $1 AND hold_expires_at > clock_timestamp()`,
      [bookingId ?? null],
    );
  };

  async function resize(instance: Instance, { eventId, organizerId, seatIds }: Stage, next: Wish): Promise<Outcome> {
    const rows: { capacity: number; revision: number }[] = await database.dataSource.query(
      `SELECT capacity, revision FROM events WHERE id = $1`,
      [eventId],
    );
    const { capacity = 0, revision: expectedRevision = 0 } = rows[0] ?? {};
    const edit = { actorId: organizerId, expectedRevision };
    if (seatIds.length === 0) {
      const by = next.hold ? next.seats : -next.seats;
      return instance.send(eventId, {
        kind: 'change-capacity',
        capacity: Math.max(1, capacity + by),
        details: {},
        ...edit,
      });
    }
    const some = (next.chosen ?? [next.seats]).map((place) => seatIds[place] ?? '');
    const [block, unblock] = next.hold ? [some, []] : [[], some];
    return instance.send(eventId, { kind: 'block-seats', block, unblock, ...edit });
  }

  /** What a person's wish came to; `undefined` where there was nothing to do. */
  async function fulfil(
    stage: Stage,
    userId: string,
    own: readonly string[],
    next: Wish,
  ): Promise<Outcome | undefined> {
    const { eventId } = stage;
    const instance = next.instance === 0 ? instances[0] : instances[1];
    const bookingId = own[next.seats % own.length];
    switch (next.kind) {
      case 'book':
        return instance.send(eventId, await bookCommand(instance, stage, userId, next));
      case 'confirm':
      case 'cancel':
        if (bookingId === undefined) return undefined;
        return instance.send(eventId, { kind: `${next.kind}-booking`, actorId: userId, bookingId });
      case 'expire':
        await expire(bookingId);
        return undefined;
      case 'join': {
        const { voucher, entryId } = await instance.bookCommand(userId, next.seats);
        const { seats } = next;
        return instance.send(eventId, { kind: 'join-waitlist', reason: 'asked', userId, seats, voucher, entryId });
      }
      case 'leave':
        return instance.send(eventId, { kind: 'leave-waitlist', userId });
      case 'resize':
        return resize(instance, stage, next);
    }
  }

  /** One person's wishes, one after the other; a place on the waitlist may become a booking behind their back. */
  async function live(stage: Stage, userId: string, wishes: readonly Wish[]): Promise<Outcome[]> {
    const own: string[] = [];
    const outcomes: Outcome[] = [];
    for (const next of wishes) {
      const outcome = await fulfil(stage, userId, own, next);
      if (outcome?.kind === 'booked') own.push(outcome.booking.id);
      if (outcome?.kind === 'waitlisted') own.push(outcome.entry.voucher.bookingId);
      if (outcome) outcomes.push(outcome);
    }
    return outcomes;
  }

  it('keep every invariant, and nobody is refused for having lost a race', async () => {
    const counts: Record<string, number> = {};
    const property = fc.asyncProperty(history, async ({ seating, waitlistMode, people }) => {
      const stage = await setStage({ seating, waitlistMode });
      const lives = people.map((wishes, index) => live(stage, users[index] ?? '', wishes));
      const outcomes = (await Promise.all(lives)).flat();
      for (const outcome of outcomes) {
        const name = outcome.kind === 'refused' ? outcome.code : outcome.kind;
        counts[name] = (counts[name] ?? 0) + 1;
      }
      await expectInvariants(database.dataSource, { eventId: stage.eventId });
      await instances[1].sweeper.sweep();
      await expectInvariants(database.dataSource, { eventId: stage.eventId });
    });
    await fc.assert(property, { numRuns: 10, endOnFailure: true });
    // The histories went everywhere, and the instances did get into each other's way.
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining([
        'booked',
        'confirmed',
        'cancelled',
        'waitlisted',
        'seat-taken',
        'hold-expired',
        'edited',
      ]),
    );
    expect(counts).not.toHaveProperty('contended');
    expect((await instances[0].countConflicts()) + (await instances[1].countConflicts())).toBeGreaterThan(0);
  }, 60_000);
});
