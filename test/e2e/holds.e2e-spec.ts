import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { anAdmin, anEvent, book } from '../support/builders.js';
import { expectInvariants } from '../support/invariants.js';
import { eventually } from '../support/inventory.js';
import { aHall, readSeats } from '../support/seats.js';

// Goal: holds and offers as a client sees them. Method: HTTP in, HTTP out; the time of a hold is moved by SQL, in one
// statement with the read where the sweeper must not come first.

interface BookingBody {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly holdExpiresAt: string | null;
  readonly createdAt: string;
}

describe('holds', () => {
  let test: TestApp;
  let organizer: Person;
  let ann: Person;
  let bob: Person;

  beforeAll(async () => {
    test = await startTestApp();
    [organizer, ann, bob] = await Promise.all([
      test.api.register({ role: 'organizer' }),
      test.api.register(),
      test.api.register(),
    ]);
  });

  afterAll(async () => {
    await expectInvariants(test.dataSource);
    await test.close();
  });

  const post = (person: Person, path: string): Promise<Answer> =>
    test.api.post(path, undefined, { token: person.accessToken });

  async function hold(person: Person, eventId: string, body: object = { seats: 1 }): Promise<BookingBody> {
    const answer = await book(test.api, person, eventId, { ...body, hold: true });
    expect([answer.status, answer.body.outcome]).toEqual([201, 'held']);
    return answer.body.booking as BookingBody;
  }

  const read = async (person: Person, id: string): Promise<unknown> =>
    (await test.api.get(`/bookings/${id}`, { token: person.accessToken })).body.status;

  /** Moves the end of a hold into the past, while a lock keeps the sweeper and everybody else who writes away. */
  async function whileLapsed<T>(eventId: string, look: () => Promise<T>): Promise<T> {
    return test.dataSource.transaction(async (tx) => {
      // Committed by a connection of its own, so that readers see it; the lock stays with this one.
      await tx.query(`SELECT FROM events WHERE id = $1 FOR NO KEY UPDATE`, [eventId]);
      await lapse(eventId);
      return look();
    });
  }

  const lapse = (eventId: string): Promise<unknown> =>
    test.dataSource.query(
      `UPDATE bookings SET hold_expires_at = clock_timestamp() - interval '1 millisecond'
        WHERE event_id = $1 AND status = 'held'`,
      [eventId],
    );

  it('keeps seats for as long as the event says, and counts them as held', async () => {
    const { id } = await anEvent(test.api, organizer, { capacity: 3, holdSeconds: 45 });
    const { holdExpiresAt, createdAt, status } = await hold(ann, id, { seats: 2 });
    expect([status, Date.parse(holdExpiresAt ?? '') - Date.parse(createdAt)]).toEqual(['held', 45_000]);
    const { body } = await test.api.get(`/events/${id}/availability`);
    expect(body).toMatchObject({ seatsHeld: 2, seatsConfirmed: 0, seatsFree: 1 });
  });

  it.each([29, 3_601, 30.5])(
    'allows an event holds of 30 to 3,600 whole seconds, so not of %s',
    async (holdSeconds) => {
      const body = {
        title: 'A play',
        startsAt: new Date(Date.now() + 1e9).toISOString(),
        seating: 'general',
        capacity: 1,
      };
      const answer = await test.api.post('/events', { ...body, holdSeconds }, { token: organizer.accessToken });
      expect([answer.status, answer.body.errors]).toMatchObject([400, [{ pointer: '#/holdSeconds' }]]);
    },
  );

  it('is confirmed by its owner, by id or reference, and twice is the same', async () => {
    const { id: eventId } = await anEvent(test.api, organizer);
    const { id, reference } = await hold(ann, eventId);
    const first = await post(ann, `/bookings/${id}/confirm`);
    const second = await post(ann, `/bookings/${reference}/confirm`);
    expect([first.status, first.body.status]).toEqual([200, 'confirmed']);
    expect(second.body).toEqual(first.body);
    expect(await read(ann, id)).toBe('confirmed');
  });

  it('is nobody else’s to confirm: not the organizer’s, not an admin’s, not a stranger’s', async () => {
    const { id: eventId } = await anEvent(test.api, organizer);
    const { id } = await hold(ann, eventId);
    const admin = await anAdmin(test);
    for (const person of [organizer, admin, bob]) {
      const answer = await post(person, `/bookings/${id}/confirm`);
      expect([answer.status, answer.body.code]).toEqual([404, 'booking-not-found']);
    }
    expect((await test.api.post(`/bookings/${id}/confirm`)).status).toBe(401);
    expect((await post(ann, '/bookings/none/confirm')).status).toBe(400);
    expect(await read(ann, id)).toBe('held');
  });

  it('is released by cancelling, also by the organizer, and can then not be confirmed', async () => {
    const { id: eventId } = await anEvent(test.api, organizer, { capacity: 2 });
    const own = await hold(ann, eventId);
    const other = await hold(bob, eventId);
    expect((await post(ann, `/bookings/${own.id}/cancel`)).body.status).toBe('cancelled');
    expect((await post(organizer, `/bookings/${other.id}/cancel`)).body.status).toBe('cancelled');
    const answer = await post(ann, `/bookings/${own.id}/confirm`);
    expect([answer.status, answer.body.code, answer.body.bookingStatus]).toEqual([
      409,
      'booking-not-held',
      'cancelled',
    ]);
    expect((await test.api.get(`/events/${eventId}/availability`)).body).toMatchObject({ seatsHeld: 0, seatsFree: 2 });
  });

  it('is over for every reader the moment it expires, though nobody has tidied it', async () => {
    const { id: eventId } = await anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 2 }));
    const { id } = await hold(ann, eventId, { bestAvailable: { seats: 2 } });
    const path = `/events/${eventId}/availability`;
    const before = await test.api.get(path);
    await whileLapsed(eventId, async () => {
      const after = await test.api.get(path, { headers: { 'if-none-match': before.headers.etag ?? '' } });
      expect([after.status, after.body]).toMatchObject([
        200,
        { seatsHeld: 0, seatsFree: 2, version: before.body.version },
      ]);
      expect(after.headers.etag).toMatch(/^"\d+-\w+"$/);
      expect(await read(ann, id)).toBe('expired');
      const own = await test.api.get<{ items: unknown[] }>('/bookings?status=held', { token: ann.accessToken });
      expect(own.body.items).not.toContainEqual(expect.objectContaining({ id }));
      const lists = await test.api.get<{ items: unknown[] }>(`/events/${eventId}/bookings?status=expired`, {
        token: organizer.accessToken,
      });
      expect(lists.body.items).toHaveLength(1);
      const { sections } = await readSeats(test.api, eventId);
      expect(sections[0]?.rows[0]?.seats.map(({ state }) => state)).toEqual(['free', 'free']);
    });
    expect((await book(test.api, bob, eventId, { bestAvailable: { seats: 2 } })).status).toBe(201);
    expect((await test.api.get(path)).headers.etag).toMatch(/^"\d+"$/);
  });

  it('cannot be confirmed once expired, and is tidied by the sweeper', async () => {
    const { id: eventId } = await anEvent(test.api, organizer);
    const { id } = await hold(ann, eventId);
    await lapse(eventId);
    const answer = await post(ann, `/bookings/${id}/confirm`);
    expect([answer.status, answer.body.code]).toEqual([409, 'hold-expired']);
    await hold(ann, eventId);
    await lapse(eventId);
    await eventually(async () => {
      const [row]: { count: number }[] = await test.dataSource.query(
        `SELECT count(*)::integer FROM bookings WHERE event_id = $1 AND status = 'held'`,
        [eventId],
      );
      return row?.count === 0;
    });
    await expectInvariants(test.dataSource, { eventId });
  });

  it('is given back at once to the next buyer, under the same limits', async () => {
    const { id: eventId } = await anEvent(test.api, organizer, { capacity: 1, maxSeatsPerUser: 1 });
    await hold(ann, eventId);
    expect((await book(test.api, bob, eventId, { seats: 1, joinWaitlist: false })).body.code).toBe('sold-out');
    await lapse(eventId);
    expect((await book(test.api, bob, eventId, { seats: 1, joinWaitlist: false })).status).toBe(201);
  });

  it('repeats its first answer under its idempotency key, and takes no seat twice', async () => {
    const { id: eventId } = await anEvent(test.api, organizer);
    const options = { token: ann.accessToken, headers: { 'idempotency-key': `hold-${eventId}` } };
    const send = (body: object): Promise<Answer> => test.api.post(`/events/${eventId}/bookings`, body, options);
    const first = await send({ seats: 1, hold: true });
    const second = await send({ seats: 1, hold: true });
    expect([second.status, second.headers['idempotency-replayed'], second.text]).toEqual([201, 'true', first.text]);
    expect((await send({ seats: 1 })).body.code).toBe('idempotency-key-reused');
  });

  it('is offered to whoever waits, and passes on to the next when it lapses', async () => {
    const waitlist = { enabled: true, mode: 'offer', offerSeconds: 60 };
    const { id: eventId } = await anEvent(test.api, organizer, { capacity: 1, waitlist });
    const cleo = await test.api.register();
    const { headers } = await book(test.api, ann, eventId);
    await book(test.api, bob, eventId);
    await book(test.api, cleo, eventId);
    await post(ann, `${headers.location ?? ''}/cancel`);
    const offerTo = async (person: Person): Promise<BookingBody[]> =>
      (
        await test.api.get<{ items: BookingBody[] }>(`/bookings?eventId=${eventId}&status=held`, {
          token: person.accessToken,
        })
      ).body.items;
    const [offer] = await offerTo(bob);
    expect(offer).toMatchObject({ status: 'held', source: 'waitlist' });
    expect(Date.parse(offer?.holdExpiresAt ?? '') - Date.parse(offer?.createdAt ?? '')).toBe(60_000);
    await lapse(eventId);
    const late = await post(bob, `/bookings/${offer?.id ?? ''}/confirm`);
    expect([late.status, late.body.code]).toEqual([409, 'hold-expired']);
    const [next] = await offerTo(cleo);
    expect((await post(cleo, `/bookings/${next?.id ?? ''}/confirm`)).body).toMatchObject({
      status: 'confirmed',
      source: 'waitlist',
    });
    expect((await test.api.get(`/events/${eventId}/availability`)).body).toMatchObject({
      seatsConfirmed: 1,
      waiting: 0,
    });
  });
});
