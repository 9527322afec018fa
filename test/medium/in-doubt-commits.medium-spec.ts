import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { openDataSource } from '../../src/database/data-source.js';
import { toDomainError } from '../../src/http/problem.js';
import { type Command } from '../../src/inventory/commands.js';
import { CommitInquiry } from '../../src/inventory/commit-inquiry.js';
import { type Outcome } from '../../src/inventory/decision.js';
import { InventoryRepository } from '../../src/inventory/inventory.repository.js';
import { type ProblemCode } from '../../src/shared/problems.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startDatabaseProxy, type PlannedCut, type DatabaseProxy } from '../../load-tests/faults/database-proxy.js';
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

const SEED = Number(process.env.SEED ?? 20_261_121);
const BUYERS = 24;
const USERS = 6_000;
/** Around COMMIT alone; those at any other moment come on top. */
const CUTS_MIN = 200;
const DEADLINE_MS = 4_000;
/** Neither tries twice nor has the time to look twice: that is where people get errors, and some stay in doubt. */
const IMPATIENT = { RETRY_MAX: '0', BOOKING_DEADLINE_MS: '1000' };
/** Past the deadline: the last word of the server, one short inquiry, and a busy machine. */
const SLACK_MS = 2_000;

/** What a buyer asked, and what they were told. */
interface Record {
  readonly eventId: string;
  readonly userId: string;
  readonly key: string | undefined;
  readonly told: Outcome | ProblemCode;
  readonly tookMs: number;
}

/** A booking or waitlist entry of an outcome, behind a replay too. */
function idOf(told: Record['told']): string | undefined {
  if (typeof told === 'string') return undefined;
  if (told.kind === 'replayed') return idOf(told.outcome);
  if (told.kind === 'booked') return told.booking.id;
  return told.kind === 'waitlisted' ? told.entry.id : undefined;
}

// Goal: whoever asks gets a true answer, also when the connection breaks around COMMIT. Method: the instances reach the
// database through a wire that breaks at the worst moments; what people were told is compared with the database itself.
describe('a connection lost around COMMIT', () => {
  let database: TestDatabase;
  let proxy: DatabaseProxy;
  let sources: readonly DataSource[];
  let instances: readonly Instance[];
  let direct: Instance;
  let users: string[];
  let organizerId: string;
  const lookUp = jest.spyOn(CommitInquiry.prototype, 'wasStored');

  beforeAll(async () => {
    database = await createTestDatabase();
    direct = openInstance(withoutQueryLog(database.dataSource));
    proxy = await startDatabaseProxy(database.url, SEED);
    const open = () => openDataSource({ databaseUrl: proxy.url, poolMax: 5 });
    sources = (await Promise.all([open(), open()])).map(withoutQueryLog);
    const patient = { BOOKING_DEADLINE_MS: String(DEADLINE_MS) };
    instances = sources.map((source, index) => openInstance(source, index === 0 ? patient : IMPATIENT));
    instances.forEach(mintForEachTry);
    users = await insertUsers(database.dataSource, USERS);
    organizerId = newcomer();
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await Promise.all(sources.map((source) => source.destroy()));
    await proxy.close();
    await database.drop();
  });

  beforeEach(() => {
    lookUp.mockClear();
  });

  afterEach(() => {
    proxy.cutAtRandom({});
    proxy.swallow(false);
  });

  /** As the routes do. With the ids of the first try, the primary key would keep a second booking out. */
  function mintForEachTry({ inventory }: Instance): void {
    const submit = inventory.submit.bind(inventory);
    jest.spyOn(inventory, 'submit').mockImplementation(async (eventId, command, attempt) => {
      if (!('voucher' in command)) return submit(eventId, command, attempt);
      const ids = { voucher: await direct.inventory.mintVoucher(), entryId: uuidv7() };
      return submit(eventId, { ...command, ...ids }, attempt);
    });
  }

  function newcomer(): string {
    const id = users.pop();
    if (id === undefined) throw new Error('the test has run out of people');
    return id;
  }

  const instance = (index = 0): Instance => instances[index % instances.length] ?? direct;

  const open = (capacity: number, waitlistEnabled = true): Promise<string> =>
    openEvent(database.dataSource, direct, { capacity, organizerId, waitlistEnabled });

  const anAnswer = async (answer: Promise<Outcome>): Promise<Outcome | ProblemCode> => {
    try {
      return await answer;
    } catch (error) {
      return toDomainError(error).code;
    }
  };

  const bookingOf = async (eventId: string, userId: string, key?: string): Promise<Command> =>
    direct.bookCommand(userId, 1, key === undefined ? {} : { idempotency: { key, fingerprint: `1 at ${eventId}` } });

  /** From everything that writes events, until told to let go; whoever only locks a row gets through. */
  async function keepWritersOut(): Promise<() => Promise<void>> {
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('LOCK TABLE events IN SHARE MODE');
    return async () => {
      await runner.rollbackTransaction();
      await runner.release();
    };
  }

  const inDoubt = async (): Promise<number> => {
    const counts = await Promise.all(instances.map(({ metrics }) => metrics.inDoubtCommits.get()));
    return counts.reduce((sum, { values }) => sum + (values[0]?.value ?? 0), 0);
  };

  /** What the inquiries found, in order; `unknown` where even they failed. */
  const findings = async (): Promise<string[]> => {
    const results = await Promise.allSettled(lookUp.mock.results.map(({ value }) => value as Promise<boolean>));
    return results.map((result) => (result.status === 'rejected' ? 'unknown' : result.value ? 'stored' : 'not stored'));
  };

  it.each<[PlannedCut, string]>([
    ['before-commit', 'not stored'],
    ['inside-commit', 'not stored'],
    ['after-commit', 'stored'],
  ])('%s: the batch is found %s, and the buyer has one booking and knows it', async (kind, found) => {
    const eventId = await open(3);
    proxy.cutNext(kind);
    const outcome = await instance().send(eventId, await bookingOf(eventId, newcomer()));
    expect(outcome.kind).toBe('booked');
    expect(await findings()).toEqual([found]);
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 1, version: 2 });
    await expectInvariants(database.dataSource, { eventId });
  });

  it('is found out when the inquiry breaks as well', async () => {
    const eventId = await open(3);
    // The second COMMIT is that of the inquiry.
    proxy.cutNext('after-commit', 'before-commit');
    expect((await instance().send(eventId, await bookingOf(eventId, newcomer()))).kind).toBe('booked');
    expect(await findings()).toEqual(['stored']);
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 1, version: 2 });
  });

  it.each<PlannedCut>(['before-commit', 'after-commit'])(
    '%s of a batch that keeps only answers: there is no version to look for, another try gives the answer',
    async (kind) => {
      const eventId = await open(1);
      const userId = newcomer();
      await direct.send(eventId, await bookingOf(eventId, newcomer()));
      const entry = await direct.send(eventId, await bookingOf(eventId, userId));
      proxy.cutNext(kind);
      const again = await instance().send(eventId, await bookingOf(eventId, userId, 'again'));
      expect(idOf(again)).toBe(idOf(entry));
      expect(await findings()).toEqual([]);
      expect(await readCounters(database.dataSource, eventId)).toMatchObject({ waiting: 1, version: 3 });
    },
  );

  it('does not trouble anybody when it was lost before the first statement, e.g. in a quiet night', async () => {
    const eventId = await open(3);
    proxy.cutNext('anywhere', 'anywhere');
    expect((await instance().send(eventId, await bookingOf(eventId, newcomer()))).kind).toBe('booked');
    expect(await findings()).toEqual([]);
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 1, version: 2 });
  });

  it('is found out when the server closed the connection after the last write, and COMMIT cannot even be sent', async () => {
    const eventId = await open(3);
    const repository = new InventoryRepository();
    jest.spyOn(InventoryRepository.prototype, 'store').mockImplementationOnce(async (tx, ...rest) => {
      // Only the first call comes here; it is real but for the moment of its COMMIT.
      const commit = async (): Promise<void> => {
        const [{ pid } = { pid: 0 }]: { pid: number }[] = await tx.query('SELECT pg_backend_pid() AS pid');
        await database.dataSource.query('SELECT pg_terminate_backend($1)', [pid]);
        await eventually(() =>
          tx.query('SELECT 1').then(
            () => false,
            () => true,
          ),
        );
        await tx.commit();
      };
      await repository.store({ ...tx, commit }, ...rest);
    });
    expect((await instance().send(eventId, await bookingOf(eventId, newcomer()))).kind).toBe('booked');
    expect(await findings()).toEqual(['not stored']);
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 1, version: 2 });
  });

  it('waits for what the server was sent and has not come to yet, and only then says what became of it', async () => {
    const eventId = await open(3);
    const letGo = await keepWritersOut();
    proxy.cutNext('client-gone');
    const outcome = instance().send(eventId, await bookingOf(eventId, newcomer()));
    // The versioned update waits for the table, and whoever asks what became of it, for the update.
    await eventually(async () => (await countBlocked(database.dataSource)) === 2);
    await letGo();
    expect((await outcome).kind).toBe('booked');
    expect(await findings()).toEqual(['stored']);
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 1, version: 2 });
    await expectInvariants(database.dataSource, { eventId });
  });

  it('costs those who were being read behind it no try', async () => {
    const eventId = await open(3);
    const letGo = await keepWritersOut();
    const retries = await instance().countRetries();
    proxy.cutNext('after-commit');
    const first = instance().send(eventId, await bookingOf(eventId, newcomer()));
    await eventually(async () => (await countBlocked(database.dataSource)) === 1);
    const behind = instance().send(eventId, await bookingOf(eventId, newcomer()));
    await letGo();
    expect([(await first).kind, (await behind).kind]).toEqual(['booked', 'booked']);
    expect(await findings()).toEqual(['stored']);
    expect(await instance().countRetries()).toBe(retries);
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 2, version: 3 });
  });

  it('never sends a command round again while its fate is unknown, and tells the truth to whoever asks later', async () => {
    const eventId = await open(3);
    const userId = newcomer();
    lookUp.mockRejectedValueOnce(Object.assign(new Error('still locked'), { code: '55P03' }));
    proxy.cutNext('after-commit');
    const lost = instance().send(eventId, await bookingOf(eventId, userId, 'k'));
    await expect(lost).rejects.toMatchObject({
      code: 'database-unavailable',
      detail: expect.stringContaining('not known'),
    });
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 1, version: 2 });
    const asked = await instance(1).send(eventId, await bookingOf(eventId, userId, 'k'));
    expect(asked).toMatchObject({ kind: 'replayed', outcome: { kind: 'booked' } });
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 1, version: 2 });
  });

  it('is answered within the deadline when the wire is not cut but silent, and the pool recovers', async () => {
    const eventId = await open(3);
    // Leaves a connection in the pool that looks alive.
    await instance().send(eventId, await bookingOf(eventId, newcomer()));
    proxy.swallow(true);
    const startedAt = performance.now();
    expect(await anAnswer(instance().send(eventId, await bookingOf(eventId, newcomer())))).toBe('database-unavailable');
    expect(performance.now() - startedAt).toBeLessThan(DEADLINE_MS);
    proxy.swallow(false);
    expect((await instance().send(eventId, await bookingOf(eventId, newcomer()))).kind).toBe('booked');
    expect(await readCounters(database.dataSource, eventId)).toMatchObject({ seats_confirmed: 2, version: 3 });
  });

  describe('two hundred times under load', () => {
    const records: Record[] = [];
    const cancelled: { readonly bookingId: string; readonly told: Outcome | ProblemCode }[] = [];
    let eventIds: readonly string[];
    let cutsBefore = 0;
    const cutsAroundCommit = (): number => proxy.cutsInTotal - proxy.cuts.anywhere;

    beforeAll(async () => {
      // One with room for all, one where people wait and move up, one that sells out.
      eventIds = [await open(USERS), await open(40), await open(40, false)];
    });

    /** A buyer with a new key, or none, and a new name for each wish; now and then they give their seat back. */
    async function buy(buyer: number): Promise<void> {
      for (let wish = 0; cutsAroundCommit() - cutsBefore < CUTS_MIN; wish += 1) {
        const at = instance(buyer + wish);
        const eventId = eventIds[(buyer + wish * 7) % eventIds.length] ?? '';
        const userId = newcomer();
        const key = wish % 3 === 0 ? undefined : `${buyer}-${wish}`;
        const startedAt = performance.now();
        const told = await anAnswer(at.send(eventId, await bookingOf(eventId, userId, key)));
        records.push({ eventId, userId, key, told, tookMs: performance.now() - startedAt });
        if (wish % 4 === 0 && typeof told === 'object' && told.kind === 'booked') {
          const command: Command = { kind: 'cancel-booking', actorId: userId, bookingId: told.booking.id };
          cancelled.push({ bookingId: told.booking.id, told: await anAnswer(at.send(eventId, command)) });
        }
      }
    }

    /** Everything the database has for a buyer of one wish: bookings asked for, and places on the waitlist. */
    async function storedFor({ userId }: Record): Promise<string[]> {
      const rows: { id: string }[] = await database.dataSource.query(
        `SELECT id FROM bookings WHERE user_id = $1 AND source = 'direct'
          UNION ALL SELECT id FROM waitlist_entries WHERE user_id = $1`,
        [userId],
      );
      return rows.map(({ id }) => id);
    }

    it(`loses and doubles no booking and tells nobody anything false (seed ${SEED})`, async () => {
      const inDoubtBefore = await inDoubt();
      cutsBefore = cutsAroundCommit();
      proxy.cutAtRandom({
        'before-commit': 0.08,
        'inside-commit': 0.04,
        'with-commit': 0.08,
        'after-commit': 0.1,
        'client-gone': 0.08,
        anywhere: 0.004,
      });
      await Promise.all(Array.from({ length: BUYERS }, (_, buyer) => buy(buyer)));
      proxy.cutAtRandom({});
      const found = Object.groupBy(await findings(), (finding) => finding);
      expect(cutsAroundCommit() - cutsBefore).toBeGreaterThanOrEqual(CUTS_MIN);
      expect((await inDoubt()) - inDoubtBefore).toBeGreaterThan(0);
      expect(found.stored?.length).toBeGreaterThan(0);
      expect(found['not stored']?.length).toBeGreaterThan(0);
      await expectInvariants(database.dataSource);
    }, 120_000);

    it('has told the truth to everybody: what was given exists once, what was refused does not', async () => {
      for (const record of records) {
        const stored = await storedFor(record);
        const given = idOf(record.told);
        if (given !== undefined) expect({ ...record, stored }).toMatchObject({ stored: [given] });
        else if (typeof record.told === 'object') expect({ ...record, stored }).toMatchObject({ stored: [] });
        else expect(stored.length).toBeLessThanOrEqual(1);
      }
      for (const { bookingId, told } of cancelled) {
        if (typeof told === 'string') continue;
        const query = `SELECT status FROM bookings WHERE id = $1`;
        expect(await database.dataSource.query(query, [bookingId])).toEqual([{ status: 'cancelled' }]);
      }
    });

    it('gives the truth to whoever got an error and asks again with the same key, and still books once', async () => {
      const kinds = new Set(records.map(({ told }) => (typeof told === 'string' ? told : told.kind)));
      // Nothing else has happened: above all no `internal`.
      expect([...kinds].filter((kind) => !ANSWERS.has(kind))).toEqual([]);
      for (const record of records.filter(({ key, told }) => key !== undefined && typeof told === 'string')) {
        const { eventId, userId, key } = record;
        const before = await storedFor(record);
        const told = await direct.send(eventId, await bookingOf(eventId, userId, key));
        const after = await storedFor(record);
        if (before.length > 0)
          expect({ told: told.kind, ids: [idOf(told)] }).toEqual({ told: 'replayed', ids: before });
        expect(after).toEqual([idOf(told)].filter((id) => id !== undefined));
      }
      await expectInvariants(database.dataSource);
    });

    it('lets nobody wait longer than the deadline', () => {
      expect(Math.max(...records.map(({ tookMs }) => tookMs))).toBeLessThan(DEADLINE_MS + SLACK_MS);
    });
  });
});

const ANSWERS: ReadonlySet<string> = new Set([
  'booked',
  'waitlisted',
  'replayed',
  'refused',
  'database-unavailable',
  'contended',
]);
