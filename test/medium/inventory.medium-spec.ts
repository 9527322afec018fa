import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { openDataSource } from '../../src/database/data-source.js';
import { type BookCommand } from '../../src/inventory/commands.js';
import { type Outcome } from '../../src/inventory/decision.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  insertUsers,
  openEvent,
  openInstance,
  readCounters,
  withoutQueryLog,
  type Instance,
} from '../support/inventory.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: what is decided is what is stored, whole batches at a time, and one person's error stays their own. Method: the
// inventory built from its real parts, on a real PostgreSQL.
describe('InventoryService', () => {
  let database: TestDatabase;
  let instance: Instance;
  let users: readonly string[];
  let eventId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    withoutQueryLog(database.dataSource);
    instance = openInstance(database.dataSource);
    users = await insertUsers(database.dataSource, 101);
  });

  afterAll(async () => {
    await database.drop();
  });

  beforeEach(async () => {
    eventId = await open(5);
  });

  const user = (index: number): string => users[index] ?? uuidv7();
  const open = (capacity: number, more = {}): Promise<string> =>
    openEvent(database.dataSource, instance, { capacity, organizerId: user(0), ...more });
  const counters = () => readCounters(database.dataSource, eventId);
  const book = async (userId: string, seats: number, more = {}): Promise<Outcome> =>
    instance.inventory.submit(eventId, await instance.bookCommand(userId, seats, more));

  /** A reference that somebody has already: the database refuses the row. */
  async function takenVoucher(): Promise<Pick<BookCommand, 'voucher'>> {
    const command = await instance.bookCommand(user(9), 1);
    await instance.inventory.submit(await open(1), command);
    return { voucher: { ...command.voucher, bookingId: uuidv7() } };
  }

  it('stores people who come together in one batch: one version, one ledger row each, in order of arrival', async () => {
    const commands = await Promise.all([1, 2, 3, 4, 5, 6].map((index) => instance.bookCommand(user(index), 1)));
    const answers = await Promise.all(commands.map((command) => instance.inventory.submit(eventId, command)));
    expect(answers.map(({ kind }) => kind)).toEqual(['booked', 'booked', 'booked', 'booked', 'booked', 'waitlisted']);
    const rows: { version: number; ordinal: number; actor_id: string; change: string }[] =
      await database.dataSource.query(
        `SELECT version, ordinal, actor_id, change FROM ledger WHERE event_id = $1 ORDER BY version, ordinal`,
        [eventId],
      );
    expect(rows.slice(1).map(({ version, ordinal }) => [version, ordinal])).toEqual([
      [2, 0],
      [2, 1],
      [2, 2],
      [2, 3],
      [2, 4],
      [2, 5],
    ]);
    expect(rows.slice(1).map((row) => row.actor_id)).toEqual(users.slice(1, 7));
    expect(await counters()).toMatchObject({ version: 2, seats_confirmed: 5, waiting: 1 });
    await expectInvariants(database.dataSource, { eventId });
  });

  it('never fails a neighbour for the error of one: whose row cannot be stored is refused alone', async () => {
    const taken = await takenVoucher();
    const commands = await Promise.all(
      [user(1), user(2), user(5), user(3), user(6), user(4)].map((id, index) =>
        instance.bookCommand(id, 1, {
          idempotency: { key: 'k', fingerprint: 'f' },
          ...(index === 2 || index === 4 ? taken : {}),
        }),
      ),
    );
    const answers = await Promise.allSettled(commands.map((command) => instance.inventory.submit(eventId, command)));
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await counters()).toMatchObject({ seats_confirmed: 4, waiting: 0 });
    await expectInvariants(database.dataSource, { eventId });
  });

  it('lets those behind a batch with such an error wait until all of it has been tried one by one', async () => {
    const taken = await takenVoucher();
    const people = [user(1), user(5), user(2), user(3)];
    const commands = await Promise.all(
      people.map((id, index) => instance.bookCommand(id, 1, index === 1 ? taken : {})),
    );
    const answers = commands.map(async (command, index) => {
      // The last one comes when the others are being read.
      if (index === 3) await new Promise(setImmediate);
      return instance.inventory.submit(eventId, command);
    });
    const statuses = (await Promise.allSettled(answers)).map(({ status }) => status);
    expect(statuses).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    const rows: { actor_id: string }[] = await database.dataSource.query(
      `SELECT actor_id FROM ledger WHERE event_id = $1 AND change = 'booked' ORDER BY version, ordinal`,
      [eventId],
    );
    expect(rows.map((row) => row.actor_id)).toEqual([user(1), user(2), user(3)]);
  });

  it('leaves the only connection to another event that waits for one, however busy the first is', async () => {
    const source = withoutQueryLog(await openDataSource({ databaseUrl: database.url, poolMax: 1 }));
    const narrow = openInstance(source, { BOOKING_DEADLINE_MS: '2000' });
    const other = await open(5);
    let isOver = false;
    const keepBusy = async (_: unknown, after: number): Promise<void> => {
      // Not all at once: somebody always comes while others are being served.
      await pause(after);
      while (!isOver) await narrow.inventory.submit(eventId, { kind: 'promote' });
    };
    const busy = Promise.all(Array.from({ length: 8 }, keepBusy));
    try {
      for (let time = 0; time < 3; time += 1) {
        const command = await instance.bookCommand(user(1), 1);
        await pause(20);
        expect((await narrow.inventory.submit(other, command)).kind).toBe('booked');
      }
    } finally {
      isOver = true;
      await busy;
      await source.destroy();
    }
  });

  // Somebody's entry ends and a new one begins in the same batch: the database must not see them wait twice.
  it('lets somebody wait again in the batch in which they left or were promoted', async () => {
    const holder = await book(user(1), 5);
    await book(user(2), 2);
    await book(user(3), 2);
    const bookingId = holder.kind === 'booked' ? holder.booking.id : '';
    const again = await Promise.all([user(4), user(2), user(3)].map((id) => instance.bookCommand(id, 4)));
    const answers = await Promise.all([
      instance.inventory.submit(eventId, { kind: 'promote' }),
      instance.inventory.submit(eventId, { kind: 'leave-waitlist', userId: user(3) }),
      instance.inventory.submit(eventId, { kind: 'cancel-booking', actorId: user(0), bookingId }),
      ...again.map((command) => instance.inventory.submit(eventId, command)),
    ]);
    expect(answers.map(({ kind }) => kind)).toEqual([
      'served',
      'left',
      'cancelled',
      'waitlisted',
      'waitlisted',
      'waitlisted',
    ]);
    // One batch for the first command, one for all the others: none had to be stored alone.
    expect(await counters()).toMatchObject({ version: 5, seats_confirmed: 2, waiting: 3 });
    await expectInvariants(database.dataSource, { eventId });
  });

  it('stores nothing for refusals, and says event-not-found for an event that is not there', async () => {
    expect(await book(user(1), 6, { joinWaitlist: false })).toMatchObject({ kind: 'refused', code: 'sold-out' });
    expect((await counters()).version).toBe(1);
    const command = await instance.bookCommand(user(1), 1);
    await expect(instance.inventory.submit(uuidv7(), command)).rejects.toMatchObject({ code: 'event-not-found' });
  });

  describe('idempotency keys', () => {
    const once = { idempotency: { key: 'once', fingerprint: 'one seat' } };

    it('gives the stored answer again, dates and all, and refuses the key for another request', async () => {
      const first = await book(user(1), 1, once);
      expect(await book(user(1), 1, once)).toEqual({ kind: 'replayed', outcome: first });
      const other = { idempotency: { key: 'once', fingerprint: 'two seats' } };
      expect(await book(user(1), 2, other)).toMatchObject({ kind: 'refused', code: 'idempotency-key-reused' });
      expect((await book(user(2), 2, other)).kind).toBe('booked');
    });

    it('gives the stored place on the waitlist again', async () => {
      await book(user(3), 5);
      const first = await book(user(4), 1, once);
      expect(first.kind).toBe('waitlisted');
      expect(await book(user(4), 1, once)).toEqual({ kind: 'replayed', outcome: first });
    });

    it('keeps the answer of somebody who waits already, without a new version', async () => {
      const holder = await book(user(5), 5);
      await book(user(6), 1);
      const { version } = await counters();
      const first = await book(user(6), 1, { idempotency: { key: 'again', fingerprint: 'one seat' } });
      expect((await counters()).version).toBe(version);
      const bookingId = holder.kind === 'booked' ? holder.booking.id : '';
      await instance.inventory.submit(eventId, { kind: 'cancel-booking', actorId: user(5), bookingId });
      const repeated = await book(user(6), 1, { idempotency: { key: 'again', fingerprint: 'one seat' } });
      expect(repeated).toEqual({ kind: 'replayed', outcome: first });
      expect(await counters()).toMatchObject({ seats_confirmed: 1, waiting: 0 });
    });

    it('says in-flight to the same key while the first request is running', async () => {
      const commands = await Promise.all([1, 2].map(() => instance.bookCommand(user(7), 1, once)));
      const answers = await Promise.all(commands.map((command) => instance.inventory.submit(eventId, command)));
      expect(answers).toMatchObject([{ kind: 'booked' }, { kind: 'refused', code: 'idempotency-in-flight' }]);
      expect((await book(user(7), 1, once)).kind).toBe('replayed');
    });
  });

  describe('an event with 10,000 bookings', () => {
    it('is cancelled in bounded batches, and everybody is told', async () => {
      eventId = await open(10_000, { maxSeatsPerUser: 1_000 });
      const people = users.slice(1);
      for (let round = 0; round < 10; round += 1) {
        await Promise.all(people.flatMap((id) => Array.from({ length: 10 }, () => book(id, 1))));
      }
      await Promise.all(people.map((id) => book(id, 2)));
      expect(await counters()).toMatchObject({ seats_confirmed: 10_000, waiting: 100 });
      const { version } = await counters();
      await instance.inventory.cancelEvent(eventId, user(0));
      const after = await counters();
      expect(after).toMatchObject({ status: 'cancelled', seats_confirmed: 0, waiting: 0, capacity: 10_000 });
      expect(after.version - version).toBe(20);
      const [largest]: { rows: number }[] = await database.dataSource.query(
        `SELECT count(*)::int AS rows FROM ledger WHERE event_id = $1 AND version > $2
          GROUP BY version ORDER BY rows DESC LIMIT 1`,
        [eventId, version],
      );
      expect(largest?.rows).toBeLessThanOrEqual(500 + 100 + 1);
      const [told]: { messages: number }[] = await database.dataSource.query(
        `SELECT count(*)::int AS messages FROM outbox WHERE event_id = $1`,
        [eventId],
      );
      expect(told?.messages).toBe(10_100);
      await expectInvariants(database.dataSource, { eventId });
    });
  });
});
