import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { BookingsRepository } from '../../src/bookings/bookings.repository.js';
import { HallRepository } from '../../src/inventory/hall.repository.js';
import { QueueRepository } from '../../src/inventory/queue.repository.js';
import { SnapshotRepository } from '../../src/inventory/snapshot.repository.js';
import { WaitlistsRepository } from '../../src/waitlists/waitlists.repository.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { insertUsers, openEvent, openInstance, type Instance } from '../support/inventory.js';

const USERS = 1_000;
/** Of each of the two events. */
const BOOKINGS_EACH = 4;
/** Each reading fetches far fewer, and the event has far more. */
const ROWS_MAX = USERS / 4;

// Goal: while PostgreSQL has not counted yet what a new event has sold, nobody has all of it read. Method: an old event
// that was counted, the same again for a new one that was not, and a look at how many rows were fetched.
describe('an event that has just gone on sale', () => {
  let database: TestDatabase;
  let instance: Instance;
  let users: readonly string[];
  let eventId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource } = database;
    instance = openInstance(dataSource);
    users = await insertUsers(dataSource, USERS);
    for (const table of ['bookings', 'waitlist_entries']) {
      await dataSource.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
    }
    await sellOut();
    // And nobody waits any more, which is how it is between two sales.
    await dataSource.query(`UPDATE waitlist_entries SET status = 'left', ended_at = now() WHERE status = 'waiting'`);
    await dataSource.query('VACUUM ANALYZE');
    eventId = await sellOut();
  });

  afterAll(async () => {
    await database.drop();
  });

  const user = (index: number): string => users[index] ?? uuidv7();

  /**
   * Everybody has booked it and waits, in the order of their numbers, but for the first, who has left.
   * @returns the id of a new event
   */
  async function sellOut(): Promise<string> {
    const { dataSource } = database;
    const capacity = USERS * BOOKINGS_EACH;
    const id = await openEvent(dataSource, instance, { capacity, organizerId: user(0), maxSeatsPerUser: 100 });
    await dataSource.query(
      `INSERT INTO bookings (id, reference, event_id, user_id, status, seats, source, arrival_number, user_limit,
                             created_at, confirmed_at)
       SELECT gen_random_uuid(), gen_random_uuid(), $1, ($2::uuid[])[1 + n % $3], 'confirmed', 1, 'direct', n, 100,
              now(), now()
         FROM generate_series(1, $4::integer) AS n`,
      [id, users, USERS, capacity],
    );
    await dataSource.query(
      `INSERT INTO waitlist_entries (id, event_id, user_id, seats, status, reason, arrival_number, user_limit, booking_id,
                                     booking_reference, created_at, ended_at)
       SELECT gen_random_uuid(), $1, user_id, 1, CASE WHEN n > 1 THEN 'waiting' ELSE 'left' END, 'sold-out', $3 + n, 100,
              gen_random_uuid(), 'W-' || n, now(), CASE WHEN n > 1 THEN NULL ELSE now() END
         FROM unnest($2::uuid[]) WITH ORDINALITY AS waiter (user_id, n)`,
      [id, users, capacity],
    );
    await dataSource.query(
      `UPDATE events SET seats_confirmed = $2, waiting = $3 - 1, arrivals = $2::integer + $3 WHERE id = $1`,
      [id, capacity, USERS],
    );
    return id;
  }

  const rowsReadBy = async (manager: EntityManager): Promise<number> => {
    const rows: { fetched: number }[] = await manager.query(
      `SELECT sum(seq_tup_read + idx_tup_fetch)::integer AS fetched FROM pg_stat_xact_user_tables
        WHERE relname IN ('bookings', 'waitlist_entries')`,
    );
    return rows[0]?.fetched ?? NaN;
  };

  /** How many rows of bookings and entries were fetched for `work`; those found in an index alone are not counted. */
  const rowsReadFor = (work: (manager: EntityManager) => Promise<void>): Promise<number> =>
    database.dataSource.transaction(async (manager) => {
      const before = await rowsReadBy(manager);
      await work(manager);
      return (await rowsReadBy(manager)) - before;
    });

  it('is read by a batch for its buyers only', async () => {
    const [booked]: { id: string }[] = await database.dataSource.query(
      `SELECT id FROM bookings WHERE event_id = $1 AND user_id = $2 LIMIT 1`,
      [eventId, user(1)],
    );
    const commands = await Promise.all([1, 2, 3].map((index) => instance.bookCommand(user(index), 1)));
    const cancel = { kind: 'cancel-booking', bookingId: booked?.id ?? '', actorId: user(1) } as const;
    const read = await rowsReadFor(async (manager) => {
      const snapshots = new SnapshotRepository(new QueueRepository(), new HallRepository());
      const access = { batchId: uuidv7(), locked: false, lockWaitMs: 1_000 };
      const { snapshot } = await snapshots.load(manager, eventId, () => [...commands, cancel], access);
      expect([...snapshot.liveSeats.values()]).toEqual([4, 4, 4]);
      expect([1, 2, 3].map((index) => snapshot.waitingByUser.get(user(index))?.position)).toEqual([1, 2, 3]);
      expect(snapshot.bookings.size).toBe(1);
    });
    expect(read).toBeLessThan(ROWS_MAX);
  });

  // Of a data source they use what a manager has as well.
  it('is read for one buyer who looks at what they have booked', async () => {
    const read = await rowsReadFor(async (manager) => {
      const bookings = new BookingsRepository(manager as unknown as DataSource);
      expect(await bookings.findOfUser(user(1), { eventId }, undefined, 20)).toHaveLength(BOOKINGS_EACH);
    });
    expect(read).toBeLessThan(ROWS_MAX);
  });

  it('is read for one who looks at how their waiting has ended', async () => {
    const read = await rowsReadFor(async (manager) => {
      const waitlists = new WaitlistsRepository(manager as unknown as DataSource);
      expect(await waitlists.findLatest(eventId, user(0))).toMatchObject({ status: 'left' });
    });
    expect(read).toBeLessThan(ROWS_MAX);
  });
});
