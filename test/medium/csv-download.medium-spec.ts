import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Param, Res, type StreamableFile } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply } from 'fastify';
import { Client, request, type Dispatcher } from 'undici';
import { answerWithCsv, readAll } from '../../src/http/csv.js';
import { type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { anEvent, type EventBody } from '../support/builders.js';
import { expectInvariants } from '../support/invariants.js';

const MEBIBYTE = 1024 * 1024;
/** For what takes some seconds alone on the machine. */
const MINUTE_MS = 60_000;
/** Each look costs a full garbage collection. */
const LOOK_EVERY_BYTES = 3 * MEBIBYTE;

/** Waits for a condition; the test's own time limit ends it. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are really in use, in the heap and in buffers. */
function memoryInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

// Goal: a long list costs a download no memory and the buyers no connection. Method: an event with 100,000 bookings, an
// app with two connections to the database, and clients that read, stop reading, or hang up.
describe('a download of 100,000 bookings', () => {
  const LENGTH = 100_000;
  const CONNECTIONS = 2;
  let test: TestApp;
  let organizer: Person;
  let event: EventBody;

  beforeAll(async () => {
    test = await startTestApp({ env: { DB_POOL_MAX: String(CONNECTIONS) } });
    organizer = await test.api.register({ role: 'organizer' });
    event = await anEvent(test.api, organizer, { capacity: LENGTH });
    await fill();
  }, MINUTE_MS);

  afterAll(async () => {
    await expectInvariants(test.dataSource);
    await test.close();
  });

  /** One batch, as the inventory would have written it. */
  async function fill(): Promise<void> {
    await test.dataSource.transaction(async (tx) => {
      // The session's own limit is for the statements of requests.
      await tx.query('SET LOCAL statement_timeout = 0');
      await tx.query(`INSERT INTO users (id, email, name, role, password_hash)
        SELECT gen_random_uuid(), 'guest-' || n || '@example.org', 'Guest ' || n, 'attendee', '-'
          FROM generate_series(1, 10000) AS n`);
      await tx.query(
        `INSERT INTO bookings (id, reference, event_id, user_id, status, seats, source, arrival_number, user_limit,
                               created_at, confirmed_at)
         SELECT gen_random_uuid(), 'EVT-' || lpad(n::text, 6, '0'), $1, guest.id, 'confirmed', 1, 'direct', n, 10, now(), now()
           FROM generate_series(1, $2::integer) AS n JOIN (SELECT id, row_number() OVER () AS number FROM users WHERE password_hash = '-')
             AS guest ON guest.number = (n - 1) / 10 + 1`,
        [event.id, LENGTH],
      );
      await tx.query(
        `INSERT INTO ledger (event_id, version, ordinal, batch_id, change, actor_id, booking_id, seats, before, after, recorded_at)
         SELECT $1, 2, arrival_number - 1, $1, 'booked', user_id, id, 1,
                ARRAY[$2::integer, arrival_number - 1, 0, 0, 0, 0], ARRAY[$2::integer, arrival_number, 0, 0, 0, 0], now()
           FROM bookings WHERE event_id = $1`,
        [event.id, LENGTH],
      );
      await tx.query(`UPDATE events SET seats_confirmed = $2, arrivals = $2, version = 2 WHERE id = $1`, [
        event.id,
        LENGTH,
      ]);
    });
    await test.dataSource.query('ANALYZE');
  }

  /** Over a connection of its own, so that it can be left standing. */
  const download = (client: Client, list: string): Promise<Dispatcher.ResponseData> =>
    client.request({
      method: 'GET',
      path: `/api/v1/events/${event.id}/${list}`,
      headers: { accept: 'text/csv', authorization: `Bearer ${organizer.accessToken}` },
    });

  it.each(['bookings', 'ledger'])(
    'has every row of the %s once and takes next to no memory',
    async (list) => {
      const client = new Client(test.url);
      const before = memoryInUse();
      let [lines, most, bytes, lookedAt] = [0, 0, 0, 0];
      for await (const chunk of (await download(client, list)).body) {
        const text = chunk as Buffer;
        for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
        bytes += text.length;
        if (bytes - lookedAt < LOOK_EVERY_BYTES) continue;
        lookedAt = bytes;
        most = Math.max(most, memoryInUse() - before);
      }
      await client.close();
      expect(lines).toBe(LENGTH + (list === 'ledger' ? 2 : 1));
      // 2 to 5 MiB here; with all bookings read at once 93.
      expect(most).toBeLessThan(24 * MEBIBYTE);
    },
    MINUTE_MS,
  );

  it('holds no connection to the database while clients do not read, and none once they have hung up', async () => {
    const clients = Array.from({ length: CONNECTIONS + 1 }, () => new Client(test.url));
    for (const client of clients) {
      const { statusCode, body } = await download(client, 'bookings');
      expect(statusCode).toBe(200);
      await body[Symbol.asyncIterator]().next();
    }
    // More downloads stand still than there are connections, and everybody else is served.
    expect((await test.api.get(`/events/${event.id}/availability`)).status).toBe(200);
    for (const client of clients) await client.destroy();
    expect((await test.api.get(`/events/${event.id}/availability`)).status).toBe(200);
    const busy = `SELECT pid FROM pg_stat_activity
                   WHERE datname = current_database() AND state <> 'idle' AND query LIKE '%FROM bookings AS booking%'
                     AND pid <> pg_backend_pid()`;
    expect(await test.dataSource.query(busy)).toEqual([]);
  });
});

/** How a list was read. */
interface Reading {
  pages: number;
  isClosed: boolean;
}

/** The list under test. Pages from `failsAt` on cannot be read. */
const ENDLESS = { failsAt: Infinity, stallTimeoutMs: 60_000 };
let reading: Reading;
let endless: typeof ENDLESS;

/** Far more text than the sockets between server and client can hold. */
async function* pagesOf(state: Reading): AsyncGenerator<readonly { text: string }[], undefined> {
  try {
    yield* readAll((_last: { text: string } | undefined, limit) => {
      if (state.pages >= endless.failsAt) return Promise.reject(new Error('the database is gone'));
      state.pages += 1;
      return Promise.resolve(Array.from({ length: limit }, () => ({ text: 'x'.repeat(500) })));
    });
  } finally {
    state.isClosed = true;
  }
  return undefined;
}

@Controller()
class EndlessController {
  @Get(':name')
  async list(@Param('name') name: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const file = { name, columns: ['text'] as const, toItem: (row: { text: string }) => row };
    return answerWithCsv(reply, file, pagesOf(reading), endless.stallTimeoutMs);
  }
}

@Module({ controllers: [EndlessController] })
class EndlessModule {}

// Goal: a download reads no more than its client takes, and ends with it. Method: an endless list behind a real socket.
describe('a download without end', () => {
  let app: NestFastifyApplication;
  let client: Client;
  let url: string;

  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(EndlessModule, new FastifyAdapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  });

  afterAll(() => app.close());

  beforeEach(() => {
    reading = { pages: 0, isClosed: false };
    endless = { ...ENDLESS };
    client = new Client(url);
  });

  afterEach(() => client.destroy());

  const start = async (): Promise<AsyncIterator<unknown>> => {
    const { statusCode, body } = await client.request({ method: 'GET', path: '/list.csv' });
    expect(statusCode).toBe(200);
    const iterator = body[Symbol.asyncIterator]();
    await iterator.next();
    return iterator;
  };

  it('reads no further while the client takes nothing', async () => {
    await start();
    let seen = -1;
    // Until the buffers of both sockets are full; afterwards nothing may move.
    while (seen !== reading.pages) {
      seen = reading.pages;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(seen).toBeLessThan(50);
    expect(reading.isClosed).toBe(false);
  });

  it('ends when the client hangs up, also one that had stopped reading', async () => {
    await start();
    await client.destroy();
    await until(() => reading.isClosed);
    const { pages } = reading;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(reading.pages).toBe(pages);
  });

  it('is cut off when the client takes nothing for too long', async () => {
    endless.stallTimeoutMs = 100;
    await start();
    await until(() => reading.isClosed);
  });

  it('is cut, not ended, when a page cannot be read', async () => {
    endless.failsAt = 2;
    const iterator = await start();
    const readOn = async (): Promise<void> => {
      while (!(await iterator.next()).done);
    };
    await expect(readOn()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    expect(reading).toEqual({ pages: 2, isClosed: true });
  });

  it('is an error like any other when even the first page cannot be read', async () => {
    endless.failsAt = 0;
    const { statusCode, headers, body } = await request(`${url}/list.csv`, { dispatcher: client });
    await body.dump();
    expect([statusCode, headers['content-type']]).toEqual([500, 'application/json; charset=utf-8']);
    expect(headers['content-disposition']).toBeUndefined();
  });
});
