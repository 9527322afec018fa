import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { aDraft, anAdmin, anEvent, book, inDays, type EventBody } from '../support/builders.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: the routes of bookings answer as the contract says. Method: the whole application over HTTP.

/** What an answer to a booking looks like. */
interface Booked {
  readonly outcome: string;
  readonly booking: BookingBody;
}

interface BookingBody {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly [name: string]: unknown;
}

interface PageBody {
  readonly items: readonly BookingBody[];
  readonly nextCursor: string | null;
}

describe('bookings', () => {
  let server: TestApp;
  let organizer: Person;
  let ann: Person;
  let bob: Person;
  let event: EventBody;

  beforeAll(async () => {
    server = await startTestApp();
    organizer = await server.api.register({ role: 'organizer' });
    bob = await server.api.register({ name: 'Bob' });
  });

  afterAll(async () => {
    await server.close();
  });

  beforeEach(async () => {
    ann = await server.api.register({ name: 'Ann' });
    event = await anEvent(server.api, organizer, { capacity: 5 });
  });

  afterEach(async () => {
    await expectInvariants(server.dataSource);
  });

  const signedIn = ({ accessToken: token }: Person) => ({ token });
  const bookingOf = ({ body }: { body: unknown }): BookingBody => (body as Booked).booking;

  it('answers 201 with the booking and its address', async () => {
    const answer = await book(server.api, ann, event.id, { seats: 2 });
    expect(answer.status).toBe(201);
    const booking = bookingOf(answer);
    expect(answer.body).toEqual({
      outcome: 'confirmed',
      booking: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        reference: expect.stringMatching(/^EVT-[0-9A-HJKMNP-TV-Z]{6}$/),
        eventId: event.id,
        userId: ann.user.id,
        status: 'confirmed',
        seats: 2,
        seatLabels: [],
        source: 'direct',
        holdExpiresAt: null,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        confirmedAt: booking.createdAt,
        cancelledAt: null,
      },
    });
    const { location } = answer.headers;
    expect(location).toBe(`/api/v1/bookings/${booking.id}`);
    expect((await server.api.get(location ?? '', signedIn(ann))).body).toEqual(booking);
    expect((await server.api.get(`/events/${event.id}/availability`)).body).toMatchObject({
      capacity: 5,
      seatsConfirmed: 2,
      seatsFree: 3,
      waiting: 0,
      version: 2,
    });
  });

  it('answers 202 with a place on the waitlist when it is sold out', async () => {
    await book(server.api, bob, event.id, { seats: 5 });
    const answer = await book(server.api, ann, event.id, { seats: 2 });
    expect(answer.status).toBe(202);
    expect(answer.headers).not.toHaveProperty('location');
    expect(answer.body).toEqual({
      outcome: 'waitlisted',
      reason: 'sold-out',
      waitlistEntry: {
        id: expect.any(String),
        eventId: event.id,
        userId: ann.user.id,
        seats: 2,
        status: 'waiting',
        position: 1,
        createdAt: expect.any(String),
      },
    });
  });

  describe('refuses', () => {
    it.each([
      [
        '409 sold-out to whoever does not want to wait',
        { capacity: 1 },
        { seats: 2, joinWaitlist: false },
        409,
        'sold-out',
      ],
      ['409 sold-out to a party larger than the event', { capacity: 1 }, { seats: 2 }, 409, 'sold-out'],
      ['400 more seats than one booking may have', { maxSeatsPerBooking: 2 }, { seats: 3 }, 400, 'validation-failed'],
      ['409 more seats than one person may have', { maxSeatsPerUser: 2 }, { seats: 3 }, 409, 'user-limit-exceeded'],
      ['409 before sales open', { salesOpenAt: inDays(1) }, { seats: 1 }, 409, 'sales-not-open'],
      ['400 nothing', {}, { seats: 0 }, 400, 'validation-failed'],
      ['400 an unknown field', {}, { seats: 1, discount: 1 }, 400, 'validation-failed'],
    ])('%s', async (_, fields, body, status, code) => {
      const { id } = await anEvent(server.api, organizer, fields);
      const answer = await book(server.api, ann, id, body);
      expect(answer).toMatchObject({ status, body: { status, code, type: `/problems/${code}` } });
      expect((await server.api.get<PageBody>('/bookings', signedIn(ann))).body.items).toEqual([]);
    });

    it('404 for an event that is not there or a stranger’s draft, 409 for one not on sale, 401 without a token', async () => {
      expect(await book(server.api, ann, uuidv7())).toMatchObject({ status: 404, body: { code: 'event-not-found' } });
      const draft = await aDraft(server.api, organizer);
      expect(await book(server.api, ann, draft.id)).toMatchObject({ status: 404, body: { code: 'event-not-found' } });
      expect(await book(server.api, organizer, draft.id)).toMatchObject({
        status: 409,
        body: { code: 'event-not-bookable' },
      });
      await server.api.post(`/events/${event.id}/cancel`, undefined, signedIn(organizer));
      expect(await book(server.api, ann, event.id)).toMatchObject({
        status: 409,
        body: { code: 'event-not-bookable' },
      });
      const unsigned = await server.api.post(`/events/${event.id}/bookings`, { seats: 1 });
      expect(unsigned).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    });
  });

  describe('are read', () => {
    it('by id and by reference, in any case of letters, by their owner, the organizer of the event and an admin', async () => {
      const booking = bookingOf(await book(server.api, ann, event.id));
      const admin = await anAdmin(server);
      for (const person of [ann, organizer, admin]) {
        for (const name of [booking.id, booking.id.toUpperCase(), booking.reference, booking.reference.toLowerCase()]) {
          const answer = await server.api.get(`/bookings/${name}`, signedIn(person));
          expect(answer).toMatchObject({ status: 200, body: booking });
        }
      }
    });

    it('by nobody else: a stranger and the organizer of another event get 404, as for one that is not there', async () => {
      const booking = bookingOf(await book(server.api, ann, event.id));
      const otherOrganizer = await server.api.register({ role: 'organizer' });
      for (const [person, name] of [
        [bob, booking.id],
        [bob, booking.reference],
        [otherOrganizer, booking.id],
        [ann, uuidv7()],
        [ann, 'EVT-000000'],
      ] as const) {
        const answer = await server.api.get(`/bookings/${name}`, signedIn(person));
        expect(answer).toMatchObject({ status: 404, body: { code: 'booking-not-found' } });
      }
      const nonsense = await server.api.get('/bookings/nonsense', signedIn(ann));
      expect(nonsense).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    });

    it('as a list of their own, newest first, page by page, narrowed to an event or a status', async () => {
      const made: string[] = [];
      for (let number = 0; number < 4; number += 1) made.unshift(bookingOf(await book(server.api, ann, event.id)).id);
      const other = await anEvent(server.api, organizer);
      const elsewhere = bookingOf(await book(server.api, ann, other.id));
      await book(server.api, bob, event.id);
      await server.api.post(`/bookings/${made[3] ?? ''}/cancel`, undefined, signedIn(ann));
      const list = async (query: string): Promise<PageBody> =>
        (await server.api.get<PageBody>(`/bookings${query}`, signedIn(ann))).body;
      const idsOf = ({ items }: PageBody): string[] => items.map(({ id }) => id);
      expect(idsOf(await list(''))).toEqual([elsewhere.id, ...made]);
      expect(idsOf(await list(`?eventId=${event.id}`))).toEqual(made);
      expect(idsOf(await list('?status=cancelled'))).toEqual([made[3]]);
      const first = await list(`?eventId=${event.id}&limit=3`);
      expect([idsOf(first), typeof first.nextCursor]).toEqual([made.slice(0, 3), 'string']);
      const second = await list(`?eventId=${event.id}&limit=3&cursor=${first.nextCursor ?? ''}`);
      expect([idsOf(second), second.nextCursor]).toEqual([made.slice(3), null]);
    });
  });

  describe('are cancelled', () => {
    it.each(['their owner', 'the organizer', 'an admin'])(
      'by %s, and a second time with the same answer',
      async (who) => {
        const booking = bookingOf(await book(server.api, ann, event.id, { seats: 5 }));
        const person = who === 'an admin' ? await anAdmin(server) : who === 'the organizer' ? organizer : ann;
        const first = await server.api.post(`/bookings/${booking.reference}/cancel`, undefined, signedIn(person));
        expect(first).toMatchObject({
          status: 200,
          body: { ...booking, status: 'cancelled', cancelledAt: expect.any(String) },
        });
        const second = await server.api.post(`/bookings/${booking.id}/cancel`, undefined, signedIn(person));
        expect(second).toMatchObject({ status: 200, body: first.body });
        expect((await book(server.api, bob, event.id, { seats: 5 })).status).toBe(201);
      },
    );

    it('by nobody else', async () => {
      const booking = bookingOf(await book(server.api, ann, event.id));
      const answer = await server.api.post(`/bookings/${booking.id}/cancel`, undefined, signedIn(bob));
      expect(answer).toMatchObject({ status: 404, body: { code: 'booking-not-found' } });
      expect((await server.api.get(`/bookings/${booking.id}`, signedIn(ann))).body).toMatchObject({
        status: 'confirmed',
      });
    });

    it('with the event', async () => {
      const booking = bookingOf(await book(server.api, ann, event.id));
      await server.api.post(`/events/${event.id}/cancel`, undefined, signedIn(organizer));
      expect((await server.api.get(`/bookings/${booking.id}`, signedIn(ann))).body).toMatchObject({
        status: 'cancelled',
      });
    });
  });
});
