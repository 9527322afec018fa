import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuthService } from '../../src/auth/auth.service.js';
import { type SignedInResponse } from '../../src/auth/auth.response.js';
import { createLogger, PinoLoggerService } from '../../src/http/logging.js';
import { type Person } from '../support/api-client.js';
import { startTestApp, TEST_JWT_SECRET, type TestApp } from '../support/app.js';
import { anEvent, book } from '../support/builders.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startTcpProxy } from '../support/tcp-proxy.js';

const OWN_PAGE = { 'x-rowlock-browser': '1' };
const KEY = 'key-9f8e7d6c5b4a';

// Goal: who reads the log learns what happened and cannot become anybody. Method: the log at its most talkative, while
// people sign in and out and everything that can fail does; then it is searched for every secret there was.
describe('the log', () => {
  let database: TestDatabase;
  let test: TestApp;
  let person: Person;
  const lines: string[] = [];
  const secrets = new Map<string, string>();

  const keep = (name: string, secret: string | undefined): void => {
    if (secret === undefined || secret.length < 6) throw new Error(`No secret: ${name}`);
    secrets.set(name, secret);
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    const logger = new PinoLoggerService(createLogger('trace', { write: (line: string) => void lines.push(line) }));
    test = await startTestApp({ database, logger });
    person = await test.api.register();
    keep('the password', person.password);
    keep('an access token', person.accessToken);
    keep('the signature of an access token', person.accessToken.split('.')[2]);
    keep('a refresh token', person.refreshToken);
    keep('the key of the tokens', TEST_JWT_SECRET);
    keep('an Idempotency-Key', KEY);
    keep('the address of the database', database.url);
    await signInAndOut();
    await breakEverything();
    await loseTheDatabase(logger);
    const hashes = await database.dataSource.query<{ password_hash: string; refresh: string }[]>(
      `SELECT password_hash, encode(refresh_hash, 'hex') AS refresh FROM users JOIN sessions ON user_id = users.id`,
    );
    for (const [index, { password_hash: password, refresh }] of hashes.entries()) {
      keep(`hash of a password ${index}`, password);
      keep(`hash of a refresh token ${index}`, refresh);
    }
  });

  afterAll(async () => {
    await test.close();
    await database.drop();
  });

  const signInAndOut = async (): Promise<void> => {
    const { api } = test;
    const { email, password } = person;
    const login = await api.post<SignedInResponse>('/auth/login', { email, password });
    keep('the access token of a sign-in', login.body.accessToken);
    await api.post('/auth/login', { email, password: 'wrong-password-1' });
    keep('a wrong password', 'wrong-password-1');
    const browser = await api.post('/auth/browser/login', { email, password }, { headers: OWN_PAGE });
    const cookie = (browser.headers['set-cookie'] ?? '').split(';')[0] ?? '';
    keep('the cookie of a browser', cookie.split('=')[1]);
    await api.post('/auth/browser/refresh', {}, { headers: { ...OWN_PAGE, cookie } });
    // A spent refresh token comes back.
    const next = await api.post<SignedInResponse>('/auth/refresh', { refreshToken: login.body.refreshToken });
    await api.post('/auth/refresh', { refreshToken: next.body.refreshToken });
    await api.post('/auth/refresh', { refreshToken: login.body.refreshToken });
    keep('a spent refresh token', login.body.refreshToken);
    // Half a JSON, of which parsers like to quote the rest.
    await api.send('POST', '/auth/login', { raw: `{"email":"${email}","password":"half-password-1` });
    keep('a password in half a JSON', 'half-password-1');
    await api.patch(
      '/users/me',
      { password: 'new-password-1', currentPassword: password },
      { token: person.accessToken },
    );
    keep('a new password', 'new-password-1');
    await api.get(`/users/me?access_token=${person.accessToken}`);
    await api.post('/auth/logout', undefined, { token: person.accessToken });
    const other = await api.register();
    await api.post('/events', {}, { token: other.accessToken });
    await test.app.get(AuthService).disable(other.user.id);
  };

  /** Faults nobody foresaw, while secrets are on their way into the database. */
  const breakEverything = async (): Promise<void> => {
    const { api, dataSource } = test;
    const organizer = await api.register({ role: 'organizer' });
    const { id } = await anEvent(api, organizer);
    const token = organizer.accessToken;
    const account = { email: 'broken@example.org', password: 'broken-password-1', name: 'Broken' };
    keep('the password of somebody who could not register', account.password);
    const faults: readonly (readonly [string, string, () => Promise<{ status: number }>])[] = [
      [
        `ALTER TABLE users ADD CONSTRAINT broken CHECK (name <> 'Broken')`,
        `ALTER TABLE users DROP CONSTRAINT broken`,
        () => api.post('/auth/register', account),
      ],
      [
        'ALTER TABLE sessions RENAME COLUMN refresh_hash TO elsewhere',
        'ALTER TABLE sessions RENAME COLUMN elsewhere TO refresh_hash',
        () => api.post('/auth/login', { email: organizer.email, password: organizer.password }),
      ],
      [
        'ALTER TABLE sessions RENAME COLUMN previous_hash TO elsewhere',
        'ALTER TABLE sessions RENAME COLUMN elsewhere TO previous_hash',
        () => api.post('/auth/refresh', { refreshToken: organizer.refreshToken }),
      ],
      [
        'ALTER TABLE idempotency_keys RENAME TO elsewhere',
        'ALTER TABLE elsewhere RENAME TO idempotency_keys',
        () => api.post(`/events/${id}/bookings`, { seats: 1 }, { token, headers: { 'idempotency-key': KEY } }),
      ],
    ];
    for (const [breakIt, mendIt, deed] of faults) {
      await dataSource.query(breakIt);
      expect((await deed()).status).toBe(500);
      await dataSource.query(mendIt);
    }
    expect((await book(api, organizer, id)).status).toBe(201);
  };

  const loseTheDatabase = async (logger: PinoLoggerService): Promise<void> => {
    const wire = await startTcpProxy(database.url);
    const lost = await startTestApp({ database, logger, env: { DATABASE_URL: wire.url } });
    keep('the address of the lost database', wire.url);
    await wire.cut();
    const { email, password } = person;
    expect((await lost.api.post('/auth/login', { email, password })).status).toBe(503);
    expect((await lost.api.get('/users/me', { token: person.accessToken })).status).toBe(503);
    await lost.close();
    await wire.close();
  };

  it('holds no secret: no password, no token, no key, no hash', () => {
    const log = lines.join('');
    // The faults above are all in it, or the search would prove nothing.
    expect(log.match(/"msg":"a request failed"/g)?.length).toBeGreaterThanOrEqual(4);
    expect(log).toContain('database-unavailable');
    const found = [...secrets].filter(([, secret]) => log.includes(secret)).map(([name]) => name);
    expect(found).toEqual([]);
    expect(log).not.toMatch(/\$argon2|eyJhbGciOi/);
  });

  it('holds no e-mail address and no name: people are told apart by their ids', () => {
    expect(lines.filter((line) => line.includes(person.email) || line.includes('broken@example.org'))).toEqual([]);
  });

  it('tells of every sign-in, refusal, sign-out and spent token: when, who, and from where', () => {
    const told = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ context }) => context === 'Auth');
    const { id } = person.user;
    expect(lines.join('')).toMatch(
      /"code":"forbidden","method":"POST","route":"\/api\/v1\/events","userId":"[\w-]{36}"/,
    );
    expect(told).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ msg: 'signed in', userId: id, network: '127.0.0.1', time: expect.any(Number) }),
        expect.objectContaining({ msg: 'a sign-in was refused', network: '127.0.0.1' }),
        expect.objectContaining({ msg: 'a spent refresh token came back: the session is over', userId: id }),
        expect.objectContaining({ msg: 'the password was changed', userId: id }),
      ]),
    );
  });

  it('is one line of JSON for each entry, whatever people send', async () => {
    const evil = 'x\n{"level":60,"msg":"forged"}\r\n\u001b[31m';
    await test.api.post('/auth/login', { email: evil, password: evil });
    await test.api.get('/events', { headers: { 'user-agent': 'a\t{"msg":"forged"}', 'x-request-id': 'forged' } });
    await test.api.get(`/events/${encodeURIComponent(evil)}`);
    for (const line of lines) {
      expect(['\n', '\r', '\u001b'].filter((sign) => line.trimEnd().includes(sign))).toEqual([]);
      expect(JSON.parse(line)).not.toMatchObject({ msg: 'forged' });
    }
  });
});
