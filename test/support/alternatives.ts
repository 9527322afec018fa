import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPEN_STOCK, stockKey, TABLES } from '../../load-tests/alternatives/tables.js';
import { type RedisServer } from '../../load-tests/bench/redis-server.js';
import { fireBurst } from '../../load-tests/burst.js';
import { ServerProcess } from '../../load-tests/server-process.js';
import { type Person } from './api-client.js';
import { startTestApp, TEST_JWT_SECRET, type TestApp } from './app.js';
import { anEvent } from './builders.js';
import { signInCrowd } from './crowd.js';

/** The rush each alternative has to stand. */
export const USERS = 300;
export const SEATS = 299;

const PROGRAM = join(import.meta.dirname, '..', '..', 'load-tests', 'alternatives', 'serve.ts');

/** What the alternatives of the bench are tried on: a Rowlock, its database with their tables in it, and a crowd. */
export class AlternativesTest {
  private constructor(
    readonly rowlock: TestApp,
    /** Of the crowd, one each. */
    readonly tokens: readonly string[],
    private readonly organizer: Person,
    private readonly folder: string,
    private readonly redis: RedisServer | undefined,
  ) {}

  /** @param redis for those that sell there; whoever started it ends it */
  static async start(redis?: RedisServer): Promise<AlternativesTest> {
    const rowlock = await startTestApp();
    const organizer = await rowlock.api.register({ role: 'organizer' });
    const tokens = await signInCrowd(rowlock, USERS);
    const folder = await mkdtemp(join(tmpdir(), 'rowlock-alternatives-'));
    await rowlock.dataSource.query(TABLES);
    return new AlternativesTest(rowlock, tokens, organizer, folder, redis);
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await this.rowlock.close();
  }

  /** An event with 299 seats on sale in all the ways there are. @returns its id */
  async openSale(): Promise<string> {
    const { id } = await anEvent(this.rowlock.api, this.organizer, { capacity: SEATS });
    await this.rowlock.dataSource.query(OPEN_STOCK, [id, SEATS]);
    await this.redis?.client.set(stockKey(id), SEATS);
    return id;
  }

  /** Starts the program of an alternative for as long as `work` takes. */
  async serve<T>(name: string, work: (origin: string) => Promise<T>): Promise<T> {
    const settings = { DATABASE_URL: this.rowlock.database.url, JWT_SECRET: TEST_JWT_SECRET, LOG_LEVEL: 'error' };
    const program = [PROGRAM, name, ...(this.redis ? [this.redis.url] : [])];
    const server = new ServerProcess(this.folder, settings, program);
    try {
      return await work(await server.ready());
    } finally {
      await server.stop();
    }
  }

  /** All at once, each for one seat. @returns how often each status came */
  async rush(origin: string, eventId: string): Promise<Record<number, number>> {
    const path = `/api/v1/events/${eventId}/bookings`;
    const { answers } = await fireBurst(
      [origin],
      this.tokens.map((accessToken) => ({ accessToken, path, body: { seats: 1 } })),
    );
    const counts: Record<number, number> = {};
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }

  /** What the database has of a sale. */
  async stored(eventId: string): Promise<unknown> {
    const [row] = await this.rowlock.dataSource.query<unknown[]>(
      `SELECT (SELECT count(*)::int FROM alternatives.bookings WHERE event_id = $1) AS sold,
              (SELECT count(*)::int FROM alternatives.waitlist WHERE event_id = $1) AS waiting,
              (SELECT seats_left FROM alternatives.stock WHERE event_id = $1) AS left`,
      [eventId],
    );
    return row;
  }
}
