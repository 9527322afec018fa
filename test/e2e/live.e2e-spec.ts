import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, afterAll, describe, expect, it, jest } from '@jest/globals';
import { LiveLimits } from '../../src/live/live-limits.js';
import { LiveRepository } from '../../src/live/live.repository.js';
import { type Person } from '../support/api-client.js';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app.js';
import { aDraft, anEvent, book } from '../support/builders.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { EventStream, type StreamOptions } from '../support/event-stream.js';
import { startTcpProxy } from '../support/tcp-proxy.js';

interface SeatMap {
  readonly version: number;
  readonly sections: { readonly rows: { readonly seats: { readonly id: string; readonly state: string }[] }[] }[];
}

/** Nothing comes although it could: a few polls. */
const SOME_POLLS_MS = 900;

const RESERVED = { seating: 'reserved', capacity: undefined };
const hallOf = (rows: number, seatsPerRow: number): Record<string, unknown> => ({
  ...RESERVED,
  seatMap: { blocks: [{ section: 'Stalls', rows, seatsPerRow }] },
});

// Goal: whoever keeps a page open sees what is true, and nobody pays for it but the watcher. Method: real streams read by
// hand from real instances on one database; what changes is done over HTTP by others.
describe('live view', () => {
  let database: TestDatabase;
  let test: TestApp;
  let organizer: Person;
  let buyer: Person;
  let streams: EventStream[];

  beforeAll(async () => {
    database = await createTestDatabase();
    test = await startTestApp({ database });
    organizer = await test.api.register({ role: 'organizer' });
    buyer = await test.api.register();
  });

  afterAll(async () => {
    await test.close();
    await database.drop();
  });

  beforeEach(() => {
    streams = [];
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    for (const stream of streams) stream.close();
    await eventually(async () => {
      expect((await test.api.get('/metrics')).text).toMatch(/^rowlock_live_streams 0$/m);
    });
  });

  const watch = async (eventId: string, options: StreamOptions = {}, app: TestApp = test): Promise<EventStream> => {
    const stream = await EventStream.open(app.api, eventId, options);
    streams.push(stream);
    return stream;
  };

  /** Another instance on the same database, with bounds a test can reach. */
  const anInstance = async (
    limits: Partial<Record<keyof LiveLimits, number>> = {},
    options: TestAppOptions = {},
  ): Promise<TestApp> => {
    const instance = await startTestApp({ database, ...options });
    Object.assign(instance.app.get(LiveLimits), limits);
    return instance;
  };

  const seatsOf = async (eventId: string): Promise<{ id: string; state: string }[]> => {
    const { body } = await test.api.get<SeatMap>(`/events/${eventId}/seats`);
    return body.sections.flatMap(({ rows }) => rows.flatMap(({ seats }) => seats));
  };

  const blockSeats = async (eventId: string, revision: number, seats: Record<string, unknown>): Promise<void> => {
    const options = { token: organizer.accessToken, headers: { 'if-match': `"${revision}"` } };
    const answer = await test.api.patch(`/events/${eventId}/seats`, seats, options);
    if (answer.status !== 200) throw new Error(answer.text);
  };

  const availabilityOf = async (eventId: string): Promise<Record<string, unknown>> =>
    (await test.api.get(`/events/${eventId}/availability`)).body;

  it('opens with the availability, when to come back, and the headers every answer has', async () => {
    const { id } = await anEvent(test.api, organizer);
    const stream = await watch(id.toUpperCase());
    const first = await stream.until('availability');
    expect(first).toEqual({ id: '1', event: 'availability', data: await availabilityOf(id) });
    expect(stream.status).toBe(200);
    expect(stream.retryMs).toBeGreaterThanOrEqual(1000);
    expect(stream.retryMs).toBeLessThan(4000);
    expect(stream.answer.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    await book(test.api, buyer, id, { seats: 2 });
    await stream.until('availability', ({ version }) => version === 2);
  });

  it('lets pages of an allowed origin read it', async () => {
    const instance = await anInstance({}, { env: { CORS_ORIGINS: 'https://tickets.example.org' } });
    try {
      const { id } = await anEvent(test.api, organizer);
      const stream = await watch(id, { headers: { origin: 'https://tickets.example.org' } }, instance);
      expect(stream.answer.headers['access-control-allow-origin']).toBe('https://tickets.example.org');
      stream.close();
    } finally {
      await instance.close();
    }
  });

  it('tells each change under its version, and nothing while nothing changes', async () => {
    const { id } = await anEvent(test.api, organizer);
    const stream = await watch(id);
    await stream.until('availability');
    await sleep(SOME_POLLS_MS);
    expect(stream.messages).toHaveLength(1);
    await book(test.api, buyer, id, { seats: 3 });
    const told = await stream.until('availability', ({ version }) => version === 2);
    expect(told).toEqual({ id: '2', event: 'availability', data: await availabilityOf(id) });
    expect(told.data).toMatchObject({ seatsConfirmed: 3, seatsFree: 7 });
  });

  it('tells which seats changed, to what, before the availability of that version', async () => {
    const { id, revision } = await anEvent(test.api, organizer, hallOf(2, 5));
    const stream = await watch(id);
    await stream.until('availability');
    const [a, b, c, d] = (await seatsOf(id)).map((seat) => seat.id);
    const held = await book(test.api, buyer, id, { seatIds: [a, b], hold: true });
    await stream.until('availability', ({ seatsHeld }) => seatsHeld === 2);
    expect(stream.messages.slice(-2).map(({ id: version, event }) => [version, event])).toEqual([
      ['2', 'seats'],
      ['2', 'availability'],
    ]);
    expect(stream.of('seats').at(-1)?.data).toEqual({
      version: 2,
      seats: [
        { id: a, state: 'held' },
        { id: b, state: 'held' },
      ],
    });
    const { id: bookingId } = held.body.booking as { id: string };
    const token = buyer.accessToken;
    // A hold that becomes a booking keeps its seats, and the map shows another colour all the same.
    await test.api.post(`/bookings/${bookingId}/confirm`, undefined, { token });
    await stream.until('seats', ({ version }) => version === 3);
    expect(stream.seatStates().get(a ?? '')).toBe('booked');
    await blockSeats(id, revision, { block: [c] });
    await book(test.api, buyer, id, { seatIds: [d] });
    await test.api.post(`/bookings/${bookingId}/cancel`, undefined, { token });
    await stream.until('availability', ({ version }) => version === 6);
    const states = stream.seatStates();
    expect([a, b, c, d].map((seat) => states.get(seat ?? ''))).toEqual(['free', 'free', 'blocked', 'booked']);
    expect(states.size).toBe(4);
  });

  it('counts an expired hold as free at once, before anything has tidied it', async () => {
    const { id } = await anEvent(test.api, organizer, hallOf(2, 5));
    const seatIds = (await seatsOf(id)).map((seat) => seat.id).slice(0, 4);
    await book(test.api, buyer, id, { seatIds, hold: true });
    const stream = await watch(id);
    await stream.until('availability', ({ seatsHeld }) => seatsHeld === 4);
    await database.dataSource.transaction(async (tx) => {
      // Nobody gets past this to tidy.
      await tx.query(`SELECT FROM events WHERE id = $1 FOR UPDATE`, [id]);
      await database.dataSource.query(`UPDATE bookings SET hold_expires_at = now() WHERE event_id = $1`, [id]);
      const told = await stream.until('availability', ({ seatsFree }) => seatsFree === 10);
      expect(told).toEqual({ id: '2', event: 'availability', data: await availabilityOf(id) });
      const back = await watch(id, { lastEventId: 1 });
      await back.until('availability');
      expect(back.seatStates()).toEqual(new Map(seatIds.map((seatId) => [seatId, 'free'])));
    });
    await stream.until('availability', ({ version }) => version === 3);
    expect(stream.seatStates()).toEqual(new Map(seatIds.map((seatId) => [seatId, 'free'])));
  });

  it('resumes where the reader left, and misses nothing', async () => {
    const { id } = await anEvent(test.api, organizer, hallOf(4, 10));
    const seats = (await seatsOf(id)).map((seat) => seat.id);
    const first = await watch(id);
    await first.until('availability');
    await book(test.api, buyer, id, { seatIds: [seats[0]] });
    const last = await first.until('availability', ({ version }) => version === 2);
    first.close();
    const another = await test.api.register();
    await book(test.api, another, id, { seatIds: [seats[1], seats[2]] });
    await book(test.api, another, id, { seatIds: [seats[3]] });
    const steady = await watch(id);
    const second = await watch(id, { lastEventId: last.id ?? '' });
    await second.until('availability', ({ version }) => version === 4);
    expect(second.messages.map(({ event, id: version }) => [event, version])).toEqual([
      ['seats', '4'],
      ['availability', '4'],
    ]);
    expect(second.seatStates()).toEqual(new Map([1, 2, 3].map((index) => [seats[index], 'booked'])));
    await book(test.api, another, id, { seatIds: [seats[4]] });
    for (const stream of [steady, second]) {
      await stream.until('availability', ({ version }) => version === 5);
      expect(stream.seatStates().get(seats[4] ?? '')).toBe('booked');
    }
    expect(steady.seatStates().size).toBe(1);
  });

  it('follows a rush through broken lines: the map put together from the streams is the map', async () => {
    const { id } = await anEvent(test.api, organizer, { ...hallOf(10, 20), maxSeatsPerUser: 200 });
    const seats = await seatsOf(id);
    const known = new Map(seats.map(({ id: seatId, state }) => [seatId, state]));
    let stream = await watch(id);
    let lastEventId = (await stream.until('availability')).id;
    let isSelling = true;
    const read = async (): Promise<void> => {
      while (isSelling) {
        await sleep(130);
        stream.close();
        for (const [seatId, state] of stream.seatStates()) known.set(seatId, state);
        lastEventId = stream.messages.at(-1)?.id ?? lastEventId;
        stream = await watch(id, { lastEventId: lastEventId ?? '' });
      }
    };
    const sell = async (): Promise<void> => {
      for (let index = 0; index < seats.length; index += 4) {
        const seatIds = seats.slice(index, index + 4).map((seat) => seat.id);
        const { body } = await book(test.api, buyer, id, { seatIds });
        const { id: bookingId } = body.booking as { id: string };
        if (index % 3 === 0) {
          await test.api.post(`/bookings/${bookingId}/cancel`, undefined, { token: buyer.accessToken });
        }
        await sleep(20);
      }
      isSelling = false;
    };
    await Promise.all([read(), sell()]);
    const { version } = await availabilityOf(id);
    await stream.until('availability', (data) => data.version === version);
    for (const [seatId, state] of stream.seatStates()) known.set(seatId, state);
    expect(known).toEqual(new Map((await seatsOf(id)).map(({ id: seatId, state }) => [seatId, state])));
    expect([...known.values()].filter((state) => state === 'booked').length).toBeGreaterThan(100);
  });

  it.each(['', 'nonsense', '0', '-1', '1e3', '99', '99999999999999999999', '"1"', '1, 2'])(
    'takes no notice of a Last-Event-ID that cannot be one (%s)',
    async (lastEventId) => {
      const { id } = await anEvent(test.api, organizer, hallOf(1, 3));
      const stream = await watch(id, { lastEventId });
      await stream.until('availability');
      await sleep(300);
      expect(stream.messages.map(({ event }) => event)).toEqual(['availability']);
      const [seat] = await seatsOf(id);
      await book(test.api, buyer, id, { seatIds: [seat?.id] });
      await stream.until('seats', ({ version }) => version === 2);
    },
  );

  it('shows on every instance what any of them sold', async () => {
    const other = await anInstance();
    try {
      const { id } = await anEvent(test.api, organizer);
      const here = await watch(id);
      const there = await watch(id, {}, other);
      await there.until('availability');
      await book(test.api, buyer, id, { seats: 1 });
      await there.until('availability', ({ seatsConfirmed }) => seatsConfirmed === 1);
      await book(other.api, buyer, id, { seats: 2 });
      await here.until('availability', ({ seatsConfirmed }) => seatsConfirmed === 3);
      there.close();
    } finally {
      await other.close();
    }
  });

  it('asks the database once per interval, however many watch, and not at all when nobody does', async () => {
    const [one, two] = [await anEvent(test.api, organizer), await anEvent(test.api, organizer)];
    const readStates = jest.spyOn(test.app.get(LiveRepository), 'readStates');
    await Promise.all(Array.from({ length: 100 }, () => watch(one.id)));
    await Promise.all(Array.from({ length: 100 }, () => watch(two.id)));
    await Promise.all(streams.map((stream) => stream.until('availability')));
    readStates.mockClear();
    await sleep(2000);
    expect(readStates.mock.calls.length).toBeGreaterThan(2);
    expect(readStates.mock.calls.length).toBeLessThanOrEqual(8);
    expect(readStates.mock.lastCall?.[1].toSorted()).toEqual([one.id, two.id].toSorted());
    await book(test.api, buyer, one.id, { seats: 1 });
    await Promise.all(
      streams.slice(0, 100).map((stream) => stream.until('availability', ({ version }) => version === 2)),
    );
    expect(streams.slice(100).every((stream) => stream.messages.length === 1)).toBe(true);
    for (const stream of streams) stream.close();
    await sleep(500);
    readStates.mockClear();
    await sleep(SOME_POLLS_MS);
    expect(readStates).not.toHaveBeenCalled();
  });

  it('cuts off a reader that does not read, and nobody else', async () => {
    const instance = await anInstance({ stallMaxMs: 1500, pollIntervalMs: 50 });
    try {
      // Kernels take a few megabytes before a writer hears of it.
      const { id, revision } = await anEvent(test.api, organizer, hallOf(50, 100));
      const seatIds = (await seatsOf(id)).map((seat) => seat.id);
      const slow = await watch(id, {}, instance);
      const eager = await watch(id, {}, instance);
      await Promise.all([slow, eager].map((stream) => stream.until('availability')));
      slow.pause();
      let changes = 0;
      await eventually(async () => {
        await blockSeats(id, revision + changes, changes % 2 === 0 ? { block: seatIds } : { unblock: seatIds });
        changes += 1;
        const last = changes + 1;
        await eager.until('availability', ({ version }) => version === last);
        expect((await instance.api.get('/metrics')).text).toMatch(/^rowlock_live_streams_dropped_total 1$/m);
      }, 25_000);
      expect((await instance.api.get('/metrics')).text).toMatch(/^rowlock_live_streams 1$/m);
      expect(eager.of('seats')).toHaveLength(changes);
      slow.answer.resume();
      await eventually(() => {
        expect(slow.ending).toBe('cut');
      });
      // What it did get is whole, and it goes on from there.
      const back = await watch(id, { lastEventId: slow.messages.at(-1)?.id ?? '' }, instance);
      await back.until('availability', ({ version }) => version === changes + 1);
      expect(back.seatStates().size).toBe(slow.messages.at(-1)?.id === String(changes + 1) ? 0 : seatIds.length);
      back.close();
      eager.close();
    } finally {
      await instance.close();
    }
  });

  it('says how soon to come back when as many watch as may', async () => {
    const instance = await anInstance({ streamsMax: 3 });
    try {
      const { id } = await anEvent(test.api, organizer);
      const open = await Promise.all([1, 2, 3].map(() => watch(id, {}, instance)));
      const refused = await instance.api.get(`/events/${id}/stream`);
      expect(refused).toMatchObject({ status: 503, body: { code: 'overloaded' } });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
      open[0]?.close();
      await eventually(async () => {
        const stream = await watch(id, {}, instance);
        expect(stream.status).toBe(200);
      });
      // Nothing leaks where a stream is refused.
      for (const stream of streams) stream.close();
      for (let tries = 0; tries < 5; tries += 1) {
        await instance.api.get('/events/018f2a5e-0000-7000-8000-000000000000/stream');
      }
      await eventually(async () => {
        const again = await Promise.all([1, 2, 3].map(() => watch(id, {}, instance)));
        for (const stream of again) expect(stream.status).toBe(200);
      });
    } finally {
      await instance.close();
    }
  });

  it('ends every stream at once when the server stops', async () => {
    const instance = await anInstance();
    const { id } = await anEvent(test.api, organizer);
    const open = await Promise.all(Array.from({ length: 20 }, () => watch(id, {}, instance)));
    await Promise.all(open.map((stream) => stream.until('availability')));
    const start = performance.now();
    await instance.close();
    expect(performance.now() - start).toBeLessThan(3000);
    await eventually(() => {
      for (const stream of open) expect(stream.ending).toBe('end');
    });
  });

  it('keeps the line open with comments', async () => {
    const instance = await anInstance({ heartbeatMs: 100 });
    try {
      const { id } = await anEvent(test.api, organizer);
      const stream = await watch(id, {}, instance);
      await eventually(() => {
        expect(stream.comments.length).toBeGreaterThan(2);
      });
      expect(stream.messages).toHaveLength(1);
      stream.close();
    } finally {
      await instance.close();
    }
  });

  it('stays open and silent without the database, and goes on when it is back', async () => {
    const wire = await startTcpProxy(database.url);
    const warnings: string[] = [];
    const note = (_facts: unknown, text?: unknown): void => void warnings.push(String(text));
    const quiet = (): undefined => undefined;
    const logger = { log: quiet, error: note, warn: note, debug: quiet, verbose: quiet };
    const instance = await anInstance({}, { env: { DATABASE_URL: wire.url }, logger });
    try {
      const { id } = await anEvent(test.api, organizer);
      const stream = await watch(id, {}, instance);
      await stream.until('availability');
      await wire.cut();
      await book(test.api, buyer, id, { seats: 1 });
      await sleep(SOME_POLLS_MS);
      expect(stream.ending).toBeUndefined();
      expect(stream.messages).toHaveLength(1);
      expect(warnings.filter((text) => text === 'the live view stands still')).toHaveLength(1);
      await wire.mend();
      await stream.until('availability', ({ seatsConfirmed }) => seatsConfirmed === 1);
      stream.close();
    } finally {
      await instance.close();
      await wire.close();
    }
  });

  it('shows a draft to nobody but its organizer, who sees it go on sale', async () => {
    const { id } = await aDraft(test.api, organizer);
    for (const token of [undefined, buyer.accessToken]) {
      const answer = await test.api.get(`/events/${id}/stream`, { token });
      expect(answer).toMatchObject({ status: 404, body: { code: 'event-not-found' } });
    }
    const token = organizer.accessToken;
    const stream = await watch(id, { token });
    await stream.until('availability', ({ status }) => status === 'draft');
    await test.api.post(`/events/${id}/publish`, undefined, { token });
    await stream.until('availability', ({ status }) => status === 'published');
  });

  it('tells that an event is cancelled and emptied, ends, and asks to stay away', async () => {
    const { id } = await anEvent(test.api, organizer, hallOf(1, 4));
    const [seat] = await seatsOf(id);
    await book(test.api, buyer, id, { seatIds: [seat?.id] });
    const stream = await watch(id);
    await stream.until('availability');
    await test.api.post(`/events/${id}/cancel`, undefined, { token: organizer.accessToken });
    await eventually(() => {
      expect(stream.ending).toBe('end');
    });
    const last = stream.messages.at(-1);
    expect(last?.data).toMatchObject({ status: 'cancelled', seatsConfirmed: 0 });
    expect(stream.seatStates().get(seat?.id ?? '')).toBe('free');
    expect((await watch(id, { lastEventId: last?.id ?? '' })).status).toBe(204);
    // How long it was open is no measure of the server.
    expect((await test.api.get('/metrics')).text).not.toMatch(/route="[^"]*stream",status="200"/);
    const late = await watch(id, { lastEventId: 2 });
    await eventually(() => {
      expect(late.ending).toBe('end');
    });
    expect(late.messages.map(({ event }) => event)).toEqual(['seats', 'availability']);
  });

  it('answers HEAD without opening a stream', async () => {
    const { id } = await anEvent(test.api, organizer);
    const stream = await watch(id, { method: 'HEAD' });
    await eventually(() => {
      expect(stream.ending).toBe('end');
    });
    expect([stream.status, stream.answer.headers['content-type']]).toEqual([200, 'text/event-stream']);
    expect((await test.api.get('/metrics')).text).toMatch(/^rowlock_live_streams 0$/m);
  });

  it('is in the OpenAPI file with the shape of its messages', async () => {
    const { body } = await test.api.get<{
      paths: Record<string, { get: { responses: Record<string, { content: Record<string, unknown> }> } }>;
      components: { schemas: Record<string, unknown> };
    }>('/api/openapi.json');
    const { responses } = body.paths['/api/v1/events/{id}/stream']?.get ?? {};
    expect(Object.keys(responses?.['200']?.content ?? {})).toEqual(['text/event-stream']);
    expect(Object.keys(responses ?? {})).toEqual(expect.arrayContaining(['200', '204', '404', '503']));
    expect(body.components.schemas).toHaveProperty('SeatChangesResponse');
  });
});
