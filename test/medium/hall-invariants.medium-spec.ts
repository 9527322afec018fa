import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EntityManager } from 'typeorm';
import { type Placement } from '../../src/inventory/commands.js';
import { type Outcome } from '../../src/inventory/decision.js';
import { checkInvariants, inspectInvariants } from '../../src/inventory/invariants.js';
import { expandSeatMap } from '../../src/inventory/seat-map.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { insertUsers, openEvent, openInstance, readCounters, type Instance } from '../support/inventory.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: what the invariants promise about seats, holds and offers is able to fail. Method: one mapped event that has
// seen every kind of change, made by the real service; then one row broken by SQL, checked, and rolled back.

/** Thrown to roll a broken database back once it has been looked at. */
class RolledBack extends Error {}

describe('invariants of halls and holds', () => {
  let database: TestDatabase;
  let instance: Instance;
  let users: readonly string[];
  let eventId: string;

  const user = (index: number): string => users[index] ?? '';

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = openInstance(database.dataSource);
    users = await insertUsers(database.dataSource, 10);
    await tellStory();
  });

  afterAll(async () => {
    await database.drop();
  });

  const best: Placement = { kind: 'best-available', adjacentOnly: false };

  async function book(index: number, seats: number, placement = best, hold = false): Promise<string> {
    const command = await instance.bookCommand(user(index), seats, { placement, hold });
    await instance.send(eventId, command);
    return command.voucher.bookingId;
  }

  const send = (kind: 'cancel-booking' | 'confirm-booking', bookingId: string, index: number): Promise<Outcome> =>
    instance.send(eventId, { kind, actorId: user(index), bookingId });

  /** Eight seats, A-1 accessible. In the end: a confirmed hold on, a hold, an offer, A-1 booked by name. */
  async function tellStory(): Promise<void> {
    const map = expandSeatMap({ blocks: [{ section: 'S', rows: 2, seatsPerRow: 4, accessible: ['S-A-1'] }] });
    if ('errors' in map) throw new Error('the map is not a good one');
    const event = { capacity: 0, organizerId: user(0), map: map.seats, waitlistMode: 'offer' as const };
    eventId = await openEvent(database.dataSource, instance, event);
    const seats: { id: string; label: string }[] = await database.dataSource.query(
      `SELECT id, label FROM seats WHERE event_id = $1`,
      [eventId],
    );
    const idOf = (label: string): string => seats.find((seat) => seat.label === label)?.id ?? '';
    const chosen = (...labels: string[]): Placement => ({ kind: 'chosen', seatIds: labels.map(idOf) });
    await send('confirm-booking', await book(1, 2, chosen('S-A-2', 'S-A-3'), true), 1);
    await book(2, 1, chosen('S-A-1'));
    await book(3, 1, chosen('S-B-1'), true);
    const lapsed = await book(4, 1, chosen('S-B-2'), true);
    const given = await book(5, 3);
    await book(6, 2);
    await send('cancel-booking', given, 5);
    await database.dataSource.query(`UPDATE bookings SET hold_expires_at = now() WHERE id = $1`, [lapsed]);
    await instance.send(eventId, { kind: 'promote' });
  }

  /** The numbers of the invariants that a change breaks, each once, and all that is said about them. */
  async function breakage(...statements: string[]): Promise<{ numbers: number[]; details: string }> {
    let numbers: number[] = [];
    let details = '';
    const work = database.dataSource.transaction(async (tx: EntityManager) => {
      await tx.query('ALTER TABLE ledger DISABLE TRIGGER ledger_is_append_only');
      for (const statement of statements) await tx.query(statement);
      const breaches = await checkInvariants(tx);
      numbers = [...new Set(breaches.map(({ number }) => number))];
      details = breaches.map(({ detail }) => detail).join('\n');
      throw new RolledBack();
    });
    await expect(work).rejects.toBeInstanceOf(RolledBack);
    return { numbers, details };
  }

  it('hold after ordinary business', async () => {
    const found: { status: string; source: string }[] = await database.dataSource.query(
      `SELECT status, source FROM bookings ORDER BY arrival_number`,
    );
    expect(found.map(({ status, source }) => `${status} ${source}`)).toEqual([
      'confirmed direct',
      'confirmed direct',
      'held direct',
      'expired direct',
      'cancelled direct',
      'held waitlist',
    ]);
    await expectInvariants(database.dataSource);
    const findings = await inspectInvariants(database.dataSource);
    expect(findings.filter(({ number }) => [2, 6].includes(number)).map(({ rows }) => rows)).toEqual([8, 2]);
  });

  it.each([
    ['a booking lost a seat', `UPDATE seats SET booking_id = NULL WHERE label = 'S-A-2'`, [2], 'has 1 on the seat map'],
    [
      'a seat went to another booking',
      `UPDATE seats SET booking_id = (SELECT booking_id FROM seats WHERE label = 'S-B-1') WHERE label = 'S-A-2'`,
      [2],
      'seat S-A-2 is taken by booking',
    ],
    [
      'a booking has a seat too many, which nobody else can have',
      `UPDATE seats SET booking_id = (SELECT booking_id FROM seats WHERE label = 'S-A-2')
        WHERE label = (SELECT label FROM seats WHERE booking_id IS NULL LIMIT 1)`,
      [2],
      'and has {S-A-2,S-A-3}',
    ],
    [
      'a seat is still taken by a booking that has ended',
      `UPDATE seats SET booking_id = (SELECT id FROM bookings WHERE status = 'expired')
        WHERE label = (SELECT label FROM seats WHERE booking_id IS NULL LIMIT 1)`,
      [2],
      'which is expired',
    ],
    [
      'a seat is blocked without the capacity',
      `UPDATE seats SET blocked = true WHERE booking_id IS NULL`,
      [2],
      'its map says',
    ],
    [
      'an accessible seat is forgotten',
      `UPDATE seats SET accessible = false WHERE label = 'S-A-1'`,
      [2],
      'its map says',
    ],
    [
      'a hold is over since long',
      `UPDATE bookings SET hold_expires_at = now() - interval '61 seconds' WHERE status = 'held' AND source = 'direct'`,
      [6],
      'is still held',
    ],
    [
      'an offer is over since long',
      `UPDATE bookings SET hold_expires_at = now() - interval '61 seconds' WHERE status = 'held' AND source = 'waitlist'`,
      [6],
      'is still held',
    ],
    [
      'a confirmation is not in the ledger',
      `UPDATE ledger SET change = 'hold-expired' WHERE change = 'confirmed'`,
      [8],
      '0 that confirmed',
    ],
    [
      'an expiry is not in the ledger',
      `UPDATE ledger SET change = 'booking-cancelled' WHERE change = 'hold-expired'`,
      [8],
      '0 that expired',
    ],
    [
      'a hold is not in the ledger',
      `UPDATE ledger SET change = 'booked' WHERE change = 'held'`,
      [8],
      '0 rows that sold',
    ],
    [
      'a hold was confirmed behind the back of the ledger',
      `UPDATE bookings SET status = 'confirmed', confirmed_at = now() WHERE status = 'held' AND source = 'direct'`,
      [1, 8],
      '0 that confirmed',
    ],
    ['an offer was told to nobody', `DELETE FROM outbox WHERE topic = 'booking-promoted'`, [8], 'is told 0 times'],
  ])('see that %s', async (_, statement, expected, detail) => {
    const { numbers, details } = await breakage(statement);
    expect(numbers).toEqual(expected);
    expect(details).toContain(detail);
  });

  it('cannot see a seat in two bookings, for the table has no room for it', async () => {
    const columns: { column_name: string; data_type: string }[] = await database.dataSource.query(
      `SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'seats' AND column_name = 'booking_id'`,
    );
    expect(columns).toEqual([{ column_name: 'booking_id', data_type: 'uuid' }]);
  });

  it('hold after an event with 10,000 bookings, holds among them, is cancelled, and everybody is told', async () => {
    const total = 10_000;
    const crowded = await openEvent(database.dataSource, instance, { capacity: total, organizerId: user(0) });
    const buyers = await insertUsers(database.dataSource, total + 100);
    for (let start = 0; start < buyers.length; start += 500) {
      const batch = buyers.slice(start, start + 500);
      const commands = await Promise.all(
        batch.map((userId, index) => instance.bookCommand(userId, 1, { hold: index % 3 === 0 })),
      );
      await Promise.all(commands.map((command) => instance.inventory.submit(crowded, command)));
    }
    expect(await readCounters(database.dataSource, crowded)).toMatchObject({ waiting: 100 });
    await instance.inventory.cancelEvent(crowded, user(0));
    expect(await readCounters(database.dataSource, crowded)).toMatchObject({
      status: 'cancelled',
      seats_confirmed: 0,
      seats_held: 0,
      waiting: 0,
    });
    const told: { topic: string; count: number }[] = await database.dataSource.query(
      `SELECT topic, count(DISTINCT user_id)::integer AS count FROM outbox WHERE event_id = $1 GROUP BY topic ORDER BY topic`,
      [crowded],
    );
    expect(told).toEqual([
      { topic: 'booking-cancelled', count: total },
      { topic: 'waitlist-closed', count: 100 },
    ]);
    await expectInvariants(database.dataSource, { eventId: crowded });
  }, 60_000);
});
