import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { decide } from '../../src/inventory/decide.js';
import { type Command } from '../../src/inventory/commands.js';
import { type Snapshot } from '../../src/inventory/snapshot.js';
import { fromEntryRow, type EntryRow } from '../../src/inventory/rows.js';
import { HallRepository } from '../../src/inventory/hall.repository.js';
import { QueueRepository } from '../../src/inventory/queue.repository.js';
import { SnapshotRepository } from '../../src/inventory/snapshot.repository.js';
import { PASSES_MAX } from '../../src/inventory/waitlist-order.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { insertUsers, openEvent, openInstance } from '../support/inventory.js';

// Goal: a batch reads a part of the waitlist only, and decides as if it had read all of it. Method: waitlists written by
// SQL, random batches; the decision on the snapshot of the repository against one on the same with the entire queue.

interface Situation {
  readonly capacity: number;
  /** Seats of each confirmed booking; never more than the capacity in all. */
  readonly booked: readonly number[];
  /** Parties in order of arrival; those after `passed` came when ten newcomers had gone by. */
  readonly waiting: readonly number[];
  readonly passed: number;
}

interface Wish {
  readonly kind: 'cancel' | 'leave' | 'capacity' | 'book' | 'promote' | 'close';
  readonly number: number;
}

const access = () => ({ batchId: uuidv7(), locked: false, lockWaitMs: 1_000 });
const PEOPLE = 120;

describe('the window of the waitlist', () => {
  let database: TestDatabase;
  let users: readonly string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    users = await insertUsers(database.dataSource, PEOPLE);
  });

  afterAll(async () => {
    await database.drop();
  });

  const user = (index: number): string => users[index % PEOPLE] ?? uuidv7();

  async function arrange({ capacity, booked, waiting, passed }: Situation): Promise<string> {
    const { dataSource } = database;
    const instance = openInstance(dataSource);
    const eventId = await openEvent(dataSource, instance, { capacity, organizerId: user(0), maxSeatsPerUser: 100 });
    const bookings = booked.map((seats, index) => ({ seats, status: 'confirmed', arrival: index + 1 }));
    const passers = Array.from({ length: 10 }, (_, index) => ({
      seats: 1,
      status: 'cancelled',
      arrival: passed * 100 + 11 + index,
    }));
    const served = [...bookings, ...passers]
      .map(({ arrival }) => arrival)
      .sort((one, other) => other - one)
      .slice(0, PASSES_MAX);
    for (const { seats, status, arrival } of [...bookings, ...passers]) {
      await dataSource.query(
        `INSERT INTO bookings (id, reference, event_id, user_id, status, seats, source, arrival_number, user_limit, created_at)
         VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, 'direct', $6, 100, now())`,
        [uuidv7(), eventId, user(1), status, seats, arrival],
      );
    }
    await dataSource.query(
      `INSERT INTO waitlist_entries (id, event_id, user_id, seats, status, reason, arrival_number, user_limit, booking_id,
                                     booking_reference, created_at)
       SELECT gen_random_uuid(), $1, user_id, seats, 'waiting', 'sold-out',
              n * 100, 100, gen_random_uuid(), 'EVT-' || n, now()
         FROM unnest($2::uuid[], $3::int[]) WITH ORDINALITY AS party (user_id, seats, n)`,
      [eventId, waiting.map((_, index) => user(index + 2)), waiting],
    );
    await dataSource.query(
      `UPDATE events SET seats_confirmed = $2, waiting = $3, arrivals = 100000, last_served = $4,
                         max_seats_per_booking = 100
        WHERE id = $1`,
      [eventId, booked.reduce((sum, seats) => sum + seats, 0), waiting.length, served],
    );
    return eventId;
  }

  async function toCommands(eventId: string, situation: Situation, wishes: readonly Wish[]): Promise<Command[]> {
    const rows: { id: string }[] = await database.dataSource.query(
      `SELECT id FROM bookings WHERE event_id = $1 AND status = 'confirmed' ORDER BY arrival_number`,
      [eventId],
    );
    let expectedRevision = 1;
    return wishes.map(({ kind, number }): Command => {
      const identity = { voucher: { bookingId: uuidv7(), reference: uuidv7() }, entryId: uuidv7() };
      switch (kind) {
        case 'cancel':
          return { kind: 'cancel-booking', actorId: user(0), bookingId: rows[number % rows.length]?.id ?? uuidv7() };
        case 'leave':
          return { kind: 'leave-waitlist', userId: user(2 + (number % situation.waiting.length)) };
        case 'capacity': {
          const command = {
            kind: 'change-capacity',
            actorId: user(0),
            capacity: number,
            expectedRevision,
            details: {},
          } as const;
          if (number >= situation.booked.reduce((sum, seats) => sum + seats, 0)) expectedRevision += 1;
          return command;
        }
        case 'book':
          return {
            kind: 'book',
            userId: user(1),
            seats: 1 + (number % 3),
            placement: { kind: 'any' },
            hold: false,
            joinWaitlist: number % 2 === 0,
            ...identity,
          };
        case 'promote':
          return { kind: 'promote' };
        case 'close':
          return { kind: 'cancel-event', actorId: user(0) };
      }
    });
  }

  /** The decision on what the repository reads, and on the same with everybody who waits; gives their number. */
  async function decideBoth(situation: Situation, wishes: readonly Wish[]): Promise<{ promoted: number }> {
    const eventId = await arrange(situation);
    const commands = await toCommands(eventId, situation, wishes);
    const { manager } = database.dataSource;
    const { snapshot, now } = await new SnapshotRepository(new QueueRepository(), new HallRepository()).load(
      manager,
      eventId,
      () => commands,
      access(),
    );
    const rows: EntryRow[] = await manager.query(
      `SELECT * FROM waitlist_entries WHERE event_id = $1 AND status = 'waiting' ORDER BY arrival_number`,
      [eventId],
    );
    const entire: Snapshot = { ...snapshot, queue: rows.map(fromEntryRow) };
    const decision = decide(snapshot, commands, now);
    expect(decision).toEqual(decide(entire, commands, now));
    return { promoted: decision.changes.ledger.filter(({ change }) => change === 'promoted').length };
  }

  const closing = { kind: 'close', number: 0 } as const;

  // The queue is stopped for a party of 11 behind many of 15; when the capacity falls to 12, those of 15 no longer stop
  // anybody, but the one of 11 does.
  it('knows who stops the queue after the capacity was lowered', async () => {
    const situation = {
      capacity: 20,
      booked: [10],
      waiting: [...Array.from({ length: 20 }, () => 15), 11, 1],
      passed: 21,
    };
    expect(await decideBoth(situation, [{ kind: 'capacity', number: 12 }])).toEqual({ promoted: 0 });
    expect(await decideBoth(situation, [{ kind: 'capacity', number: 12 }, closing])).toEqual({ promoted: 0 });
  });

  it('decides like the entire waitlist', async () => {
    const party = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 8, max: 16 }));
    const situation = fc.record({
      capacity: fc.integer({ min: 15, max: 24 }),
      booked: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5, size: 'max' }),
      waiting: fc.array(party, { minLength: 5, maxLength: 60, size: 'max' }),
      passed: fc.nat(60),
    });
    const wish: fc.Arbitrary<Wish> = fc.record({
      kind: fc.constantFrom('cancel', 'cancel', 'leave', 'capacity', 'capacity', 'book', 'promote', 'close'),
      number: fc.nat(30),
    });
    let promoted = 0;
    const property = fc.asyncProperty(
      situation,
      fc.array(wish, { minLength: 1, maxLength: 6 }),
      async (arranged, wishes) => {
        promoted += (await decideBoth(arranged, wishes)).promoted;
      },
    );
    await fc.assert(property, { numRuns: 60 });
    expect(promoted).toBeGreaterThan(0);
  });
});
