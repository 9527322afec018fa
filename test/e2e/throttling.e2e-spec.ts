import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer } from '../support/api-client.js';
import { type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { closeAll, expectRefusal, start, statusesOf, times } from '../support/throttled-apps.js';

// Goal: nobody takes more than their share, and nobody pays for another. Method: small limits over real HTTP.
describe('throttling', () => {
  afterEach(closeAll);

  it('limits a user over all routes together, and nobody else', async () => {
    const { api } = await start({ THROTTLE_USER_LIMIT: '6', THROTTLE_USER_TTL_MS: '60000' });
    const [ada, bob] = [await api.register(), await api.register()];
    const as = (token: string) => (path: string) => api.get(path, { token });
    const paths = ['/users/me', '/events', '/bookings', '/users/me', '/events', '/users/me/waitlist'];
    const answers: Answer[] = [];
    for (const path of [...paths, '/users/me']) answers.push(await as(ada.accessToken)(path));
    expect(answers.slice(0, 6).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expectRefusal(answers[6], 60);
    expect((await as(bob.accessToken)('/users/me')).status).toBe(200);
  });

  it('counts all sessions of a user together', async () => {
    const { api } = await start({ THROTTLE_USER_LIMIT: '3' });
    const person = await api.register();
    const { email, password } = person;
    const again = await api.post<{ accessToken: string }>('/auth/login', { email, password });
    expect(again.status).toBe(200);
    const tokens = [person.accessToken, again.body.accessToken, person.accessToken, again.body.accessToken];
    const answers: Answer[] = [];
    for (const token of tokens) answers.push(await api.get('/users/me', { token }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  });

  it('limits strangers by address, and never by the name in a token that does not hold', async () => {
    const { api } = await start({ THROTTLE_USER_LIMIT: '3', THROTTLE_AUTH_LIMIT: '100' });
    const answers = await times(4, () => api.get('/events'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    // Registering counts by address as well, so it is refused now; made-up tokens do not open a new count.
    const forged = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.x`;
    expect((await api.get('/events', { token: forged })).status).toBe(401);
  });

  it('lets exactly the limit through when all come at once', async () => {
    const { api } = await start({ THROTTLE_USER_LIMIT: '20' });
    const { accessToken: token } = await api.register();
    const answers = await Promise.all(Array.from({ length: 60 }, () => api.get('/users/me', { token })));
    expect(statusesOf(answers).filter((status) => status === 200)).toHaveLength(20);
    expect(statusesOf(answers).filter((status) => status === 429)).toHaveLength(40);
  });

  it('slides: refused tries do not lengthen the wait', async () => {
    const { api } = await start({ THROTTLE_USER_LIMIT: '2', THROTTLE_USER_TTL_MS: '1500' });
    const { accessToken: token } = await api.register();
    const startedAt = performance.now();
    expect(statusesOf(await times(2, () => api.get('/users/me', { token })))).toEqual([200, 200]);
    // Hammering all the while.
    await eventually(async () => {
      expect((await api.get('/users/me', { token })).status).toBe(200);
    }, 4000);
    expect(performance.now() - startedAt).toBeLessThan(2500);
  });

  it('limits bookings more tightly than the rest', async () => {
    const { api } = await start({ THROTTLE_BOOKING_LIMIT: '2', THROTTLE_BOOKING_TTL_MS: '10000' });
    const { accessToken: token } = await api.register();
    const path = '/events/018f2a5e-0000-7000-8000-000000000000/bookings';
    const answers = await times(3, () => api.post(path, { seats: 1 }, { token }));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 429]);
    expectRefusal(answers[2], 10);
    expect(answers[2]?.headers['ratelimit-policy']).toBe('"bookings";q=2;w=10');
    expect((await api.get('/users/me', { token })).status).toBe(200);
  });

  it('limits signing in by address before any password is looked at', async () => {
    const { api, dataSource } = await start({ THROTTLE_AUTH_LIMIT: '3', THROTTLE_AUTH_TTL_MS: '60000' });
    const person = await api.register();
    const guesses = await times(3, () => api.post('/auth/login', { email: person.email, password: 'wrong guess' }));
    expect(guesses.map(({ status }) => status)).toEqual([401, 401, 429]);
    expectRefusal(guesses[2], 60);
    // Not even the right password, nor another route of the kind, nor a good token helps.
    expect((await api.post('/auth/login', { email: person.email, password: person.password })).status).toBe(429);
    expect((await api.post('/auth/refresh', { refreshToken: person.refreshToken })).status).toBe(429);
    expect(
      (await api.post('/auth/register', { email: 'a@example.org', password: 'password1', name: 'A' })).status,
    ).toBe(429);
    expect((await api.get('/users/me', { token: person.accessToken })).status).toBe(200);
    const [{ users } = { users: 0 }] = await dataSource.query<{ users: number }[]>(
      'SELECT count(*)::int AS users FROM users',
    );
    expect(users).toBe(1);
  });

  it('never limits health checks and metrics', async () => {
    const { api } = await start({ THROTTLE_USER_LIMIT: '1' });
    const answers = await times(5, () => api.get('/health/live'));
    expect(statusesOf(answers)).toEqual([200, 200, 200, 200, 200]);
    expect((await api.get('/metrics')).status).toBe(200);
  });

  it('believes X-Forwarded-For from as many proxies as there are, and no further', async () => {
    const env = { THROTTLE_USER_LIMIT: '2' };
    const from = (app: TestApp, forwarded: string): Promise<Answer> =>
      app.api.get('/events', { headers: { 'x-forwarded-for': forwarded } });
    const behindNone = await start(env);
    expect(
      statusesOf([
        await from(behindNone, '1.1.1.1'),
        await from(behindNone, '2.2.2.2'),
        await from(behindNone, '3.3.3.3'),
      ]),
    ).toEqual([200, 200, 429]);
    const behindOne = await start({ ...env, TRUST_PROXY_HOPS: '1' });
    // The last entry is what our proxy saw; whatever stands before it is the client's own invention.
    const answers = [
      await from(behindOne, '1.1.1.1, 9.9.9.9'),
      await from(behindOne, '2.2.2.2, 9.9.9.9'),
      await from(behindOne, '3.3.3.3, 9.9.9.9'),
      await from(behindOne, '3.3.3.3, 8.8.8.8'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 200]);
  });
});
