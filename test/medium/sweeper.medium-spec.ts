import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type Command } from '../../src/inventory/commands.js';
import { CANCELLATIONS_PER_BATCH } from '../../src/inventory/event-commands.js';
import { PROMOTIONS_PER_BATCH } from '../../src/inventory/waitlist-commands.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  eventually,
  insertUsers,
  openEvent,
  openInstance,
  readCounters,
  withoutQueryLog,
  type Instance,
} from '../support/inventory.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: what a full batch or a crash left undone is done a moment later. Method: batches run by hand, which nobody
// follows up, then one round of the sweeper.
describe('Sweeper', () => {
  let database: TestDatabase;
  let instance: Instance;
  let users: readonly string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    withoutQueryLog(database.dataSource);
    Logger.overrideLogger(false);
    instance = openInstance(database.dataSource, { BOOKING_DEADLINE_MS: '2000' });
    users = await insertUsers(database.dataSource, 1_201);
  });

  afterAll(async () => {
    await database.drop();
  });

  const user = (index: number): string => users[index] ?? uuidv7();
  const counters = (eventId: string) => readCounters(database.dataSource, eventId);

  const open = (capacity: number): Promise<string> =>
    openEvent(database.dataSource, instance, { capacity, organizerId: user(0) });

  /** One batch and nothing after it, as when the process dies right then. */
  async function runAlone(eventId: string, command: Command): Promise<void> {
    const deadlineAt = performance.now() + 5_000;
    const handOver = (): void => undefined;
    await instance.batches.run(eventId, { draw: () => [command], isLastTry: false, deadlineAt, handOver });
  }

  const bookAll = (eventId: string, userIds: readonly string[]): Promise<unknown> =>
    Promise.all(userIds.map(async (id) => instance.inventory.submit(eventId, await instance.bookCommand(id, 1))));

  const raise = (capacity: number): Command => ({
    kind: 'change-capacity',
    actorId: user(0),
    capacity,
    expectedRevision: 1,
    details: {},
  });

  it('goes on promoting after a batch that was full', async () => {
    const eventId = await open(1);
    await bookAll(eventId, users);
    await runAlone(eventId, raise(2_001));
    expect(await counters(eventId)).toMatchObject({ seats_confirmed: 1 + PROMOTIONS_PER_BATCH, waiting: 700 });
    await instance.sweeper.sweep();
    await eventually(async () => (await counters(eventId)).waiting === 0);
    expect(await counters(eventId)).toMatchObject({ seats_confirmed: 1_201, waiting: 0 });
    await expectInvariants(database.dataSource, { eventId });
  });

  it('is not needed while the process lives: a full batch sees to its rest itself', async () => {
    const eventId = await open(1);
    await bookAll(eventId, users.slice(0, 1_102));
    await instance.inventory.submit(eventId, raise(2_000));
    await eventually(async () => (await counters(eventId)).waiting === 0);
    await expectInvariants(database.dataSource, { eventId });
  });

  it('empties an event that was cancelled by half', async () => {
    const eventId = await open(CANCELLATIONS_PER_BATCH + 100);
    await bookAll(eventId, users.slice(0, CANCELLATIONS_PER_BATCH + 150));
    await runAlone(eventId, { kind: 'cancel-event', actorId: user(0) });
    expect(await counters(eventId)).toMatchObject({ status: 'cancelled', seats_confirmed: 100, waiting: 0 });
    await instance.sweeper.sweep();
    expect(await counters(eventId)).toMatchObject({ status: 'cancelled', seats_confirmed: 0, waiting: 0 });
    await expectInvariants(database.dataSource, { eventId });
  });

  it('lets one event that nobody gets through to keep nobody else waiting', async () => {
    const events = [await open(1), await open(1), await open(1)];
    for (const eventId of events) {
      await bookAll(eventId, users.slice(0, 2));
      // Free seats beside somebody who waits, as a crash between two batches leaves them.
      await database.dataSource.query(`UPDATE events SET capacity = 2 WHERE id = $1`, [eventId]);
    }
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`SELECT FROM events WHERE id = $1 FOR UPDATE`, [events[0]]);
    await instance.sweeper.sweep();
    await runner.rollbackTransaction();
    await runner.release();
    const waiting = await Promise.all(events.map(async (eventId) => (await counters(eventId)).waiting));
    expect(waiting).toEqual([1, 0, 0]);
    await instance.sweeper.sweep();
    expect((await counters(events[0] ?? '')).waiting).toBe(0);
  });

  it('forgets answers to idempotency keys after a day, and not before', async () => {
    const eventId = await open(5);
    for (const key of ['old', 'young']) {
      const idempotency = { key, fingerprint: 'one seat' };
      await instance.inventory.submit(eventId, await instance.bookCommand(user(5), 1, { idempotency }));
    }
    await database.dataSource.query(
      `UPDATE idempotency_keys SET created_at = now() - CASE key WHEN 'old' THEN interval '24 hours 1 second'
                                                                 ELSE interval '23 hours 59 minutes' END`,
    );
    await instance.sweeper.sweep();
    expect(await database.dataSource.query(`SELECT key FROM idempotency_keys`)).toEqual([{ key: 'young' }]);
  });
});
