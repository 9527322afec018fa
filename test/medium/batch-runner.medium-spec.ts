import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { type Command } from '../../src/inventory/commands.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { countBlocked, eventually, insertUsers, openEvent, openInstance, type Instance } from '../support/inventory.js';

// Goal: a batch is drawn and handed over when it should be, and what its functions in the database rely on is true.
// Method: batches run by hand, and a look at how PostgreSQL carries their statements out.
describe('a batch', () => {
  let database: TestDatabase;
  let instance: Instance;
  let users: readonly string[];
  let eventId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = openInstance(database.dataSource);
    users = await insertUsers(database.dataSource, 4);
    eventId = await openEvent(database.dataSource, instance, { capacity: 1_000_000, organizerId: user(0) });
  });

  afterAll(async () => {
    await database.drop();
  });

  const user = (index: number): string => users[index] ?? uuidv7();

  /** Runs one batch of these; tells what it did on the way. */
  function run(commands: readonly Command[], isLastTry: boolean) {
    const handOver = jest.fn();
    const draw = jest.fn(() => commands);
    const deadlineAt = performance.now() + 5_000;
    const running = instance.batches.run(eventId, { draw, isLastTry, deadlineAt, handOver });
    return { running, draw, handOver };
  }

  it('hands its connection over once it is written, but not one that holds the lock others wait for', async () => {
    const free = run([await instance.bookCommand(user(1), 1)], false);
    await free.running;
    expect(free.handOver).toHaveBeenCalledTimes(1);
    const locked = run([await instance.bookCommand(user(1), 1)], true);
    await locked.running;
    expect(locked.handOver).not.toHaveBeenCalled();
  });

  it('is drawn when it has the lock, not while it waits for it', async () => {
    const rival = database.dataSource.createQueryRunner();
    await rival.startTransaction();
    await rival.query(`SELECT FROM events WHERE id = $1 FOR UPDATE`, [eventId]);
    const { running, draw } = run([await instance.bookCommand(user(2), 1)], true);
    await eventually(async () => (await countBlocked(database.dataSource)) === 1);
    expect(draw).not.toHaveBeenCalled();
    await rival.rollbackTransaction();
    await rival.release();
    expect((await running).results).toMatchObject([{ status: 'fulfilled', value: { kind: 'booked' } }]);
  });

  it('says that it is at the database for as long as it is', async () => {
    const { running } = run([await instance.bookCommand(user(3), 1)], false);
    expect(instance.batches.isBusy).toBe(true);
    await running;
    expect(instance.batches.isBusy).toBe(false);
  });

  it('that is stale fails for that, whatever else is wrong with it', async () => {
    // Both calls of this list fail by themselves; PostgreSQL makes them from left to right.
    const calls = `SELECT move_event($1, -1, 1, 0, 0, 0, 0, 0, 0, '{}'),
                          append_ledger($1, 1, $1, now(), '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{1}',
                                        '{1,1}', '{0,0}', '{0,0}', '{0,0}', '{0,0}', '{0,0}')`;
    await expect(database.dataSource.query(calls, [eventId])).rejects.toMatchObject({ code: '40001' });
  });

  it('looks its buyers up by index, also where its plan was made when there was nobody', async () => {
    const runner = database.dataSource.createQueryRunner();
    const lookUp = `SELECT live_seats($1, $2)`;
    try {
      await runner.query('ANALYZE bookings');
      for (let time = 0; time < 10; time += 1) await runner.query(lookUp, [eventId, users]);
      await runner.startTransaction();
      await runner.query(
        `INSERT INTO bookings (id, reference, event_id, user_id, status, seats, seat_labels, source, arrival_number,
                               user_limit, created_at)
         SELECT gen_random_uuid(), 'R' || n, $1, $2, 'confirmed', 1, '{}', 'direct', 1000 + n, 9, now()
           FROM generate_series(1, 5000) AS n`,
        [eventId, user(0)],
      );
      const scans = async () => {
        const rows: { seq_scan: string }[] = await runner.query(
          `SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'bookings'`,
        );
        return rows[0]?.seq_scan;
      };
      const before = await scans();
      const found: unknown = await runner.query(lookUp, [eventId, [user(0)]]);
      expect(found).toEqual([{ live_seats: [5_000] }]);
      expect(await scans()).toBe(before);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });
});
