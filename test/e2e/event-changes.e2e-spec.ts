import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { aDraft, anAdmin, anEvent, book, inDays } from '../support/builders.js';
import { expectInvariants } from '../support/invariants.js';

const NOBODY = '018f2a5e-0000-7000-8000-000000000000';

// Goal: no edit gets lost, and none gets in the way of a booking. Method: HTTP against the whole app.
describe('changing an event', () => {
  let test: TestApp;
  let organizer: Person;
  let stranger: Person;
  let attendee: Person;
  let admin: Person;

  beforeAll(async () => {
    test = await startTestApp();
    const { api } = test;
    organizer = await api.register({ role: 'organizer' });
    stranger = await api.register({ role: 'organizer' });
    attendee = await api.register();
    admin = await anAdmin(test);
  });

  afterAll(async () => {
    await expectInvariants(test.dataSource);
    await test.close();
  });

  const by = ({ accessToken: token }: Person): { token: string } => ({ token });

  const edit = (id: string, ifMatch: string | undefined, body: unknown, user = organizer): Promise<Answer> =>
    test.api.patch(`/events/${id}`, body, {
      ...by(user),
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });

  const availability = (id: string): Promise<Answer> => test.api.get(`/events/${id}/availability`, by(organizer));

  describe('editing one', () => {
    it('stores what is sent, leaves the rest and counts the revision', async () => {
      const draft = await aDraft(test.api, organizer, { venue: 'Old Hall', description: 'Old' });
      const answer = await edit(draft.id, '"1"', { title: 'New', description: null, waitlist: { offerSeconds: 60 } });
      expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"' } });
      expect(answer.body).toEqual({
        ...draft,
        title: 'New',
        description: null,
        waitlist: { enabled: true, mode: 'auto', offerSeconds: 60 },
        revision: 2,
      });
      expect((await test.api.get(`/events/${draft.id}`, by(organizer))).body).toEqual(answer.body);
    });

    it('wants If-Match', async () => {
      const { id } = await aDraft(test.api, organizer);
      const answer = await edit(id, undefined, { title: 'New' });
      expect(answer).toMatchObject({ status: 428, body: { code: 'if-match-required' } });
    });

    it.each(['abc', '"abc"', '"1', '*', '""', '"1", "2"', '-1', '"1.5"', 'W/1', '"99999999999999999999"'])(
      'refuses If-Match: %s',
      async (ifMatch) => {
        const { id } = await aDraft(test.api, organizer);
        const answer = await edit(id, ifMatch, { title: 'New' });
        expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/header/if-match' }] } });
      },
    );

    it.each(['"1"', 'W/"1"', '1'])('understands If-Match: %s', async (ifMatch) => {
      const { id } = await aDraft(test.api, organizer);
      expect((await edit(id, ifMatch, { title: 'New' })).status).toBe(200);
    });

    it.each([
      ['an old revision', '"1"'],
      ['a revision to come', '"3"'],
    ])('refuses %s and tells the current one', async (_, ifMatch) => {
      const { id } = await anEvent(test.api, organizer);
      for (const body of [{ title: 'New' }, { capacity: 20 }, {}]) {
        expect(await edit(id, ifMatch, body)).toMatchObject({
          status: 412,
          body: { code: 'revision-stale', revision: 2 },
        });
      }
      expect((await test.api.get(`/events/${id}`)).body).toMatchObject({
        title: 'A concert',
        capacity: 10,
        revision: 2,
      });
    });

    it.each([
      ['two titles', { title: 'One' }, { title: 'Two' }],
      ['two capacities', { capacity: 20 }, { capacity: 30 }],
      ['a title and a capacity', { title: 'One' }, { capacity: 30, title: 'Two' }],
    ])('lets one of %s through at once', async (_, one, two) => {
      for (let round = 0; round < 5; round += 1) {
        const { id } = await anEvent(test.api, organizer);
        const answers = await Promise.all([edit(id, '"2"', one), edit(id, '"2"', two, admin)]);
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
        expect(answers.find(({ status }) => status === 412)?.body).toMatchObject({
          code: 'revision-stale',
          revision: 3,
        });
        const winner = answers.find(({ status }) => status === 200);
        expect((await test.api.get(`/events/${id}`)).body).toEqual(winner?.body);
        expect(winner?.body).toMatchObject({ revision: 3, ...(answers[0] === winner ? one : two) });
      }
    });

    it('answers the event as it is when nothing is sent', async () => {
      const { id, revision } = await aDraft(test.api, organizer);
      for (const body of [{}, undefined, { waitlist: {} }]) {
        expect(await edit(id, '"1"', body)).toMatchObject({
          status: 200,
          headers: { etag: '"1"' },
          body: { revision },
        });
      }
    });

    it('leaves the version alone in the middle of bookings, and every booking stands', async () => {
      const { id } = await anEvent(test.api, organizer, { capacity: 30 });
      const people = await Promise.all(Array.from({ length: 30 }, () => test.api.register()));
      const rush = people.map((person) => book(test.api, person, id));
      const edits: number[] = [];
      for (let revision = 2; revision < 12; revision += 1) {
        edits.push((await edit(id, `"${revision}"`, { title: `Title ${revision}` })).status);
      }
      expect(edits).toEqual(edits.map(() => 200));
      expect((await Promise.all(rush)).map(({ status }) => status)).toEqual(people.map(() => 201));
      const [{ version, versions }] = await test.dataSource.query<[{ version: number; versions: number }]>(
        `SELECT version, (SELECT count(DISTINCT version)::int FROM ledger WHERE event_id = $1) AS versions
           FROM events WHERE id = $1`,
        [id],
      );
      expect(version).toBe(versions);
      await edit(id, '"12"', { venue: 'Elsewhere' });
      expect((await availability(id)).body).toMatchObject({ version, seatsConfirmed: 30 });
    });

    it('raises the capacity with everything sent with it, and serves the waitlist', async () => {
      const { id } = await anEvent(test.api, organizer, { capacity: 1 });
      await book(test.api, attendee, id);
      expect((await book(test.api, stranger, id)).status).toBe(202);
      const answer = await edit(id, '"2"', { capacity: 2, title: 'Larger', maxSeatsPerUser: 3, venue: null });
      expect(answer).toMatchObject({
        status: 200,
        headers: { etag: '"3"' },
        body: { capacity: 2, title: 'Larger', maxSeatsPerUser: 3, revision: 3 },
      });
      expect((await availability(id)).body).toMatchObject({ seatsConfirmed: 2, seatsFree: 0, waiting: 0 });
    });

    it('lowers the capacity to what is taken and no further', async () => {
      const { id } = await anEvent(test.api, organizer, { capacity: 5 });
      await book(test.api, attendee, id, { seats: 3 });
      const refused = await edit(id, '"2"', { capacity: 2, title: 'Smaller' });
      expect(refused).toMatchObject({ status: 409, body: { code: 'capacity-below-booked', seatsConfirmed: 3 } });
      expect((await test.api.get(`/events/${id}`)).body).toMatchObject({
        title: 'A concert',
        capacity: 5,
        revision: 2,
      });
      expect(await edit(id, '"2"', { capacity: 3 })).toMatchObject({ status: 200, body: { capacity: 3, revision: 3 } });
      expect((await availability(id)).body).toMatchObject({ seatsFree: 0, seatsConfirmed: 3 });
    });

    it.each<[string, Record<string, unknown>, string]>([
      ['null for the title', { title: null }, '#/title'],
      ['a title too long', { title: 'x'.repeat(201) }, '#/title'],
      ['NUL in the venue', { venue: '\u0000' }, '#/venue'],
      ['a description that is a number', { description: 1 }, '#/description'],
      ['null for the start', { startsAt: null }, '#/startsAt'],
      ['a start moved into the past', { startsAt: inDays(-1) }, '#/startsAt'],
      ['a start after the end', { startsAt: inDays(32) }, '#/startsAt'],
      ['a start before sales end', { startsAt: inDays(28) }, '#/startsAt'],
      ['an end before the start', { endsAt: inDays(29) }, '#/endsAt'],
      ['a bad end', { endsAt: 0 }, '#/endsAt'],
      ['sales that close before they open', { salesCloseAt: inDays(1) }, '#/salesCloseAt'],
      ['sales that close after the start', { salesCloseAt: inDays(31) }, '#/salesCloseAt'],
      ['sales that open after they close', { salesOpenAt: inDays(29.5) }, '#/salesOpenAt'],
      ['a bad date beside a new capacity', { capacity: 20, endsAt: inDays(1) }, '#/endsAt'],
      ['no seats', { capacity: 0 }, '#/capacity'],
      ['too many seats', { capacity: 1_000_001 }, '#/capacity'],
      ['null for the capacity', { capacity: null }, '#/capacity'],
      ['a party too large', { maxSeatsPerBooking: 101 }, '#/maxSeatsPerBooking'],
      ['a user with too many', { maxSeatsPerUser: 1001 }, '#/maxSeatsPerUser'],
      ['a hold too long', { holdSeconds: 3601 }, '#/holdSeconds'],
      ['null for the waitlist', { waitlist: null }, '#/waitlist'],
      ['null inside the waitlist', { waitlist: { enabled: null } }, '#/waitlist/enabled'],
      ['another seating', { seating: 'general' }, '#/seating'],
      ['a status', { status: 'published' }, '#/status'],
      ['a revision', { revision: 9 }, '#/revision'],
    ])('refuses %s', async (_, body, pointer) => {
      const dates = { endsAt: inDays(31), salesOpenAt: inDays(2), salesCloseAt: inDays(29) };
      const event = await aDraft(test.api, organizer, dates);
      const answer = await edit(event.id, '"1"', body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed', errors: [{ pointer }] } });
      expect((await test.api.get(`/events/${event.id}`, by(organizer))).body).toEqual(event);
    });

    it('is for the organizer and admins; a stranger does not even learn of a draft', async () => {
      const draft = await aDraft(test.api, organizer);
      const event = await anEvent(test.api, organizer);
      for (const user of [attendee, stranger]) {
        expect(await edit(draft.id, '"1"', {}, user)).toMatchObject({ status: 404, body: { code: 'event-not-found' } });
        expect(await edit(event.id, '"2"', {}, user)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      }
      expect((await edit(event.id, '"2"', { title: 'By admin' }, admin)).status).toBe(200);
      const anonymous = await test.api.patch(`/events/${event.id}`, {}, { headers: { 'if-match': '"3"' } });
      expect(anonymous).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
      expect((await edit(NOBODY, '"1"', {})).status).toBe(404);
    });
  });

  describe('publishing and cancelling', () => {
    const publish = (id: string, user = organizer): Promise<Answer> =>
      test.api.post(`/events/${id}/publish`, undefined, by(user));
    const cancel = (id: string, user = organizer): Promise<Answer> =>
      test.api.post(`/events/${id}/cancel`, undefined, by(user));

    it('puts a draft on sale; again answers the same', async () => {
      const { id } = await aDraft(test.api, organizer);
      expect(await book(test.api, organizer, id)).toMatchObject({ status: 409, body: { code: 'event-not-bookable' } });
      const first = await publish(id);
      expect(first).toMatchObject({
        status: 200,
        headers: { etag: '"2"' },
        body: { status: 'published', revision: 2 },
      });
      expect((await publish(id)).body).toEqual(first.body);
      expect((await book(test.api, attendee, id)).status).toBe(201);
    });

    it('publishes once when asked many times at once', async () => {
      const { id } = await aDraft(test.api, organizer);
      const answers = await Promise.all(Array.from({ length: 8 }, () => publish(id)));
      expect(answers.map(({ status, body }) => [status, body.revision])).toEqual(answers.map(() => [200, 2]));
    });

    it('ends bookings and waitlist; again answers the same', async () => {
      const { id } = await anEvent(test.api, organizer, { capacity: 1 });
      const booked = await book(test.api, attendee, id);
      await book(test.api, stranger, id);
      const first = await cancel(id);
      expect(first).toMatchObject({
        status: 200,
        headers: { etag: '"3"' },
        body: { status: 'cancelled', revision: 3 },
      });
      expect((await cancel(id)).body).toEqual(first.body);
      expect((await availability(id)).body).toMatchObject({ status: 'cancelled', seatsConfirmed: 0, waiting: 0 });
      const { id: bookingId } = booked.body.booking as { id: string };
      expect((await test.api.get(`/bookings/${bookingId}`, by(attendee))).body).toMatchObject({ status: 'cancelled' });
    });

    it('leaves a cancelled event as it is', async () => {
      const { id } = await anEvent(test.api, organizer);
      await cancel(id);
      const refusal = { status: 409, body: { code: 'event-not-bookable' } };
      expect(await publish(id)).toMatchObject(refusal);
      expect(await edit(id, '"3"', { title: 'New' })).toMatchObject(refusal);
      expect(await edit(id, '"3"', { capacity: 20 })).toMatchObject(refusal);
      expect(await book(test.api, attendee, id)).toMatchObject(refusal);
    });

    it('is for the organizer and admins', async () => {
      const draft = await aDraft(test.api, organizer);
      const event = await anEvent(test.api, organizer);
      for (const user of [attendee, stranger]) {
        for (const call of [publish, cancel]) {
          expect(await call(draft.id, user)).toMatchObject({ status: 404, body: { code: 'event-not-found' } });
          expect(await call(event.id, user)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
        }
      }
      expect((await publish(draft.id, admin)).status).toBe(200);
      expect((await cancel(draft.id, admin)).status).toBe(200);
      expect((await publish(NOBODY)).status).toBe(404);
      expect((await test.api.post(`/events/${event.id}/cancel`)).status).toBe(401);
    });
  });
});
