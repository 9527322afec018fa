import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { OPEN_STOCK, stockKey, TABLES } from '../../load-tests/alternatives/tables.js';
import { fireBurst } from '../../load-tests/burst.js';
import { ServerProcess } from '../../load-tests/server-process.js';
import { ApiClient, type Person } from '../support/api-client.js';
import { startTestApp, TEST_JWT_SECRET, type TestApp } from '../support/app.js';
import { anEvent } from '../support/builders.js';
import { signInCrowd } from '../support/crowd.js';
import { eventually } from '../support/eventually.js';
import { redisOrReason, startRedis, type TestRedis } from '../support/redis.js';

// Goal: the alternatives of the bench are what they are called, and honest: behind the same route, and in the database
// what they answered. Method: each as the program the bench starts, 300 people at once for 299 seats.

const USERS = 300;
const SEATS = 299;
const PROGRAM = join('load-tests', 'alternatives', 'serve.ts');
const ROOT = join(import.meta.dirname, '..', '..');

const { reason } = redisOrReason();
if (reason !== undefined) process.stdout.write(`Skipped: the alternatives that sell in Redis. ${reason}\n`);

describe('an alternative of the bench', () => {
  let rowlock: TestApp;
  let organizer: Person;
  let tokens: readonly string[];
  let folder: string;
  let redis: TestRedis | undefined;

  beforeAll(async () => {
    rowlock = await startTestApp();
    organizer = await rowlock.api.register({ role: 'organizer' });
    tokens = await signInCrowd(rowlock, USERS);
    folder = await mkdtemp(join(tmpdir(), 'rowlock-alternatives-'));
    await rowlock.dataSource.query(TABLES);
    if (reason === undefined) redis = await startRedis();
  }, 60_000);

  afterAll(async () => {
    await redis?.stop();
    await rm(folder, { recursive: true, force: true });
    await rowlock.close();
  });

  /** An event with 299 seats on sale in all the ways there are. */
  async function openSale(): Promise<string> {
    const { id } = await anEvent(rowlock.api, organizer, { capacity: SEATS });
    await rowlock.dataSource.query(OPEN_STOCK, [id, SEATS]);
    if (redis) {
      const client = new Redis(redis.url);
      await client.set(stockKey(id), SEATS);
      await client.quit();
    }
    return id;
  }

  /** Starts the program of an alternative for as long as `work` takes. */
  async function serve<T>(name: string, work: (origin: string) => Promise<T>): Promise<T> {
    const settings = { DATABASE_URL: rowlock.database.url, JWT_SECRET: TEST_JWT_SECRET, LOG_LEVEL: 'error' };
    const program = [join(ROOT, PROGRAM), name, ...(redis ? [redis.url] : [])];
    const server = new ServerProcess(folder, settings, program);
    try {
      return await work(await server.ready());
    } finally {
      await server.stop();
    }
  }

  /** 300 at once. @returns how often each status came */
  async function rush(origin: string, eventId: string): Promise<Record<number, number>> {
    const path = `/api/v1/events/${eventId}/bookings`;
    const { answers } = await fireBurst(
      [origin],
      tokens.map((accessToken) => ({ accessToken, path, body: { seats: 1 } })),
    );
    const counts: Record<number, number> = {};
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }

  async function stored(eventId: string): Promise<unknown> {
    const [row] = await rowlock.dataSource.query<unknown[]>(
      `SELECT (SELECT count(*)::int FROM alternatives.bookings WHERE event_id = $1) AS sold,
              (SELECT count(*)::int FROM alternatives.waitlist WHERE event_id = $1) AS waiting,
              (SELECT seats_left FROM alternatives.stock WHERE event_id = $1) AS left`,
      [eventId],
    );
    return row;
  }

  it.each(['row-lock', 'one-statement'])(
    '%s sells each seat once and puts the last one on the waitlist',
    async (name) => {
      const eventId = await openSale();
      const counts = await serve(name, (origin) => rush(origin, eventId));
      expect(counts).toEqual({ 201: SEATS, 202: 1 });
      expect(await stored(eventId)).toEqual({ sold: SEATS, waiting: 1, left: 0 });
    },
  );

  it.each(['version-check', 'version-check-retried'])('%s turns people away beside free seats', async (name) => {
    const eventId = await openSale();
    const counts = await serve(name, (origin) => rush(origin, eventId));
    const sold = counts[201] ?? 0;
    expect(sold).toBeGreaterThan(0);
    expect(counts).toEqual({ 201: sold, 503: USERS - sold });
    expect(await stored(eventId)).toEqual({ sold, waiting: 0, left: SEATS - sold });
  });

  it('refuses what Rowlock refuses and answers as Rowlock does', async () => {
    const eventId = await openSale();
    const [token = ''] = tokens;
    const path = `/events/${eventId}/bookings`;
    await serve('row-lock', async (origin) => {
      const api = new ApiClient(origin);
      const both = [api, rowlock.api];
      for (const body of [{ seats: 0 }, { seats: 1, price: 0 }, {}]) {
        const [theirs, ours] = await Promise.all(both.map((one) => one.post(path, body, { token })));
        expect(theirs?.status).toBe(400);
        expect(theirs?.body).toMatchObject({
          code: 'validation-failed',
          errors: Reflect.get(ours?.body ?? {}, 'errors'),
        });
      }
      expect((await api.post(path, { seats: 1 })).status).toBe(401);
      const [theirs, ours] = await Promise.all(both.map((one) => one.post(path, { seats: 1 }, { token })));
      expect(shapeOf(theirs?.body)).toEqual(shapeOf(ours?.body));
      await api.close();
    });
  });

  const withRedis = reason === undefined ? it : it.skip;

  withRedis('redis-counter answers first and stores later', async () => {
    const eventId = await openSale();
    const counts = await serve('redis-counter', async (origin) => {
      const found = await rush(origin, eventId);
      await eventually(async () => {
        expect(await stored(eventId)).toMatchObject({ sold: SEATS, waiting: 1 });
      });
      return found;
    });
    expect(counts).toEqual({ 201: SEATS, 202: 1 });
  });

  withRedis('redis-lock never sells a seat twice, but may not sell them all in time', async () => {
    const eventId = await openSale();
    const counts = await serve('redis-lock', (origin) => rush(origin, eventId));
    const sold = counts[201] ?? 0;
    expect(sold).toBeGreaterThan(0);
    expect(await stored(eventId)).toEqual({ sold, waiting: counts[202] ?? 0, left: SEATS - sold });
  });
});

/** Names and types of all members, whatever their values. */
function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}
