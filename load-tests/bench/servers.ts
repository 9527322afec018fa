import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { ALTERNATIVES, type AlternativeName, needsRedis } from '#alternatives/alternative';
import { loadConfig, startDatabase, withDatabaseUrl } from '#product';
import { OPEN_STOCK, stockKey, TABLES } from '#alternatives/tables';
import { Api } from '#api';
import { gatherCrowd } from '#bench/crowd';
import { RedisServer } from '#bench/redis-server';
import { type EventTerms, type User } from '#scenario';
import { ServerProcess } from '#server-process';
import { locate } from '../../scripts/lib/programs.mjs';

/** Enough that nobody meets the limit of 20 bookings in 10 seconds at 12,000 requests per second. */
const USERS = 6_000;
/** Out of the way: the same users come again and again. */
const SEATS_PER_USER_MAX = 1_000;

const ALTERNATIVE_PROGRAM = join(import.meta.dirname, '..', 'alternatives', 'serve.ts');

/** A way to sell seats over HTTP, ready to be measured. */
export interface Seller {
  readonly label: string;
  readonly isOurs: boolean;
  readonly origin: string;
  /** Whether a sale is anywhere but in its answer. */
  readonly stores: boolean;
  /** Puts a fresh event with so many seats on sale. @returns its id */
  openSale(seats: number): Promise<string>;
  /** Seats sold and users waiting, as the database has them by now. */
  countStored(eventId: string): Promise<{ readonly sold: number; readonly waiting: number }>;
  stop(): Promise<void>;
}

/**
 * What a bench runs on: one PostgreSQL with the settings it comes with, a Rowlock with the defaults of production, a
 * crowd of users, and other servers beside it as they are asked for. All of it is gone after `close`.
 */
export class BenchServers {
  /** Undone in reverse. */
  readonly #undo: (() => Promise<void>)[] = [];
  #opening: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #parts: Parts | undefined;
  #redis: RedisServer | undefined;
  #nextUser = 0;

  /** Starts everything; `close` undoes it, also when only half of it was started. */
  open(): Promise<void> {
    this.#opening ??= this.#startAll();
    return this.#opening;
  }

  /** Safe to call more than once. */
  close(): Promise<void> {
    this.#closing ??= this.#undoAll();
    return this.#closing;
  }

  /** Has something undone with the servers, also when the bench is stopped half-way. It may have been undone before. */
  atClose(undo: () => Promise<void>): void {
    this.#undo.push(undo);
    // Started by a bench that has not noticed yet: nobody else will come by for it.
    if (this.#closing) void undo();
  }

  get databaseUrl(): string {
    return this.#opened.databaseUrl;
  }

  /** Rows of a statement on the bench's database, as its superuser. */
  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.#opened.pool.query<Row>(sql, [...parameters]);
    return rows;
  }

  /**
   * Stores rows in bulk: in one transaction, without the checks of foreign keys that would take most of the time. What is
   * stored must be consistent by itself.
   */
  async fill(statements: readonly (readonly [sql: string, ...parameters: unknown[]])[]): Promise<void> {
    const client = await this.#opened.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SET LOCAL session_replication_role = replica');
      for (const [sql, ...parameters] of statements) await client.query(sql, parameters);
      await client.query('COMMIT');
    } finally {
      // With a transaction still open after an error: the pool must not hand it out again.
      client.release(true);
    }
  }

  /** Creates and publishes an event. @returns its id */
  openEvent(terms: EventTerms): Promise<string> {
    return this.#opened.api.openEvent('Bench', { maxSeatsPerUser: SEATS_PER_USER_MAX, ...terms });
  }

  /** After so many requests every user has had a turn. */
  get crowdSize(): number {
    return this.#opened.crowd.length;
  }

  /** The user whose turn it is: each request comes from another one. */
  nextUser(): User {
    const { crowd } = this.#opened;
    const user = crowd[this.#nextUser % crowd.length];
    if (!user) throw new Error('the crowd is empty');
    this.#nextUser += 1;
    return user;
  }

  get rowlock(): Seller {
    return this.#ours('Rowlock', this.#opened.origin, () => Promise.resolve());
  }

  /** Another Rowlock on the same database. @param settings over the defaults of production */
  async startInstance(settings: Readonly<Record<string, string>> = {}): Promise<Seller & { readonly pid: number }> {
    const { folder, environment } = this.#opened;
    const server = new ServerProcess(folder, { ...environment, ...settings });
    const { origin, stop } = await this.#start(server);
    return { ...this.#ours('Rowlock', origin, stop), pid: server.pid };
  }

  /** @throws Error where it needs a Redis and none is installed: ask `redis` first */
  async startAlternative(name: AlternativeName): Promise<Seller> {
    const { folder, environment, pool } = this.#opened;
    const redis = needsRedis(name) ? await this.redis() : undefined;
    const program = [ALTERNATIVE_PROGRAM, name, ...(redis ? [redis.url] : [])];
    const { origin, stop } = await this.#start(new ServerProcess(folder, environment, program));
    return {
      label: ALTERNATIVES[name],
      isOurs: false,
      origin,
      stores: name !== 'no-database',
      openSale: async (seats) => {
        const eventId = await this.openEvent({ seating: 'general', capacity: seats });
        await pool.query(OPEN_STOCK, [eventId, seats]);
        if (redis) await redis.client.set(stockKey(eventId), seats);
        return eventId;
      },
      countStored: (eventId) => this.#count('alternatives.bookings', 'alternatives.waitlist', eventId),
      stop,
    };
  }

  /** A Redis for the alternatives that need one, started when it is first asked for; nothing where none is installed. */
  async redis(): Promise<RedisServer | undefined> {
    if (this.#redis || locate('Redis') === undefined) return this.#redis;
    const redis = await RedisServer.start();
    this.atClose(() => redis.close());
    this.#redis = redis;
    return redis;
  }

  /** Nothing where none was needed so far. */
  get startedRedis(): RedisServer | undefined {
    return this.#redis;
  }

  get #opened(): Parts {
    if (!this.#parts) throw new Error('the servers are not open');
    return this.#parts;
  }

  async #start(server: ServerProcess): Promise<{ origin: string; stop: () => Promise<void> }> {
    const stop = (): Promise<void> => server.stop();
    this.atClose(stop);
    return { origin: await server.ready(), stop };
  }

  #ours(label: string, origin: string, stop: () => Promise<void>): Seller {
    return {
      label,
      isOurs: true,
      origin,
      stores: true,
      openSale: (capacity) => this.openEvent({ seating: 'general', capacity }),
      countStored: (eventId) => this.#count('bookings', 'waitlist_entries', eventId),
      stop,
    };
  }

  async #count(bookings: string, waitlist: string, eventId: string): Promise<{ sold: number; waiting: number }> {
    const [row] = await this.query<{ sold: number; waiting: number }>(
      `SELECT (SELECT coalesce(sum(seats), 0) FROM ${bookings} WHERE event_id = $1)::integer AS sold,
              (SELECT count(*) FROM ${waitlist} WHERE event_id = $1)::integer AS waiting`,
      [eventId],
    );
    return row ?? { sold: 0, waiting: 0 };
  }

  async #startAll(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'rowlock-bench-'));
    this.#undo.push(() => rm(folder, { recursive: true, force: true }));
    // Run by root, PostgreSQL belongs to another user, who has to get through.
    await chmod(folder, 0o755);
    const settings = { ROWLOCK_DATA_DIR: join(folder, 'data'), JWT_SECRET: randomBytes(32).toString('hex') };
    const config = loadConfig({ ...settings, LOG_LEVEL: 'warn' });
    const database = await startDatabase(config);
    this.#undo.push(() => database.stop());
    const pool = new Pool({ connectionString: database.url, max: 2 });
    this.#undo.push(() => pool.end());
    const environment = { ...settings, DATABASE_URL: database.url, LOG_LEVEL: 'warn' };
    const rowlock = new ServerProcess(folder, environment);
    this.#undo.push(() => rowlock.stop());
    const origin = await rowlock.ready();
    await pool.query(TABLES);
    const crowd = await gatherCrowd(withDatabaseUrl(config, database.url), USERS);
    const api = new Api(origin, { email: `${randomUUID()}@example.org`, password: randomUUID() });
    await api.register();
    this.#parts = { folder, environment, databaseUrl: database.url, pool, origin, crowd, api };
  }

  async #undoAll(): Promise<void> {
    // What is being started cannot be undone before it is there.
    await this.#opening?.catch(() => undefined);
    for (const step of this.#undo.reverse()) await step();
  }
}

interface Parts {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  readonly pool: Pool;
  readonly origin: string;
  readonly crowd: readonly User[];
  readonly api: Api;
}
