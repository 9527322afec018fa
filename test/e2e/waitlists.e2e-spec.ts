import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { anEvent, book, type EventBody } from '../support/builders.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: the routes of waitlists answer as the contract says, and whoever waits gets the seats that come free. Method: the
// whole application over HTTP.
describe('waitlists', () => {
  let server: TestApp;
  let organizer: Person;
  let holder: Person;
  let ann: Person;
  let bob: Person;
  let event: EventBody;
  let bookingId: string;

  beforeAll(async () => {
    server = await startTestApp();
    organizer = await server.api.register({ role: 'organizer' });
    holder = await server.api.register();
  });

  afterAll(async () => {
    await server.close();
  });

  /** A full event: `holder` has its two seats. */
  beforeEach(async () => {
    ann = await server.api.register({ name: 'Ann' });
    bob = await server.api.register({ name: 'Bob' });
    event = await anEvent(server.api, organizer, { capacity: 2, title: 'A small play' });
    const answer = await book(server.api, holder, event.id, { seats: 2 });
    bookingId = (answer.body as { booking: { id: string } }).booking.id;
  });

  afterEach(async () => {
    await expectInvariants(server.dataSource);
  });

  const signedIn = ({ accessToken: token }: Person) => ({ token });
  const join = (person: Person, seats: unknown = 1, id = event.id): Promise<Answer> =>
    server.api.post(`/events/${id}/waitlist`, { seats }, signedIn(person));
  const leave = (person: Person): Promise<Answer> =>
    server.api.delete(`/events/${event.id}/waitlist/me`, signedIn(person));
  const findOwn = (person: Person): Promise<Answer> =>
    server.api.get(`/events/${event.id}/waitlist/me`, signedIn(person));
  const cancelBooking = (): Promise<Answer> =>
    server.api.post(`/bookings/${bookingId}/cancel`, undefined, signedIn(holder));

  it('are joined with 201 and an entry; asking again answers the same one', async () => {
    const answer = await join(ann, 2);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.any(String),
      eventId: event.id,
      userId: ann.user.id,
      seats: 2,
      status: 'waiting',
      position: 1,
      createdAt: expect.stringMatching(/Z$/),
    });
    expect((await join(ann, 1)).body).toEqual(answer.body);
    expect((await book(server.api, ann, event.id, { seats: 1 })).body).toMatchObject({ waitlistEntry: answer.body });
    expect(await findOwn(ann)).toMatchObject({ status: 200, body: answer.body });
  });

  it('count positions from one, and everybody moves up when somebody leaves', async () => {
    await join(ann);
    await join(bob);
    expect((await findOwn(bob)).body).toMatchObject({ position: 2 });
    expect(await leave(ann)).toMatchObject({ status: 204, text: '' });
    expect((await findOwn(bob)).body).toMatchObject({ position: 1, status: 'waiting' });
    expect((await findOwn(ann)).body).toMatchObject({ position: null, status: 'left' });
    expect(await leave(ann)).toMatchObject({ status: 404, body: { code: 'waitlist-entry-not-found' } });
  });

  it('give a freed seat to whoever has waited longest, before anybody from the public', async () => {
    await join(ann);
    await join(bob);
    await cancelBooking();
    expect((await findOwn(ann)).body).toMatchObject({ status: 'promoted', position: null });
    expect((await findOwn(bob)).body).toMatchObject({ status: 'promoted' });
    const { body } = await server.api.get<{ items: unknown[] }>('/bookings', signedIn(ann));
    expect(body.items).toMatchObject([{ eventId: event.id, seats: 1, status: 'confirmed', source: 'waitlist' }]);
    const late = await server.api.register();
    expect((await book(server.api, late, event.id)).status).toBe(202);
  });

  it('pass over a party that does not fit, which keeps its place', async () => {
    await cancelBooking();
    expect((await book(server.api, holder, event.id, { seats: 1 })).status).toBe(201);
    await join(ann, 2);
    expect((await book(server.api, bob, event.id)).status).toBe(201);
    expect((await findOwn(ann)).body).toMatchObject({ status: 'waiting', position: 1 });
  });

  it('promote at once when the organizer raises the capacity, and whoever joins while a seat is free', async () => {
    await join(ann, 2);
    const options = { ...signedIn(organizer), headers: { 'if-match': `"${event.revision}"` } };
    expect((await server.api.patch(`/events/${event.id}`, { capacity: 5 }, options)).status).toBe(200);
    expect((await findOwn(ann)).body).toMatchObject({ status: 'promoted' });
    expect(await join(bob)).toMatchObject({ status: 201, body: { status: 'promoted', position: null } });
  });

  it('are listed with the titles of their events, newest first and page by page', async () => {
    await join(ann);
    const other = await anEvent(server.api, organizer, { title: 'A large play', capacity: 1 });
    await book(server.api, holder, other.id);
    await join(ann, 1, other.id);
    await leave(ann);
    const list = (query: string): Promise<Answer<{ items: unknown[]; nextCursor: string | null }>> =>
      server.api.get(`/users/me/waitlist${query}`, signedIn(ann));
    const large = { eventId: other.id, eventTitle: 'A large play', status: 'waiting', position: 1 };
    const small = { eventId: event.id, eventTitle: 'A small play', status: 'left', position: null };
    expect((await list('')).body).toMatchObject({ items: [large, small], nextCursor: null });
    const first = await list('?limit=1');
    expect(first.body.items).toMatchObject([large]);
    const second = await list(`?limit=1&cursor=${first.body.nextCursor ?? ''}`);
    expect(second.body).toMatchObject({ items: [small], nextCursor: null });
  });

  it('end with the event', async () => {
    await join(ann);
    await server.api.post(`/events/${event.id}/cancel`, undefined, signedIn(organizer));
    expect((await findOwn(ann)).body).toMatchObject({ status: 'expired', position: null });
    expect(await join(bob)).toMatchObject({ status: 409, body: { code: 'event-not-bookable' } });
  });

  it('refuse what cannot be: a party too large, an unknown event, no waitlist, nobody waiting, bad input', async () => {
    expect(await join(ann, 3)).toMatchObject({ status: 409, body: { code: 'sold-out' } });
    expect(await join(ann, 1, uuidv7())).toMatchObject({ status: 404, body: { code: 'event-not-found' } });
    expect(await findOwn(ann)).toMatchObject({ status: 404, body: { code: 'waitlist-entry-not-found' } });
    expect(await leave(ann)).toMatchObject({ status: 404, body: { code: 'waitlist-entry-not-found' } });
    expect(await join(ann, 'two')).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    const without = await anEvent(server.api, organizer, { capacity: 1, waitlist: { enabled: false } });
    expect(await join(ann, 1, without.id)).toMatchObject({ status: 409, body: { code: 'event-not-bookable' } });
    await book(server.api, holder, without.id);
    expect(await book(server.api, ann, without.id)).toMatchObject({ status: 409, body: { code: 'sold-out' } });
  });
});
