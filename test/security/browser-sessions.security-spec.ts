import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type OpenApi } from '../support/bad-input.js';

const OWN_PAGE = { 'x-rowlock-browser': '1' };
const ID = '018f2a5e-0000-7000-8000-000000000000';

/** What a page of another site, or a form on it, can make a browser send. */
const FOREIGN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a form': { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
  'a form of plain text': { 'content-type': 'text/plain', origin: 'https://evil.example' },
  'a form that looks like ours': { origin: 'https://evil.example' },
  'a script that was let through': { ...OWN_PAGE, origin: 'https://evil.example' },
  'a page on the CORS list': { ...OWN_PAGE, origin: 'https://tickets.example.org' },
  'a page in a sandbox': { ...OWN_PAGE, origin: 'null' },
  'another port of this host': { ...OWN_PAGE, origin: 'http://127.0.0.1:1' },
  'a host that begins like ours': { ...OWN_PAGE, origin: 'http://localhost:3000.evil.example' },
  'an origin that is no address': { ...OWN_PAGE, origin: 'localhost:3000' },
  'another site': { ...OWN_PAGE, 'sec-fetch-site': 'cross-site' },
  'a neighbour on the same site': { ...OWN_PAGE, 'sec-fetch-site': 'same-site' },
  'somebody who typed the address': { ...OWN_PAGE, 'sec-fetch-site': 'none' },
  'a header with another value': { 'x-rowlock-browser': 'true' },
  'a header sent twice': { 'x-rowlock-browser': '1, 1' },
};

// Goal: a cookie that browsers send by themselves is of no use to other sites. Method: requests as such a site could cause
// them, with a living cookie, against every route there is.
describe('the cookie of a browser', () => {
  let test: TestApp;
  let person: Person;
  let document: OpenApi;

  beforeAll(async () => {
    test = await startTestApp({ env: { CORS_ORIGINS: 'https://tickets.example.org' } });
    person = await test.api.register({ role: 'organizer' });
    document = (await test.api.get<OpenApi>('/api/openapi.json')).body;
  });

  afterAll(async () => {
    await test.close();
  });

  const cookieOf = ({ headers }: Answer): string => (headers['set-cookie'] ?? '').split(';')[0] ?? '';
  const signIn = async (cookie?: string): Promise<string> => {
    const { email, password } = person;
    const headers = { ...OWN_PAGE, ...(cookie !== undefined && { cookie }) };
    const answer = await test.api.post('/auth/browser/login', { email, password }, { headers });
    expect(answer.status).toBe(200);
    return cookieOf(answer);
  };
  const routes = (): { method: 'GET' | 'POST' | 'PATCH' | 'DELETE'; path: string }[] =>
    Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => ({
        method: method.toUpperCase() as 'GET',
        path: path.replace('{id}', ID),
      })),
    );
  const isBrowserRoute = ({ path }: { path: string }): boolean => path.includes('/auth/browser/');

  it.each(Object.entries(FOREIGN))('does nothing for %s', async (_name, headers) => {
    const cookie = await signIn();
    const found: string[] = [];
    for (const { method, path } of routes().filter(isBrowserRoute)) {
      const raw = headers['content-type'] === undefined ? '{"everywhere":true}' : 'everywhere=true';
      const answer = await test.api.send(method, path, { raw, headers: { ...headers, cookie } });
      // A form is refused for its kind of body where that is read before the guard is asked.
      const isRefused = answer.status === 403 || answer.status === 415;
      if (!isRefused || 'set-cookie' in answer.headers) found.push(`${path} ${answer.status} ${answer.text}`);
      if ('access-control-allow-credentials' in answer.headers) found.push(`${path} allows credentials`);
    }
    expect(found).toEqual([]);
    // The session is as it was.
    expect((await test.api.post('/auth/browser/refresh', {}, { headers: { ...OWN_PAGE, cookie } })).status).toBe(200);
  });

  it('says nothing on any other route', async () => {
    const cookie = await signIn();
    const found: string[] = [];
    for (const { method, path } of routes().filter((route) => !isBrowserRoute(route))) {
      const options = { headers: { 'if-match': '"1"' }, ...(method !== 'GET' && { raw: '{}' }) };
      const without = await test.api.send(method, path, options);
      const withCookie = await test.api.send(method, path, { ...options, headers: { ...options.headers, cookie } });
      if (withCookie.status !== without.status || (withCookie.status === 200 && path.includes('/me'))) {
        found.push(`${method} ${path} ${without.status} ${withCookie.status}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('is a new one after each sign-in, whatever was planted before', async () => {
    const planted = await signIn();
    const cookie = await signIn(planted);
    expect(cookie).not.toBe(planted);
    expect(cookie).not.toContain(planted.slice(-20));
    // The session before is over, and what is no token of ours is in nobody's way.
    expect(
      (await test.api.post('/auth/browser/refresh', {}, { headers: { ...OWN_PAGE, cookie: planted } })).status,
    ).toBe(401);
    await signIn('rowlock-session=planted');
    expect((await test.api.post('/auth/browser/refresh', {}, { headers: { ...OWN_PAGE, cookie } })).status).toBe(200);
    const { headers } = await test.api.post(
      '/auth/browser/login',
      { email: person.email, password: person.password },
      { headers: OWN_PAGE },
    );
    const attributes = (headers['set-cookie'] ?? '').split('; ').slice(1);
    expect(attributes).toEqual(
      expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/api/v1/auth/browser', 'Max-Age=2592000']),
    );
    expect(attributes.some((attribute) => attribute.startsWith('Domain'))).toBe(false);
  });

  it('is not in any body, and no body takes its place', async () => {
    const { email, password } = person;
    const answer = await test.api.post('/auth/browser/login', { email, password }, { headers: OWN_PAGE });
    const token = cookieOf(answer).split('=')[1] ?? '';
    expect(token).toHaveLength(86);
    expect(answer.text).not.toContain(token);
    const inBody = await test.api.post('/auth/browser/refresh', { refreshToken: token }, { headers: OWN_PAGE });
    expect(inBody.status).toBe(401);
  });
});
