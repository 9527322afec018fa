import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { openDataSource } from '../../src/database/data-source.js';
import { type Outcome } from '../../src/inventory/decision.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually, insertUsers, openEvent, openInstance, readCounters, type Instance } from '../support/inventory.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: whatever many people do at the same time on two instances, no seat is lost or sold twice, nobody is refused for
// want of luck, and the order of the waitlist is kept. Method: random histories, all people at once, each going from
// wish to wish; then the invariants. A failure prints the seed.

interface Wish {
  readonly kind: 'book' | 'cancel' | 'join' | 'leave' | 'capacity';
  readonly seats: number;
  readonly instance: number;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom('book', 'book', 'book', 'cancel', 'cancel', 'join', 'leave', 'capacity'),
  seats: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 6 })),
  instance: fc.nat(1),
});

/** One list of wishes per person. */
const history = fc.record({
  capacity: fc.integer({ min: 5, max: 30 }),
  people: fc.array(fc.array(wish, { minLength: 2, maxLength: 5 }), { minLength: 20, maxLength: 40, size: 'max' }),
});

describe('random histories on two instances', () => {
  let database: TestDatabase;
  let otherSource: DataSource;
  let instances: readonly [Instance, Instance];
  let users: readonly string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    otherSource = await openDataSource({ databaseUrl: database.url, poolMax: 5 });
    instances = [openInstance(database.dataSource), openInstance(otherSource)];
    users = await insertUsers(database.dataSource, 41);
  });

  afterAll(async () => {
    await otherSource.destroy();
    await database.drop();
  });

  const organizer = (): string => users[0] ?? '';

  /** What a person's wish came to; `undefined` where there was nothing to do. */
  async function fulfil(
    eventId: string,
    userId: string,
    own: string[],
    { kind, seats, instance: place }: Wish,
  ): Promise<Outcome | undefined> {
    const instance = place === 0 ? instances[0] : instances[1];
    switch (kind) {
      case 'book':
        return instance.send(eventId, await instance.bookCommand(userId, seats));
      case 'cancel': {
        const bookingId = own.pop();
        if (bookingId === undefined) return undefined;
        return instance.send(eventId, { kind: 'cancel-booking', actorId: userId, bookingId });
      }
      case 'join': {
        const { voucher, entryId } = await instance.bookCommand(userId, seats);
        return instance.send(eventId, { kind: 'join-waitlist', reason: 'asked', userId, seats, voucher, entryId });
      }
      case 'leave':
        return instance.send(eventId, { kind: 'leave-waitlist', userId });
      case 'capacity':
        return changeCapacity(instance, eventId, seats);
    }
  }

  async function changeCapacity(instance: Instance, eventId: string, by: number): Promise<Outcome> {
    const rows: { capacity: number; revision: number }[] = await database.dataSource.query(
      `SELECT capacity, revision FROM events WHERE id = $1`,
      [eventId],
    );
    const { capacity = 0, revision: expectedRevision = 0 } = rows[0] ?? {};
    return instance.send(eventId, {
      kind: 'change-capacity',
      actorId: organizer(),
      capacity: Math.max(1, capacity + (by % 2 === 0 ? by : -by)),
      expectedRevision,
      details: {},
    });
  }

  /** One person's wishes, one after the other. */
  async function live(eventId: string, userId: string, wishes: readonly Wish[]): Promise<Outcome[]> {
    const own: string[] = [];
    const outcomes: Outcome[] = [];
    for (const next of wishes) {
      const outcome = await fulfil(eventId, userId, own, next);
      if (outcome?.kind === 'booked') own.push(outcome.booking.id);
      if (outcome) outcomes.push(outcome);
    }
    return outcomes;
  }

  it('keep every invariant, and nobody is refused for having lost a race', async () => {
    const property = fc.asyncProperty(history, async ({ capacity, people }) => {
      const eventId = await openEvent(database.dataSource, instances[0], { capacity, organizerId: organizer() });
      const lives = people.map((wishes, index) => live(eventId, users[index + 1] ?? uuidv7(), wishes));
      const outcomes = (await Promise.all(lives)).flat();
      const contended = outcomes.filter(
        (outcome) =>
          (outcome.kind === 'refused' && outcome.code === 'contended') ||
          (outcome.kind === 'waitlisted' && outcome.reason === 'contended'),
      );
      expect(contended).toEqual([]);
      await expectInvariants(database.dataSource, { eventId });
    });
    await fc.assert(property, { numRuns: 8, endOnFailure: true });
    // The instances did get into each other's way, and the retries got through.
    expect((await instances[0].countConflicts()) + (await instances[1].countConflicts())).toBeGreaterThan(0);
    await expectInvariants(database.dataSource);
  });

  it('sell exactly the seats there are when everybody books at once, and everybody else waits', async () => {
    const eventId = await openEvent(database.dataSource, instances[0], { capacity: 25, organizerId: organizer() });
    const answers = await Promise.all(
      users.slice(1).map(async (userId, index) => {
        const instance = index % 2 === 0 ? instances[0] : instances[1];
        return instance.send(eventId, await instance.bookCommand(userId, 1));
      }),
    );
    const count = (kind: Outcome['kind']): number => answers.filter((answer) => answer.kind === kind).length;
    expect([count('booked'), count('waitlisted')]).toEqual([25, 15]);
    await eventually(async () => (await readCounters(database.dataSource, eventId)).waiting === 15);
    await expectInvariants(database.dataSource, { eventId });
  });
});
