import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { loadConfig } from '../../src/config/config.js';
import { BatchRunner } from '../../src/inventory/batch-runner.js';
import { CommitInquiry } from '../../src/inventory/commit-inquiry.js';
import { HallRepository } from '../../src/inventory/hall.repository.js';
import { QueueRepository } from '../../src/inventory/queue.repository.js';
import { checkInvariants, inspectInvariants } from '../../src/inventory/invariants.js';
import { InventoryMetrics } from '../../src/inventory/inventory-metrics.js';
import { InventoryRepository } from '../../src/inventory/inventory.repository.js';
import { InventoryService } from '../../src/inventory/inventory.service.js';
import { type Outcome } from '../../src/inventory/decision.js';
import { ReferenceSource } from '../../src/inventory/reference-source.js';
import { SnapshotRepository } from '../../src/inventory/snapshot.repository.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: each invariant holds after ordinary business, and is able to fail. Method: one event with a waitlist that has
// seen every kind of change, made by the real service; then one row broken by SQL, checked, and rolled back.

/** Thrown to roll a broken database back once it has been looked at. */
class RolledBack extends Error {}

/** The people of the story, by their part in it. */
const PEOPLE = ['organizer', 'two', 'three', 'one', 'four', 'single', 'pair', 'leaver', 'last'] as const;
type Person = (typeof PEOPLE)[number];

describe('invariants', () => {
  let database: TestDatabase;
  let inventory: InventoryService;
  const ids = Object.fromEntries(PEOPLE.map((name) => [name, uuidv7()])) as Record<Person, string>;
  const eventId = uuidv7();
  const otherEventId = uuidv7();

  beforeAll(async () => {
    database = await createTestDatabase();
    inventory = openInventory(database.dataSource);
    await insertPeople(database.dataSource, ids);
    await openEvent(eventId, 6);
    await openEvent(otherEventId, 6);
    await tellStory();
  });

  afterAll(async () => {
    await database.drop();
  });

  async function openEvent(id: string, capacity: number): Promise<void> {
    await database.dataSource.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO events (id, organizer_id, title, starts_at, status, seating, max_seats_per_booking,
                             max_seats_per_user, hold_seconds, waitlist_enabled, waitlist_mode, waitlist_offer_seconds)
         VALUES ($1, $2, 'A play', now() + interval '1 day', 'published', 'general', 10, 10, 600, true, 'auto', 900)`,
        [id, ids.organizer],
      );
      await inventory.open(tx, id, { capacity }, ids.organizer);
    });
  }

  async function book(person: Person, seats: number): Promise<Outcome> {
    const voucher = await inventory.mintVoucher();
    const userId = ids[person];
    return inventory.submit(eventId, {
      kind: 'book',
      userId,
      seats,
      placement: { kind: 'any' },
      hold: false,
      joinWaitlist: true,
      voucher,
      entryId: uuidv7(),
    });
  }

  async function cancel(booked: Outcome, by: Person): Promise<void> {
    if (booked.kind !== 'booked') throw new Error(`expected a booking, got ${booked.kind}`);
    await inventory.submit(eventId, { kind: 'cancel-booking', actorId: ids[by], bookingId: booked.booking.id });
  }

  /** Ends with 6 of 6 seats sold; `four` waits for 4 seats and was passed over, `last` waits for 1. */
  async function tellStory(): Promise<void> {
    const two = await book('two', 2);
    await book('three', 3);
    const one = await book('one', 1);
    await book('four', 4);
    await book('single', 1);
    await book('pair', 2);
    await cancel(one, 'one');
    await cancel(two, 'organizer');
    await book('leaver', 1);
    await inventory.submit(eventId, { kind: 'leave-waitlist', userId: ids.leaver });
    await book('last', 1);
  }

  /** The numbers of the invariants that a change breaks, each once, and all that is said about them. */
  async function breakage(...statements: string[]): Promise<{ numbers: number[]; details: string }> {
    let numbers: number[] = [];
    let details = '';
    const work = database.dataSource.transaction(async (tx: EntityManager) => {
      await tx.query('ALTER TABLE ledger DISABLE TRIGGER ledger_is_append_only');
      for (const statement of statements) await tx.query(statement.replaceAll(':event', `'${eventId}'`));
      const breaches = await checkInvariants(tx);
      expect(breaches.map((breach) => breach.eventId).filter((id) => id !== eventId)).toEqual([]);
      numbers = [...new Set(breaches.map(({ number }) => number))];
      details = breaches.map(({ detail }) => detail).join('\n');
      expect(await checkInvariants(tx, { eventId: otherEventId })).toEqual([]);
      throw new RolledBack();
    });
    await expect(work).rejects.toBeInstanceOf(RolledBack);
    return { numbers, details };
  }

  const entryOf = (person: Person): string =>
    `(SELECT id FROM waitlist_entries WHERE event_id = :event AND user_id = '${ids[person]}')`;

  /** A ledger row right after the last one, at the event's version. */
  const appendLedgerRow = (change: string, entry: string, seatsConfirmed: number): string =>
    `INSERT INTO ledger (event_id, version, ordinal, batch_id, change, waitlist_entry_id, seats, before, after, recorded_at)
     SELECT event_id, version, ordinal + 1, batch_id, '${change}', ${entry}, 1,
            after[:1] || ${seatsConfirmed} || after[3:], after, now()
       FROM ledger WHERE event_id = :event ORDER BY version DESC, ordinal DESC LIMIT 1`;

  it('hold after ordinary business, and say how many rows were looked at', async () => {
    await expectInvariants(database.dataSource);
    const findings = await inspectInvariants(database.dataSource, { eventId });
    expect(findings.map(({ number, rows }) => `${number}: ${rows}`)).toEqual([
      '1: 1',
      '2: 0',
      '3: 5',
      '4: 2',
      '5: 11',
      '6: 0',
      '7: 14',
      '8: 10',
    ]);
  });

  it('hold on a database without events', async () => {
    const empty = await createTestDatabase();
    try {
      expect(await checkInvariants(empty.dataSource)).toEqual([]);
    } finally {
      await empty.drop();
    }
  });

  it.each([
    ['seats are miscounted', `UPDATE events SET seats_confirmed = 5 WHERE id = :event`, 'counts 5 confirmed'],
    ['held seats are miscounted', `UPDATE events SET seats_held = 1, capacity = 7 WHERE id = :event`, '1 held'],
    ['those who wait are miscounted', `UPDATE events SET waiting = 3 WHERE id = :event`, '3 waiting'],
  ])('1: %s', async (_, statement, detail) => {
    const { numbers, details } = await breakage(statement);
    expect(numbers).toContain(1);
    expect(details).toContain(detail);
  });

  it('1: more seats are sold than there are', async () => {
    const { numbers, details } = await breakage(
      'ALTER TABLE events DROP CONSTRAINT events_seats_within_capacity',
      'UPDATE events SET capacity = 5 WHERE id = :event',
    );
    expect(numbers).toContain(1);
    expect(details).toContain('capacity 5');
  });

  it('2: a booking on a reserved event has no seats on the map', async () => {
    const { numbers } = await breakage(`UPDATE events SET seating = 'reserved' WHERE id = :event`);
    expect(numbers).toEqual([2]);
  });

  it('3: somebody has more seats than one person may', async () => {
    const { numbers, details } = await breakage(`UPDATE bookings SET user_limit = 2 WHERE seats = 3`);
    expect(numbers).toEqual([3]);
    expect(details).toContain(`user ${ids.three} has 3 seats; at most 2`);
  });

  it('3: somebody waits twice', async () => {
    const { numbers, details } = await breakage(
      'DROP INDEX waitlist_entries_one_waiting_per_user',
      `UPDATE waitlist_entries SET user_id = '${ids.four}' WHERE status = 'waiting'`,
    );
    expect(numbers).toEqual([3]);
    expect(details).toContain('waits 2 times');
  });

  it('4: somebody waits whom the order rule would serve', async () => {
    const { numbers, details } = await breakage(`UPDATE events SET capacity = 7 WHERE id = :event`);
    expect(numbers).toContain(4);
    expect(details).toContain('waits for 1 seats while 1 are free');
  });

  const tenPassed = `
    INSERT INTO bookings (id, reference, event_id, user_id, status, seats, source, arrival_number, user_limit, created_at)
    SELECT gen_random_uuid(), 'EVT-' || n, :event, '${ids.one}', 'cancelled', 1, 'direct', 1000 + n, 10, now()
      FROM generate_series(1, 10) n`;

  it('4: but not while the queue stops for a party passed over ten times', async () => {
    const more = `UPDATE events SET capacity = 7 WHERE id = :event`;
    expect((await breakage(more, tenPassed)).numbers).not.toContain(4);
    const enough = `UPDATE events SET capacity = 10 WHERE id = :event`;
    expect((await breakage(enough, tenPassed)).numbers).toContain(4);
  });

  it('4: nor right after a batch that was full, nor once the event has begun', async () => {
    const more = `UPDATE events SET capacity = 7 WHERE id = :event`;
    const full = (age: string): string =>
      `INSERT INTO ledger SELECT l.event_id, l.version, l.ordinal + n, batch_id, 'promoted', NULL, booking_id,
              waitlist_entry_id, 1, before, after, now() - interval '${age}'
         FROM (SELECT * FROM ledger WHERE event_id = :event ORDER BY version DESC, ordinal DESC LIMIT 1) l,
              generate_series(1, 500) n`;
    expect((await breakage(more, full('1 second'))).numbers).not.toContain(4);
    expect((await breakage(more, full('11 seconds'))).numbers).toContain(4);
    const begun = `UPDATE events SET starts_at = now() - interval '1 second' WHERE id = :event`;
    expect((await breakage(more, begun)).numbers).not.toContain(4);
  });

  it('5: somebody was promoted before their turn', async () => {
    const { numbers, details } = await breakage(
      `UPDATE ledger SET seats = 1 WHERE change = 'enrolled' AND waitlist_entry_id = ${entryOf('four')}`,
    );
    expect(numbers).toContain(5);
    expect(details).toMatch(/entry \S+ was promoted with 1 seats free; entry \S+ was due/);
  });

  it('5: an entry was promoted twice', async () => {
    const { numbers, details } = await breakage(appendLedgerRow('promoted', entryOf('single'), 5));
    expect(numbers).toContain(5);
    expect(details).toContain('was promoted, but was not waiting');
  });

  it('5: a newcomer overtook somebody who waits', async () => {
    const { numbers, details } = await breakage(appendLedgerRow('booked', 'NULL', 5));
    expect(numbers).toContain(5);
    expect(details).toContain('a newcomer got seats');
  });

  it('6: a hold has lapsed long ago', async () => {
    const hold = (age: string): string =>
      `UPDATE bookings SET status = 'held', hold_expires_at = now() - interval '${age}' WHERE seats = 3`;
    expect((await breakage(hold('61 seconds'))).numbers).toContain(6);
    expect((await breakage(hold('59 seconds'))).numbers).not.toContain(6);
  });

  it.each([
    [
      'a version is missing',
      `DELETE FROM ledger WHERE event_id = :event AND version = 3`,
      'version 4.0 does not follow',
    ],
    [
      'the first version is missing',
      `DELETE FROM ledger WHERE event_id = :event AND version = 1`,
      'does not follow 0.0',
    ],
    [
      'the last is missing',
      `DELETE FROM ledger WHERE event_id = :event AND change = 'enrolled' AND version > 10`,
      'ends at',
    ],
    ['all are missing', `DELETE FROM ledger WHERE event_id = :event`, 'ends at version'],
    [
      'a row of a batch is missing',
      `UPDATE ledger SET ordinal = 9 WHERE event_id = :event AND ordinal = 1`,
      '.9 does not',
    ],
    ['the event is ahead', `UPDATE events SET version = version + 1 WHERE id = :event`, 'the event is at version'],
    [
      'a row starts elsewhere',
      `UPDATE ledger SET before = before[:2] || 1 || before[4:] WHERE event_id = :event AND version = 5`,
      'starts from',
    ],
    [
      'the last row is not the event',
      `UPDATE events SET capacity = capacity + 1 WHERE id = :event`,
      'the event is at version',
    ],
  ])('7: %s', async (_, statement, detail) => {
    const { numbers, details } = await breakage(statement);
    expect(numbers).toContain(7);
    expect(details).toContain(detail);
  });

  it.each([
    ['a promotion was told to nobody', `DELETE FROM outbox WHERE topic = 'booking-promoted'`, 'is told 0 times'],
    ['a cancellation was told to nobody', `DELETE FROM outbox WHERE topic = 'booking-cancelled'`, 'is told 0 times'],
    [
      'a promotion was told to the wrong person',
      `UPDATE outbox SET user_id = '${ids.one}' WHERE topic = 'booking-promoted'`,
      'is told 0 times',
    ],
    [
      'a booking is not in the ledger',
      `UPDATE ledger SET booking_id = NULL WHERE event_id = :event AND change = 'booked'`,
      '0 rows that sold',
    ],
    [
      'a booking has other seats than the ledger',
      `UPDATE ledger SET seats = seats + 1 WHERE event_id = :event AND change = 'booked'`,
      '0 rows that sold',
    ],
    [
      'a booking was cancelled behind the back of the ledger',
      `UPDATE bookings SET status = 'cancelled' WHERE event_id = :event AND seats = 3`,
      '0 that cancelled',
    ],
    [
      'an entry left behind the back of the ledger',
      `UPDATE waitlist_entries SET status = 'left', ended_at = now() WHERE user_id = '${ids.last}'`,
      '0 that ended it',
    ],
    [
      'a booking is not what its entry promised',
      `UPDATE bookings SET seats = 1 WHERE source = 'waitlist' AND seats = 2`,
      'is not what it promised',
    ],
    [
      'a row names a booking that is not there',
      `DELETE FROM bookings WHERE event_id = :event AND seats = 3`,
      'names a booking or an entry that is not there',
    ],
    [
      'a booking belongs to nobody',
      `UPDATE bookings SET user_id = '${uuidv7()}' WHERE event_id = :event AND seats = 3`,
      'belongs to a user who is not there',
    ],
    [
      'an entry belongs to nobody',
      `UPDATE waitlist_entries SET user_id = '${uuidv7()}' WHERE user_id = '${ids.last}'`,
      'belongs to a user who is not there',
    ],
  ])('8: %s', async (_, statement, detail) => {
    const { numbers, details } = await breakage(statement);
    expect(numbers).toContain(8);
    expect(details).toContain(detail);
  });

  it('8: a message belongs to no event', async () => {
    const work = database.dataSource.transaction(async (tx: EntityManager) => {
      await tx.query(
        `INSERT INTO outbox (event_id, user_id, topic, payload, created_at) VALUES ($1, $2, 'booking-promoted', '{}', now())`,
        [uuidv7(), ids.one],
      );
      expect(await checkInvariants(tx)).toMatchObject([{ number: 8, detail: expect.stringContaining('is not there') }]);
      throw new RolledBack();
    });
    await expect(work).rejects.toBeInstanceOf(RolledBack);
  });

  it.each(['events', 'users'])('8: nobody deletes %s, not even one that nothing refers to', async (table) => {
    const none = `id = '${uuidv7()}'`;
    const statements = ['DELETE FROM ? WHERE #', 'UPDATE ? SET id = id WHERE #', 'TRUNCATE ? CASCADE'];
    for (const statement of statements.map((text) => text.replace('?', table).replace('#', none))) {
      await expect(database.dataSource.query(statement)).rejects.toThrow(`${table} are never deleted`);
    }
  });
});

function openInventory(dataSource: DataSource): InventoryService {
  const config = loadConfig({ JWT_SECRET: 'a secret of thirty-two bytes and more' });
  const metrics = new InventoryMetrics(new Metrics());
  const repository = new InventoryRepository();
  const snapshots = new SnapshotRepository(new QueueRepository(), new HallRepository());
  const batches = new BatchRunner(dataSource, snapshots, repository, new CommitInquiry(dataSource), metrics);
  return new InventoryService(config, batches, repository, new ReferenceSource(dataSource), metrics);
}

async function insertPeople(dataSource: DataSource, ids: Record<Person, string>): Promise<void> {
  for (const [name, id] of Object.entries(ids)) {
    await dataSource.query(`INSERT INTO users (id, email, name, role, password_hash) VALUES ($1, $2, $3, $4, 'none')`, [
      id,
      `${name}@example.org`,
      name,
      name === 'organizer' ? 'organizer' : 'attendee',
    ]);
  }
}
