import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type JwtSignOptions, JwtService } from '@nestjs/jwt';
import { v7 as uuid } from 'uuid';
import { AuthService } from '../../src/auth/auth.service.js';
import { type SignedInResponse } from '../../src/auth/auth.response.js';
import { SessionsRepository } from '../../src/auth/sessions.repository.js';
import { startTestApp, TEST_JWT_SECRET, type TestApp, uniqueName } from '../support/app.js';
import { type Answer, type Person } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';

const jwt = new JwtService();

// Goal: signing in and out keeps its promises. Method: HTTP against two whole instances on one database.
describe('auth', () => {
  let test: TestApp;
  let other: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    other = await startTestApp({ database: test.database });
  });

  afterAll(async () => {
    await other.close();
    await test.close();
  });

  const me = (token: string, on: TestApp = test): Promise<Answer> => on.api.get('/users/me', { token });
  const login = (email: string, password: string): Promise<Answer<SignedInResponse>> =>
    test.api.post<SignedInResponse>('/auth/login', { email, password });
  const refresh = (refreshToken: string, on: TestApp = test): Promise<Answer<SignedInResponse>> =>
    on.api.post<SignedInResponse>('/auth/refresh', { refreshToken });
  /** Moves the last rotation into the past, as if time had gone by. */
  const age = (person: Person, seconds: number): Promise<unknown> =>
    test.dataSource.query(
      `UPDATE sessions SET rotated_at = rotated_at - make_interval(secs => $2) WHERE user_id = $1`,
      [person.user.id, seconds],
    );

  describe('registering', () => {
    it('creates a user and signs them in', async () => {
      const answer = await test.api.post<SignedInResponse>('/auth/register', {
        email: '  Ada@Example.ORG ',
        password: 'correct horse',
        name: ' Ada ',
      });
      expect(answer).toMatchObject({
        status: 201,
        body: {
          user: {
            email: 'ada@example.org',
            name: 'Ada',
            role: 'attendee',
            id: expect.any(String),
            createdAt: expect.stringMatching(/Z$/),
          },
          accessToken: expect.any(String),
          refreshToken: expect.any(String),
          expiresIn: 900,
        },
      });
      expect(answer.text).not.toMatch(/hash/i);
      expect((await me(answer.body.accessToken)).body).toEqual(answer.body.user);
    });

    it('takes an address only once, whatever its case', async () => {
      const { email, password } = await test.api.register();
      const answer = await test.api.post('/auth/register', { email: email.toUpperCase(), password, name: 'B' });
      expect(answer).toMatchObject({ status: 409, body: { code: 'already-registered' } });
    });

    it('lets one of many win who register the same address at once', async () => {
      const account = { email: `${uniqueName('race')}@example.org`, password: 'password1', name: 'R' };
      const answers = await Promise.all(Array.from({ length: 8 }, () => test.api.post('/auth/register', account)));
      const codes = answers.map(({ status }) => status).sort();
      expect(codes).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    });

    it('never makes an admin', async () => {
      const answer = await test.api.post('/auth/register', {
        email: `${uniqueName('boss')}@example.org`,
        password: 'password1',
        name: 'Boss',
        role: 'admin',
      });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/role' }] } });
    });

    it('stores argon2id hashes at the promised cost', async () => {
      const { user } = await test.api.register();
      const [row] = await test.dataSource.query<{ password_hash: string }[]>(
        'SELECT password_hash FROM users WHERE id = $1',
        [user.id],
      );
      expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    });
  });

  describe('signing in', () => {
    it('gives a new session, and leaves the others alone', async () => {
      const person = await test.api.register();
      const answer = await login(person.email.toUpperCase(), person.password);
      expect(answer.status).toBe(200);
      expect((await me(answer.body.accessToken)).status).toBe(200);
      expect((await me(person.accessToken)).status).toBe(200);
    });

    it('works with an expired token still in the header', async () => {
      const { email, password } = await test.api.register();
      const answer = await test.api.post('/auth/login', { email, password }, { token: 'a.b.c' });
      expect(answer.status).toBe(200);
    });

    it('answers a wrong password and an unknown address alike', async () => {
      const { email } = await test.api.register();
      const wrong = await login(email, 'not the password');
      const unknown = await login(`${uniqueName('nobody')}@example.org`, 'not the password');
      expect(wrong.status).toBe(401);
      expect(withoutInstance(unknown)).toEqual(withoutInstance(wrong));
      expect(wrong.body).toMatchObject({ code: 'invalid-credentials' });
    });
  });

  describe('access tokens', () => {
    const sign = (claims: object, options: JwtSignOptions = {}): string =>
      jwt.sign(
        { typ: 'access', ...claims },
        {
          secret: TEST_JWT_SECRET,
          algorithm: 'HS256',
          issuer: 'rowlock',
          audience: 'rowlock-api',
          expiresIn: 60,
          ...options,
        },
      );
    /** The session of a fresh person, to build tokens around. */
    const subject = async (): Promise<{ sub: string; sid: string }> => {
      const { accessToken } = await test.api.register();
      const { sub, sid } = jwt.decode<{ sub: string; sid: string }>(accessToken);
      return { sub, sid };
    };

    it('hold the promised claims', async () => {
      const { accessToken, user } = await test.api.register();
      expect(jwt.decode(accessToken, { complete: true })).toMatchObject({
        header: { alg: 'HS256' },
        payload: { iss: 'rowlock', aud: 'rowlock-api', sub: user.id, sid: expect.any(String), typ: 'access' },
      });
      const { exp, iat } = jwt.decode<{ exp: number; iat: number }>(accessToken);
      expect(exp - iat).toBe(900);
    });

    it('are good when made as ours are, which the refusals below rely on', async () => {
      expect((await me(sign(await subject()))).status).toBe(200);
    });

    it.each<[string, (claims: { sub: string; sid: string }) => string]>([
      ['with another secret', (claims) => sign(claims, { secret: 'another secret, also longer than 32 bytes' })],
      ['expired', (claims) => sign(claims, { expiresIn: -1 })],
      ['of another issuer', (claims) => sign(claims, { issuer: 'somebody' })],
      ['for another audience', (claims) => sign(claims, { audience: 'somebody' })],
      ['of another kind', (claims) => sign({ ...claims, typ: 'refresh' })],
      ['without a kind', (claims) => sign({ ...claims, typ: undefined })],
      ['without a session', ({ sub }) => sign({ sub })],
      ['of a session that does not exist', ({ sub }) => sign({ sub, sid: uuid() })],
      ['of somebody else’s session', ({ sid }) => sign({ sub: uuid(), sid })],
      ['under another algorithm', (claims) => sign(claims, { algorithm: 'HS512' })],
      [
        'without an expiry',
        (claims) =>
          jwt.sign(
            { typ: 'access', ...claims },
            { secret: TEST_JWT_SECRET, issuer: 'rowlock', audience: 'rowlock-api' },
          ),
      ],
      ['without a signature', (claims) => unsigned(claims)],
      ['with claims changed after signing', (claims) => tampered(sign(claims))],
      ['that are no tokens', () => 'nonsense'],
      ['that are far too long', () => `${'a'.repeat(3000)}.b.c`],
    ])('are refused %s', async (_name, make) => {
      const answer = await me(make(await subject()));
      expect(answer).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    });

    it.each(['', 'Bearer', 'Basic YTpi', 'Bearer a.b.c d'])('are refused in the header "%s"', async (authorization) => {
      expect((await test.api.get('/users/me', { headers: { authorization } })).status).toBe(401);
    });

    it('end by themselves', async () => {
      const short = await startTestApp({ database: test.database, env: { ACCESS_TOKEN_SECONDS: '10' } });
      try {
        const { accessToken } = await short.api.register();
        expect((await me(accessToken, short)).status).toBe(200);
        const { sub, sid } = jwt.decode<{ sub: string; sid: string }>(accessToken);
        const nearlyOver = sign({ sub, sid }, { expiresIn: 1 });
        expect((await me(nearlyOver, short)).status).toBe(200);
        // Verified and remembered while it was good; it must not outlive its expiry in that memory.
        await eventually(async () => {
          expect((await me(nearlyOver, short)).status).toBe(401);
        });
      } finally {
        await short.close();
      }
    });
  });

  describe('refreshing', () => {
    it('gives the next pair and uses the token up', async () => {
      const person = await test.api.register();
      const next = await refresh(person.refreshToken);
      expect(next).toMatchObject({ status: 200, body: { user: person.user, expiresIn: 900 } });
      expect(next.body.refreshToken).not.toBe(person.refreshToken);
      expect((await me(next.body.accessToken)).status).toBe(200);
      expect((await refresh(next.body.refreshToken)).status).toBe(200);
    });

    it('answers the immediate predecessor again within ten seconds, with the same successor', async () => {
      const person = await test.api.register();
      const [first, second] = await Promise.all([refresh(person.refreshToken), refresh(person.refreshToken, other)]);
      expect([first.status, second.status]).toEqual([200, 200]);
      expect(second.body.refreshToken).toBe(first.body.refreshToken);
      expect((await refresh(first.body.refreshToken)).status).toBe(200);
    });

    it('ends the session when the predecessor comes back later', async () => {
      const person = await test.api.register();
      const next = await refresh(person.refreshToken);
      await age(person, 11);
      expect(await refresh(person.refreshToken)).toMatchObject({ status: 401, body: { code: 'invalid-credentials' } });
      expect((await refresh(next.body.refreshToken)).status).toBe(401);
      expect((await me(next.body.accessToken)).status).toBe(401);
    });

    it('ends the session when an older token comes back, however soon', async () => {
      const person = await test.api.register();
      const second = await refresh(person.refreshToken);
      const third = await refresh(second.body.refreshToken);
      expect((await refresh(person.refreshToken)).status).toBe(401);
      expect((await refresh(third.body.refreshToken)).status).toBe(401);
      expect((await me(third.body.accessToken)).status).toBe(401);
    });

    it('refuses a forgery without ending the session it names', async () => {
      const person = await test.api.register();
      const bytes = Buffer.from(person.refreshToken, 'base64url');
      bytes[20] = (bytes[20] ?? 0) ^ 1;
      expect((await refresh(bytes.toString('base64url'))).status).toBe(401);
      expect((await refresh('x'.repeat(86))).status).toBe(401);
      expect((await refresh(person.refreshToken)).status).toBe(200);
    });

    it('ends with the session’s time', async () => {
      const person = await test.api.register();
      await test.dataSource.query(`UPDATE sessions SET expires_at = now() WHERE user_id = $1`, [person.user.id]);
      expect((await refresh(person.refreshToken)).status).toBe(401);
    });

    it('keeps only hashes', async () => {
      const { refreshToken, user } = await test.api.register();
      const secret = Buffer.from(refreshToken, 'base64url').subarray(16, 48);
      const rows = await test.dataSource.query<{ refresh_hash: Buffer }[]>(
        'SELECT refresh_hash FROM sessions WHERE user_id = $1',
        [user.id],
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]?.refresh_hash.includes(secret)).toBe(false);
    });
  });

  describe('signing out', () => {
    it('ends the session at once here, and within a second on another instance', async () => {
      const person = await test.api.register();
      expect((await me(person.accessToken, other)).status).toBe(200);
      expect((await test.api.post('/auth/logout', undefined, { token: person.accessToken })).status).toBe(204);
      expect((await me(person.accessToken)).status).toBe(401);
      await eventually(async () => {
        expect((await me(person.accessToken, other)).status).toBe(401);
      }, 1100);
      expect((await refresh(person.refreshToken)).status).toBe(401);
    });

    it('needs a session', async () => {
      expect((await test.api.post('/auth/logout')).status).toBe(401);
    });

    it('shuts a disabled user out everywhere', async () => {
      const person = await test.api.register();
      expect((await me(person.accessToken, other)).status).toBe(200);
      await test.app.get(AuthService).disable(person.user.id);
      expect((await me(person.accessToken)).status).toBe(401);
      await eventually(async () => {
        expect((await me(person.accessToken, other)).status).toBe(401);
      }, 1100);
      expect((await refresh(person.refreshToken)).status).toBe(401);
      expect(await login(person.email, person.password)).toMatchObject({
        status: 401,
        body: { code: 'invalid-credentials' },
      });
    });

    it('shuts a user out whom an administrator disables in the database', async () => {
      const person = await test.api.register();
      expect((await me(person.accessToken)).status).toBe(200);
      await test.dataSource.query(`UPDATE users SET disabled_at = '2020-01-01' WHERE id = $1`, [person.user.id]);
      await eventually(async () => {
        expect((await me(person.accessToken)).status).toBe(401);
      }, 1100);
    });
  });

  it('asks the database about sessions a few times, however many requests come', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => test.api.register()));
    const repository = test.app.get(SessionsRepository);
    const lookUps = jest.spyOn(repository, 'findLiving');
    const news = jest.spyOn(repository, 'findNews');
    const tokens = people.flatMap(({ accessToken }) => Array.from({ length: 15 }, () => accessToken));
    const start = performance.now();
    const answers = await Promise.all(tokens.map((token) => test.api.get('/users/me/waitlist', { token })));
    const elapsedMs = performance.now() - start;
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    // However busy the machine is: whoever comes while a session is looked up shares the next look-up, and then it is known.
    const ids = lookUps.mock.calls.flatMap(([, asked]) => asked);
    expect(new Set(ids).size).toBe(people.length);
    expect(ids.length).toBeLessThanOrEqual(2 * people.length);
    // And news are good for half a second.
    expect(news.mock.calls.length).toBeLessThanOrEqual(2 + elapsedMs / 500);
    lookUps.mockRestore();
    news.mockRestore();
  });
});

const withoutInstance = ({ text }: Answer<unknown>): string => text.replace(/urn:uuid:[\w-]+/, '');

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

function unsigned(claims: object): string {
  const payload = { ...claims, typ: 'access', iss: 'rowlock', aud: 'rowlock-api', exp: 4_000_000_000 };
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(payload)}.${createHmac('sha256', '').digest('base64url')}`;
}

function tampered(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object;
  return `${header}.${encode({ ...claims, exp: 4_000_000_000 })}.${signature}`;
}
