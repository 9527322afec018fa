import { type ProblemCode } from '../../src/shared/problems.js';
import { type Answer, type Person } from './api-client.js';
import { startTestApp, type TestApp } from './app.js';
import { anEvent, anEventBody, book, inDays } from './builders.js';
import { aHall, seatIdsOf } from './seats.js';
import { startTcpProxy } from './tcp-proxy.js';

/** What every scenario has at hand. */
export interface Scene {
  readonly test: TestApp;
  readonly organizer: Person;
  readonly attendee: Person;
}

/** Brings about one problem over HTTP and gives the answer. */
export type Scenario = (scene: Scene) => Promise<Answer>;

/** A code that no request can reach yet, and what will reach it; or the test that proves it elsewhere. */
export interface Elsewhere {
  readonly elsewhere: string;
}

const NOBODY = '018f2a5e-0000-7000-8000-000000000000';

const by = ({ accessToken: token }: Person): { token: string } => ({ token });

/** An application of the scenario's own, closed afterwards. */
async function withApp(env: Record<string, string>, use: (test: TestApp) => Promise<Answer>): Promise<Answer> {
  const own = await startTestApp({ env });
  try {
    return await use(own);
  } finally {
    await own.close();
  }
}

/** One scenario per code: a code added to `PROBLEMS` does not compile until it has one here. */
export const SCENARIOS: Readonly<Record<ProblemCode, Scenario | Elsewhere>> = {
  'validation-failed': ({ test }) => test.api.post('/auth/login', { email: 5 }),
  'malformed-json': ({ test }) => test.api.send('POST', '/auth/login', { raw: '{"email":' }),
  'not-signed-in': ({ test }) => test.api.get('/users/me'),
  'invalid-credentials': ({ test, attendee }) =>
    test.api.post('/auth/login', { email: attendee.email, password: 'a wrong guess' }),
  forbidden: ({ test, attendee }) => test.api.post('/events', anEventBody(), by(attendee)),
  'event-not-found': ({ test }) => test.api.get(`/events/${NOBODY}`),
  'booking-not-found': ({ test, attendee }) => test.api.get(`/bookings/${NOBODY}`, by(attendee)),
  'waitlist-entry-not-found': async ({ test, organizer, attendee }) => {
    const { id } = await anEvent(test.api, organizer);
    return test.api.get(`/events/${id}/waitlist/me`, by(attendee));
  },
  'route-not-found': ({ test }) => test.api.get('/no-such-route'),
  'sold-out': async ({ test, organizer, attendee }) => {
    const { id } = await anEvent(test.api, organizer, { capacity: 1 });
    await book(test.api, organizer, id);
    return book(test.api, attendee, id, { seats: 1, joinWaitlist: false });
  },
  'seat-taken': async ({ test, organizer, attendee }) => {
    const { id } = await anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 1 }));
    const seatIds = await seatIdsOf(test.api, id);
    await book(test.api, organizer, id, { seatIds });
    return book(test.api, attendee, id, { seatIds });
  },
  'no-adjacent-seats': async ({ test, organizer, attendee }) => {
    const { id } = await anEvent(test.api, organizer, aHall({ rows: 2, seatsPerRow: 1 }));
    return book(test.api, attendee, id, { bestAvailable: { seats: 2, adjacentOnly: true } });
  },
  'user-limit-exceeded': async ({ test, organizer, attendee }) => {
    const { id } = await anEvent(test.api, organizer, { maxSeatsPerUser: 1 });
    return book(test.api, attendee, id, { seats: 2 });
  },
  'sales-not-open': async ({ test, organizer, attendee }) => {
    const { id } = await anEvent(test.api, organizer, { salesOpenAt: inDays(1) });
    return book(test.api, attendee, id);
  },
  'event-not-bookable': async ({ test, organizer, attendee }) => {
    const { id } = await anEvent(test.api, organizer);
    await test.api.post(`/events/${id}/cancel`, undefined, by(organizer));
    return book(test.api, attendee, id);
  },
  'hold-expired': async ({ test, organizer, attendee }) => {
    const { id } = await anEvent(test.api, organizer);
    const { headers } = await book(test.api, attendee, id, { seats: 1, hold: true });
    await test.dataSource.query(`UPDATE bookings SET hold_expires_at = now() WHERE event_id = $1`, [id]);
    return test.api.post(`${headers.location ?? ''}/confirm`, undefined, by(attendee));
  },
  'booking-not-held': async ({ test, organizer, attendee }) => {
    const { id } = await anEvent(test.api, organizer);
    const { headers } = await book(test.api, attendee, id, { seats: 1, hold: true });
    await test.api.post(`${headers.location ?? ''}/cancel`, undefined, by(attendee));
    return test.api.post(`${headers.location ?? ''}/confirm`, undefined, by(attendee));
  },
  'capacity-below-booked': async ({ test, organizer, attendee }) => {
    const { id, revision } = await anEvent(test.api, organizer, { capacity: 3 });
    await book(test.api, attendee, id, { seats: 3 });
    const headers = { 'if-match': `"${revision}"` };
    return test.api.patch(`/events/${id}`, { capacity: 2 }, { ...by(organizer), headers });
  },
  'already-registered': ({ test, attendee: { email } }) =>
    test.api.post('/auth/register', { email, password: 'password1', name: 'Twin' }),
  'idempotency-in-flight': { elsewhere: 'two requests with one key at once: the tests of bookings' },
  'wrong-seating': async ({ test, organizer, attendee }) => {
    const { id } = await anEvent(test.api, organizer);
    return book(test.api, attendee, id, { bestAvailable: { seats: 1 } });
  },
  'revision-stale': async ({ test, organizer }) => {
    const { id } = await anEvent(test.api, organizer);
    return test.api.patch(`/events/${id}`, { title: 'Late' }, { ...by(organizer), headers: { 'if-match': '"99"' } });
  },
  'body-too-large': ({ test }) => test.api.post('/auth/login', { email: 'a'.repeat(70_000) }),
  'unsupported-media-type': ({ test }) =>
    test.api.send('POST', '/auth/login', { raw: 'email=a', headers: { 'content-type': 'text/plain' } }),
  'idempotency-key-reused': async ({ test, organizer, attendee }) => {
    const { id } = await anEvent(test.api, organizer);
    const options = { ...by(attendee), headers: { 'idempotency-key': 'the-same-key' } };
    await test.api.post(`/events/${id}/bookings`, { seats: 1 }, options);
    return test.api.post(`/events/${id}/bookings`, { seats: 2 }, options);
  },
  'if-match-required': async ({ test, organizer }) => {
    const { id } = await anEvent(test.api, organizer);
    return test.api.patch(`/events/${id}`, { title: 'Blind' }, by(organizer));
  },
  'too-many-requests': () =>
    withApp({ THROTTLE_USER_LIMIT: '1' }, async ({ api }) => {
      await api.get('/events');
      return api.get('/events');
    }),
  internal: () =>
    withApp({}, async ({ api, dataSource }) => {
      // A fault nobody foresaw: the schema is not what the code expects.
      await dataSource.query('ALTER TABLE events RENAME TO elsewhere');
      return api.get(`/events/${NOBODY}`);
    }),
  overloaded: async ({ test, attendee: { email } }) => {
    // More passwords at once than the queue for hashing holds.
    const guesses = Array.from({ length: 250 }, () => test.api.post('/auth/login', { email, password: 'a guess' }));
    const answers = await Promise.all(guesses);
    return (
      answers.find(({ status }) => status === 503) ?? { status: 0, headers: {}, body: {}, text: 'none was refused' }
    );
  },
  'database-unavailable': async ({ test: { database } }) => {
    const wire = await startTcpProxy(database.url);
    const own = await startTestApp({ database, env: { DATABASE_URL: wire.url } });
    await wire.cut();
    const answer = await own.api.get('/events');
    await own.close();
    return answer;
  },
  contended: { elsewhere: 'writes lost on purpose: the tests of the conflict retry' },
};
