import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SignedInResponse } from '../../src/auth/auth.response.js';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp, uniqueName } from '../support/app.js';

const OWN_PAGE = { 'x-rowlock-browser': '1' };

// Goal: a page is signed in without ever seeing its refresh token. Method: HTTP, as a browser would send it.
describe('sessions of our own pages', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
  });

  afterAll(async () => {
    await test.close();
  });

  const send = (
    deed: string,
    {
      body = {},
      cookie,
      headers = OWN_PAGE,
    }: { body?: object; cookie?: string; headers?: Record<string, string> } = {},
    on: TestApp = test,
  ): Promise<Answer<SignedInResponse>> =>
    on.api.post(`/auth/browser/${deed}`, body, { headers: { ...headers, ...(cookie !== undefined && { cookie }) } });

  const signIn = async (person: Person): Promise<{ answer: Answer<SignedInResponse>; cookie: string }> => {
    const answer = await send('login', { body: { email: person.email, password: person.password } });
    return { answer, cookie: cookieOf(answer) };
  };

  const statusOfMe = async (accessToken: string): Promise<number> =>
    (await test.api.get('/users/me', { token: accessToken })).status;

  describe('signing in', () => {
    it('gives the access token in the body and the refresh token in a cookie that no script can read', async () => {
      const person = await test.api.register();
      const { answer } = await signIn(person);
      expect(answer).toMatchObject({ status: 200, body: { user: person.user, expiresIn: 900 } });
      expect(Object.keys(answer.body).sort()).toEqual(['accessToken', 'expiresIn', 'user']);
      expect(answer.headers['set-cookie']).toMatch(
        /^rowlock-session=[\w-]{86}; Max-Age=2592000; Path=\/api\/v1\/auth\/browser; HttpOnly; SameSite=Strict$/,
      );
      expect(await statusOfMe(answer.body.accessToken)).toBe(200);
    });

    it('creates a user the same way', async () => {
      const account = { email: `${uniqueName('page')}@example.org`, password: 'correct horse', name: 'Page' };
      const answer = await send('register', { body: { ...account, role: 'organizer' } });
      expect(answer).toMatchObject({ status: 201, body: { user: { email: account.email, role: 'organizer' } } });
      expect((await send('refresh', { cookie: cookieOf(answer) })).status).toBe(200);
    });

    it('sends the cookie over TLS only where the site has it', async () => {
      const secure = await startTestApp({ database: test.database, env: { PUBLIC_URL: 'https://rowlock.example' } });
      try {
        const { email, password } = await test.api.register();
        const answer = await send('login', { body: { email, password } }, secure);
        expect(answer.headers['set-cookie']).toMatch(
          /^__Secure-rowlock-session=.*; HttpOnly; Secure; SameSite=Strict$/,
        );
        expect((await send('refresh', { cookie: cookieOf(answer) }, secure)).status).toBe(200);
      } finally {
        await secure.close();
      }
    });

    it('leaves the answers to other clients as they were', async () => {
      const { email, password } = await test.api.register();
      const answer = await test.api.post<SignedInResponse>('/auth/login', { email, password });
      expect(answer.body.refreshToken).toEqual(expect.any(String));
      expect(answer.headers['set-cookie']).toBeUndefined();
    });
  });

  describe('refreshing', () => {
    it('uses the cookie up and sets the next', async () => {
      const { cookie } = await signIn(await test.api.register());
      const next = await send('refresh', { cookie });
      expect(next.status).toBe(200);
      expect(cookieOf(next)).not.toBe(cookie);
      expect(await statusOfMe(next.body.accessToken)).toBe(200);
      expect((await send('refresh', { cookie: cookieOf(next) })).status).toBe(200);
    });

    it('gives two tabs that ask at once the same next cookie', async () => {
      const { cookie } = await signIn(await test.api.register());
      const [first, second] = await Promise.all([send('refresh', { cookie }), send('refresh', { cookie })]);
      expect([first.status, second.status]).toEqual([200, 200]);
      expect(cookieOf(first)).toBe(cookieOf(second));
    });

    it('says that nobody is signed in where there is no cookie, and takes a useless one away', async () => {
      expect(await send('refresh')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
      const answer = await send('refresh', { cookie: `rowlock-session=${'x'.repeat(86)}` });
      expect(answer).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
      expect(answer.headers['set-cookie']).toMatch(/^rowlock-session=; Max-Age=0;/);
    });

    it('goes on for a whole hall behind one address', async () => {
      const strict = await startTestApp({ database: test.database, env: { THROTTLE_AUTH_LIMIT: '2' } });
      try {
        let { cookie } = await signIn(await test.api.register());
        for (let round = 0; round < 5; round += 1) {
          const answer = await send('refresh', { cookie }, strict);
          expect(answer.status).toBe(200);
          cookie = cookieOf(answer);
        }
        const tries = await Promise.all(Array.from({ length: 3 }, () => send('login', { body: WRONG }, strict)));
        expect(tries.map(({ status }) => status).sort()).toEqual([401, 401, 429]);
      } finally {
        await strict.close();
      }
    });
  });

  describe('signing out', () => {
    it('ends this session, takes the cookie away, and leaves other devices alone', async () => {
      const person = await test.api.register();
      const { answer, cookie } = await signIn(person);
      const out = await send('logout', { cookie });
      expect(out.status).toBe(204);
      expect(out.headers['set-cookie']).toMatch(/^rowlock-session=; Max-Age=0;/);
      expect(await statusOfMe(answer.body.accessToken)).toBe(401);
      expect((await send('refresh', { cookie })).status).toBe(401);
      expect(await statusOfMe(person.accessToken)).toBe(200);
    });

    it('ends every session everywhere when asked to', async () => {
      const person = await test.api.register();
      const { answer, cookie } = await signIn(person);
      expect((await send('logout', { cookie, body: { everywhere: true } })).status).toBe(204);
      expect(await statusOfMe(answer.body.accessToken)).toBe(401);
      expect(await statusOfMe(person.accessToken)).toBe(401);
      expect((await test.api.post('/auth/refresh', { refreshToken: person.refreshToken })).status).toBe(401);
    });

    it('needs a cookie', async () => {
      expect((await send('logout')).status).toBe(401);
    });
  });

  describe('other sites', () => {
    const { host } = new URL('http://evil.example');

    it.each<[string, Record<string, string>]>([
      ['without our header', {}],
      ['from another origin', { ...OWN_PAGE, origin: `https://${host}` }],
      ['from nowhere', { ...OWN_PAGE, origin: 'null' }],
      ['from a neighbour on the same site', { ...OWN_PAGE, 'sec-fetch-site': 'same-site' }],
      ['from another site', { ...OWN_PAGE, 'sec-fetch-site': 'cross-site' }],
    ])('are refused %s', async (_name, headers) => {
      const { cookie } = await signIn(await test.api.register());
      for (const deed of ['refresh', 'logout', 'login', 'register']) {
        const answer = await send(deed, { cookie, headers });
        expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
      expect((await send('refresh', { cookie })).status).toBe(200);
    });

    it('are told apart from our own, also behind a proxy that changes the host', async () => {
      for (const origin of [test.url, 'http://localhost:3000']) {
        const { cookie } = await signIn(await test.api.register());
        const headers = { ...OWN_PAGE, origin, 'sec-fetch-site': 'same-origin' };
        expect((await send('refresh', { cookie, headers })).status).toBe(200);
      }
    });
  });
});

const WRONG = { email: 'nobody@example.org', password: 'not the password' };

/** The cookie as a browser sends it back. */
const cookieOf = ({ headers }: Answer<unknown>): string => (headers['set-cookie'] ?? '').split(';')[0] ?? '';
