import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { openDataSource } from '../../src/database/data-source.js';
import { firstAttempt } from '../../src/inventory/attempt.js';
import { ConflictError } from '../../src/inventory/conflict.js';
import { type Outcome } from '../../src/inventory/decision.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  countBlocked,
  eventually,
  insertUsers,
  openEvent,
  openInstance,
  readCounters,
  withoutQueryLog,
  type Instance,
} from '../support/inventory.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: a lost race costs a buyer nothing but time. Method: a second instance, or a session that holds the event's row,
// gets in the way on purpose, between the moment a batch is read and the moment it is stored.
describe('conflicts', () => {
  let database: TestDatabase;
  let rivalSource: DataSource;
  let rival: Instance;
  let users: readonly string[];
  let eventId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    withoutQueryLog(database.dataSource);
    rivalSource = withoutQueryLog(await openDataSource({ databaseUrl: database.url, poolMax: 4 }));
    rival = openInstance(rivalSource);
    users = await insertUsers(database.dataSource, 6);
  });

  afterAll(async () => {
    await rivalSource.destroy();
    await database.drop();
  });

  beforeEach(async () => {
    eventId = await openEvent(database.dataSource, rival, { capacity: 3, organizerId: user(0) });
  });

  const user = (index: number): string => users[index] ?? uuidv7();

  /** Holds the event's row until told to let go, as a stuck transaction would. */
  async function holdRow(): Promise<() => Promise<void>> {
    const runner = rivalSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`SELECT FROM events WHERE id = $1 FOR UPDATE`, [eventId]);
    return async () => {
      await runner.rollbackTransaction();
      await runner.release();
    };
  }

  /** Two batches read the same version, and come to their writes while the row is held: only one of them can win. */
  async function collide(instance: Instance): Promise<readonly [Outcome, Outcome]> {
    const letGo = await holdRow();
    const first = instance.send(eventId, await instance.bookCommand(user(1), 1));
    await eventually(async () => (await countBlocked(database.dataSource)) === 1);
    const second = rival.send(eventId, await rival.bookCommand(user(5), 1));
    await eventually(async () => (await countBlocked(database.dataSource)) === 2);
    await letGo();
    return Promise.all([first, second]);
  }

  const bookingOf = (outcome: Outcome): string => (outcome.kind === 'booked' ? outcome.booking.userId : outcome.kind);

  it('really happens between two instances, is retried, and both get their seats', async () => {
    const instance = openInstance(database.dataSource);
    expect((await collide(instance)).map(bookingOf)).toEqual([user(1), user(5)]);
    expect((await instance.countConflicts()) + (await rival.countConflicts())).toBe(1);
    expect((await instance.countRetries()) + (await rival.countRetries())).toBe(1);
    await expectInvariants(database.dataSource, { eventId });
  });

  it('is never retried inside: an attempt that lost says so, and stored nothing', async () => {
    const instance = openInstance(database.dataSource);
    const letGo = await holdRow();
    const command = await instance.bookCommand(user(1), 1);
    const attempt = firstAttempt(300, false);
    await expect(instance.inventory.submit(eventId, command, attempt)).rejects.toBeInstanceOf(ConflictError);
    await letGo();
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 0, version: 1 });
    const secondTry = { ...attempt, number: 1, deadlineAt: performance.now() + 1_000 };
    expect((await instance.inventory.submit(eventId, command, secondTry)).kind).toBe('booked');
  });

  it('cannot hit the last attempt: it waits for the row and then wins', async () => {
    const instance = openInstance(database.dataSource, { RETRY_MAX: '0' });
    expect((await collide(instance)).map(bookingOf)).toEqual([user(1), user(5)]);
    expect(await instance.countConflicts()).toBe(0);
    await expectInvariants(database.dataSource, { eventId });
  });

  it('puts a buyer whose tries are used up on the waitlist, with the seat as soon as the lane gets through', async () => {
    const instance = openInstance(database.dataSource, { RETRY_MAX: '1', BOOKING_DEADLINE_MS: '1500' });
    const letGo = await holdRow();
    const result = instance.send(eventId, await instance.bookCommand(user(1), 1));
    // Both tries fail within their half of the deadline; then the enroller waits for the lock.
    await eventually(async () => (await instance.countConflicts()) === 2);
    await eventually(async () => (await countBlocked(database.dataSource)) === 1);
    await letGo();
    expect(await result).toMatchObject({
      kind: 'waitlisted',
      reason: 'contended',
      entry: { userId: user(1), seats: 1, status: 'promoted', position: null },
    });
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 1, waiting: 0 });
    await expectInvariants(database.dataSource, { eventId });
  });

  it('answers contended, with nothing stored, when even the waitlist cannot be reached', async () => {
    const instance = openInstance(database.dataSource, { RETRY_MAX: '1', BOOKING_DEADLINE_MS: '400' });
    const letGo = await holdRow();
    const impatient = await instance.bookCommand(user(1), 1);
    await expect(instance.send(eventId, impatient)).rejects.toMatchObject({ code: 'contended' });
    const unwilling = await instance.bookCommand(user(2), 1, { joinWaitlist: false });
    await expect(instance.send(eventId, unwilling)).rejects.toMatchObject({ code: 'contended' });
    await letGo();
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 0, waiting: 0 });
  });

  it('is what a statement that takes too long counts as: the batch has stored nothing and may come again', async () => {
    const slow = withoutQueryLog(await openDataSource({ databaseUrl: database.url, poolMax: 1 }));
    const letGo = await holdRow();
    try {
      // The only connection of this pool: what is set on it lasts.
      await slow.query(`SET statement_timeout = 100`);
      const instance = openInstance(slow);
      const command = { kind: 'promote' } as const;
      await expect(instance.inventory.submit(eventId, command)).rejects.toBeInstanceOf(ConflictError);
    } finally {
      await letGo();
      await slow.destroy();
    }
  });

  it('tells the time of the decision, not of the moment it began to wait for the row', async () => {
    const instance = openInstance(database.dataSource, { RETRY_MAX: '0' });
    const letGo = await holdRow();
    const result = instance.send(eventId, await instance.bookCommand(user(1), 1));
    await eventually(async () => (await countBlocked(database.dataSource)) === 1);
    const [{ now } = { now: new Date() }]: { now: Date }[] = await rivalSource.query(`SELECT clock_timestamp() AS now`);
    await letGo();
    const outcome = await result;
    if (outcome.kind !== 'booked') throw new Error(`expected a booking, got ${outcome.kind}`);
    expect(outcome.booking.createdAt.getTime()).toBeGreaterThanOrEqual(now.getTime());
  });

  it('refuses a second request with the same key while the first one pauses between two tries', async () => {
    const instance = openInstance(database.dataSource);
    const idempotency = { key: 'once', fingerprint: 'one seat' };
    const letGo = await holdRow();
    const attempt = firstAttempt(2_000, false);
    const command = await instance.bookCommand(user(1), 1, { idempotency });
    await expect(instance.inventory.submit(eventId, command, attempt)).rejects.toBeInstanceOf(ConflictError);
    const repeated = await instance.bookCommand(user(1), 1, { idempotency });
    const refusal = { kind: 'refused', code: 'idempotency-in-flight' };
    expect(await instance.inventory.submit(eventId, repeated)).toMatchObject(refusal);
    await letGo();
    const secondTry = { ...attempt, number: 1 };
    expect((await instance.inventory.submit(eventId, command, secondTry)).kind).toBe('booked');
    expect((await instance.inventory.submit(eventId, repeated)).kind).toBe('replayed');
    await expectInvariants(database.dataSource, { eventId });
  });

  it('never answers two requests under one key, when the key is stored elsewhere in the very same moment', async () => {
    const other = await openEvent(database.dataSource, rival, { capacity: 3, organizerId: user(0) });
    const stored = { idempotency: { key: 'stored', fingerprint: 'elsewhere' } };
    await rival.send(other, await rival.bookCommand(user(4), 1, stored));
    const runner = rivalSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query(
      `INSERT INTO idempotency_keys
       SELECT user_id, 'raced', event_id, fingerprint, outcome, created_at FROM idempotency_keys WHERE key = 'stored'`,
    );
    const instance = openInstance(database.dataSource);
    const raced = { idempotency: { key: 'raced', fingerprint: 'here' } };
    const result = instance.send(eventId, await instance.bookCommand(user(4), 1, raced));
    await eventually(async () => (await countBlocked(database.dataSource)) === 1);
    await runner.commitTransaction();
    await runner.release();
    expect(await result).toMatchObject({ kind: 'refused', code: 'idempotency-key-reused' });
    expect(await instance.countConflicts()).toBe(1);
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 0, version: 1 });
  });

  it('gives one booking to one key that is used on two instances at once, on the same event or on two', async () => {
    const other = await openEvent(database.dataSource, rival, { capacity: 3, organizerId: user(0) });
    const instance = openInstance(database.dataSource);
    for (const [key, second, kinds] of [
      ['same', eventId, ['booked', 'replayed']],
      ['two events', other, ['booked', 'refused']],
    ] as const) {
      const idempotencyFor = (id: string) => ({ idempotency: { key, fingerprint: `one seat on ${id}` } });
      const [one, two] = await Promise.all([
        instance.send(eventId, await instance.bookCommand(user(3), 1, idempotencyFor(eventId))),
        rival.send(second, await rival.bookCommand(user(3), 1, idempotencyFor(second))),
      ]);
      expect([one.kind, two.kind].sort()).toEqual(kinds);
      const refused = [one, two].find(({ kind }) => kind === 'refused');
      if (refused) expect(refused).toMatchObject({ code: 'idempotency-key-reused' });
    }
    await expectInvariants(database.dataSource);
  });
});
