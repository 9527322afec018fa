import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { anEvent, anEventBody } from '../support/builders.js';
import { EventStream } from '../support/event-stream.js';
import { eventually } from '../support/eventually.js';
import { RawConnection } from '../support/raw-http.js';

const KIB = 1024;
const TRUSTED = 'https://tickets.example.org';

// Goal: the server gives nothing away and cannot be held up. Method: real sockets, some of them rude.
describe('the server', () => {
  let test: TestApp;
  let folder: string;
  let organizer: Person;
  let eventId: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rowlock-pages-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>The page</title>');
    await writeFile(join(folder, 'assets', 'page-1a2b3c4d.js'), 'void 0;');
    test = await startTestApp({ webFolder: folder, env: { CORS_ORIGINS: TRUSTED } });
    organizer = await test.api.register({ role: 'organizer' });
    ({ id: eventId } = await anEvent(test.api, organizer));
  });

  afterAll(async () => {
    await test.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** As a browser types it: the API client knows only the API. */
  const visit = async (path: string, accept = 'text/html'): Promise<Answer> => {
    const { statusCode, headers, body } = await request(`${test.url}${path}`, { headers: { accept } });
    const text = await body.text();
    const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    return { status: statusCode, headers: flat, text, body: {} };
  };

  describe('sends with every answer', () => {
    /** One of each kind, by name; what comes back is checked whatever its status. */
    const answers = async (): Promise<Record<string, Answer>> => {
      const { api } = test;
      const token = organizer.accessToken;
      const etag = (await api.get(`/events/${eventId}`)).headers.etag ?? '';
      return {
        'a list': await api.get('/events'),
        'a personal answer': await api.get('/users/me', { token }),
        'something new': await api.post('/events', anEventBody(), { token }),
        'an unchanged one': await api.get(`/events/${eventId}`, { headers: { 'if-none-match': etag } }),
        'an empty one': await api.post('/auth/logout', undefined, { token: (await api.register()).accessToken }),
        'bad input': await api.post('/auth/login', { email: 1 }),
        'half a JSON': await api.send('POST', '/auth/login', { raw: '{' }),
        'too much': await api.send('POST', '/auth/login', { raw: `"${'a'.repeat(70 * KIB)}"` }),
        'a stranger': await api.get('/users/me'),
        'no such route': await api.get('/nothing'),
        'no such address': await api.get('/api/v1/%zz'),
        'the page': await visit('/'),
        'a script': await visit('/assets/page-1a2b3c4d.js'),
        'a script that is not there': await visit('/assets/nothing.js'),
        'the API page': await visit('/api/docs'),
        'the API document': await api.get('/api/openapi.json'),
        'a check of health': await api.get('/health/live'),
        'the metrics': await api.get('/metrics'),
      };
    };

    it('what keeps a browser from being tricked, and nothing about itself', async () => {
      const found: string[] = [];
      for (const [name, { headers }] of Object.entries(await answers())) {
        const expected = {
          'x-content-type-options': /^nosniff$/,
          'content-security-policy': /default-src 'self'.*object-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/,
          'x-frame-options': /^(SAMEORIGIN|DENY)$/,
          'referrer-policy': /^no-referrer$/,
          'cross-origin-opener-policy': /^same-origin$/,
          'cross-origin-resource-policy': /^same-origin$/,
        };
        for (const [header, pattern] of Object.entries(expected)) {
          if (!pattern.test(headers[header] ?? '')) found.push(`${name}: ${header} is ${String(headers[header])}`);
        }
        for (const header of ['server', 'x-powered-by']) if (header in headers) found.push(`${name} tells ${header}`);
      }
      expect(found).toEqual([]);
    });

    it('that it may not be kept, except what is the same for everybody', async () => {
      const isPublic = /page|script$|document|an unchanged one/;
      const kept = Object.entries(await answers()).filter(([, { headers }]) => headers['cache-control'] !== 'no-store');
      expect(kept.map(([name]) => name).filter((name) => !isPublic.test(name))).toEqual([]);
    });

    it('the promise of TLS where the address people use has it, and only there', async () => {
      expect((await test.api.get('/events')).headers).not.toHaveProperty('strict-transport-security');
      const secure = await startTestApp({ database: test.database, env: { PUBLIC_URL: 'https://rowlock.example' } });
      try {
        const { headers } = await secure.api.get('/events');
        expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
      } finally {
        await secure.close();
      }
    });

    it('a policy that lets pages run our own scripts alone, and the API page draw with inline styles besides', async () => {
      const policyOf = async (path: string): Promise<string> =>
        (await visit(path)).headers['content-security-policy'] ?? '';
      expect(await policyOf('/')).not.toMatch(/unsafe|data:|https?:|\*/);
      const docs = await policyOf('/api/docs');
      expect(docs).not.toMatch(/script-src|unsafe-eval|https?:|\*/);
      expect(docs.match(/'unsafe-inline'/g)).toHaveLength(1);
    });

    it('the same to readers of a stream', async () => {
      const stream = await EventStream.open(test.api, eventId);
      expect(stream.answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      stream.close();
    });
  });

  describe('lets pages of other origins', () => {
    it('in when they are on the list, and never with cookies', async () => {
      const { headers, status } = await test.api.send('OPTIONS', '/events', { headers: preflight(TRUSTED) });
      expect(status).toBe(204);
      expect(headers['access-control-allow-origin']).toBe(TRUSTED);
      expect(headers['access-control-allow-methods']).toBe('GET, POST, PATCH, DELETE');
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
      const answer = await test.api.get('/events', { headers: { origin: TRUSTED } });
      expect(answer.headers['access-control-allow-origin']).toBe(TRUSTED);
      expect(answer.headers.vary).toMatch(/origin/i);
    });

    it.each([
      'https://evil.example',
      'http://tickets.example.org',
      'https://tickets.example.org.evil.example',
      'https://tickets.example.org:8443',
      'https://evil-tickets.example.org',
      'https://TICKETS.example.org@evil.example',
      'null',
      '*',
    ])('out when they are not: %s', async (origin) => {
      for (const answer of [
        await test.api.send('OPTIONS', '/events', { headers: preflight(origin) }),
        await test.api.get('/events', { headers: { origin } }),
        await test.api.get('/users/me', { headers: { origin }, token: organizer.accessToken }),
      ]) {
        expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
        expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
      }
    });

    it('all out where there is no list', async () => {
      const closed = await startTestApp({ database: test.database });
      try {
        const { status, headers } = await closed.api.send('OPTIONS', '/events', { headers: preflight(TRUSTED) });
        expect(status).toBe(404);
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      } finally {
        await closed.close();
      }
    });
  });

  describe('has an end of patience', () => {
    it('for headers, requests, idle connections, and how many there are', () => {
      const { headersTimeout, requestTimeout, keepAliveTimeout, maxConnections } = test.app.getHttpServer();
      expect({ headersTimeout, requestTimeout, keepAliveTimeout, maxConnections }).toEqual({
        headersTimeout: 10_000,
        requestTimeout: 30_000,
        keepAliveTimeout: 65_000,
        maxConnections: 12_000,
      });
    });

    it('with slow senders: they are cut off, and everybody else is answered meanwhile', async () => {
      const slow = await startTestApp({ database: test.database });
      // The same limits, sooner.
      Object.assign(slow.app.getHttpServer(), { headersTimeout: 1000, requestTimeout: 2000 });
      const beginnings = {
        'says nothing': '',
        'sends headers letter by letter': 'GET /api/v1/events HTTP/1.1\r\nhost: x\r\n',
        'sends a body letter by letter':
          'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{',
        'sends a chunked body letter by letter':
          'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
      };
      const crowd = Object.entries(beginnings).flatMap(([name, bytes]) =>
        Array.from({ length: 40 }, () => {
          const connection = RawConnection.open(slow.url);
          connection.send(bytes);
          return { name, connection };
        }),
      );
      const trickle = setInterval(() => {
        for (const { name, connection } of crowd) {
          if (name.includes('chunked')) connection.send('1\r\n \r\n');
          else if (name !== 'says nothing') connection.send(' ');
        }
      }, 100);
      try {
        await eventually(async () => {
          expect((await slow.api.get('/events')).status).toBe(200);
          expect(crowd.filter(({ connection }) => !connection.isClosed).map(({ name }) => name)).toEqual([]);
        }, 15_000);
        expect(crowd.every(({ connection: { status } }) => status === undefined || status >= 400)).toBe(true);
      } finally {
        clearInterval(trickle);
        for (const { connection } of crowd) connection.close();
        await slow.close();
      }
    });

    it('with crowds: who comes beyond the cap is turned away, and let in once others have left', async () => {
      const small = await startTestApp({ database: test.database });
      small.app.getHttpServer().maxConnections = 5;
      const ask = 'GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n';
      const crowd = Array.from({ length: 10 }, () => RawConnection.open(small.url));
      try {
        for (const connection of crowd) connection.send(ask);
        await eventually(() => {
          expect(crowd.filter(({ status }) => status === 200)).toHaveLength(5);
          expect(crowd.filter(({ isClosed, status }) => isClosed && status === undefined)).toHaveLength(5);
        });
        for (const connection of crowd) connection.close();
        await eventually(() => {
          const late = RawConnection.open(small.url);
          crowd.push(late);
          late.send(ask);
          return eventually(() => {
            expect(late.status).toBe(200);
          }, 500);
        });
      } finally {
        for (const connection of crowd) connection.close();
        await small.close();
      }
    });
  });

  describe('takes bodies', () => {
    const login = (options: Parameters<TestApp['api']['send']>[2]): Promise<Answer> =>
      test.api.send('POST', '/auth/login', options);

    it('up to 64 KiB, and up to 2 MiB where a seat map may come', async () => {
      const ofSize = (bytes: number): string => `{"email":"${'a'.repeat(bytes - 12)}"}`;
      expect((await login({ raw: ofSize(64 * KIB) })).status).toBe(400);
      expect((await login({ raw: ofSize(64 * KIB + 1) })).status).toBe(413);
      const create = (bytes: number): Promise<Answer> =>
        test.api.send('POST', '/events', { raw: ofSize(bytes), token: organizer.accessToken });
      expect((await create(2 * KIB * KIB)).status).toBe(400);
      expect((await create(2 * KIB * KIB + 1)).status).toBe(413);
    });

    it('only if they are as long as they say, and hangs up on those that never end', async () => {
      const head = 'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
      const liar = RawConnection.open(test.url);
      liar.send(`${head}content-length: 10000000\r\n\r\n{`);
      await eventually(() => {
        expect(liar.status).toBe(413);
      });
      const endless = RawConnection.open(test.url);
      endless.send(`${head}transfer-encoding: chunked\r\n\r\n`);
      const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`;
      await eventually(() => {
        endless.send(chunk);
        expect(endless.status).toBe(413);
        expect(endless.isClosed).toBe(true);
      });
      liar.close();
    });

    it('as they are: never unpacked', async () => {
      const bomb = gzipSync(`{"email":"${'a'.repeat(10 * KIB * KIB)}"}`);
      const answer = await login({ raw: bomb, headers: { 'content-encoding': 'gzip' } });
      expect(answer).toMatchObject({ status: 400, body: { code: 'malformed-json' } });
    });
  });

  it.each([
    ['two lengths', 'content-length: 2\r\ncontent-length: 3\r\n'],
    ['a length and chunks', 'content-length: 2\r\ntransfer-encoding: chunked\r\n'],
    ['chunks that are not last', 'transfer-encoding: chunked, identity\r\n'],
    ['a length that is no number', 'content-length: 2x\r\n'],
    ['a negative length', 'content-length: -1\r\n'],
    ['a header without a name', ': x\r\n'],
    ['a space before the colon', 'content-length : 2\r\n'],
    ['NUL in a header', 'x-a: \0\r\n'],
    ['a bare line feed', 'x-a: b\nx-c: d\r\n'],
    ['no host', undefined],
  ])('refuses what two servers might read differently: %s', async (_name, headers) => {
    const connection = RawConnection.open(test.url);
    const host = headers === undefined ? '' : 'host: x\r\n';
    connection.send(
      `POST /api/v1/auth/logout HTTP/1.1\r\n${host}${headers ?? ''}\r\n{}GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n`,
    );
    await eventually(() => {
      expect(connection.isClosed).toBe(true);
    });
    expect(connection.status).toBe(400);
    expect(connection.received).toContain('X-Content-Type-Options: nosniff');
    // What followed was not taken for another request.
    expect(connection.received).not.toContain('HTTP/1.1 200');
  });

  it.each(['TRACE', 'TRACK', 'CONNECT', 'PUT', 'PROPFIND'])('knows no %s', async (method) => {
    const connection = RawConnection.open(test.url);
    connection.send(`${method} /api/v1/events HTTP/1.1\r\nhost: x\r\nx-secret: s3cret\r\nconnection: close\r\n\r\n`);
    await eventually(() => {
      expect(connection.isClosed).toBe(true);
    });
    expect([undefined, 400, 404]).toContain(connection.status);
    expect(connection.received).not.toContain('s3cret');
  });

  it.each(['/.git/config', '/.env', '/package.json', '/src/main.ts', '/dist/main.js', '/assets/', '/api/docs/assets/'])(
    'serves no file but the pages: %s',
    async (path) => {
      expect((await visit(path, '*/*')).status).toBeGreaterThanOrEqual(400);
    },
  );
});

const preflight = (origin: string): Record<string, string> => ({
  origin,
  'access-control-request-method': 'PATCH',
  'access-control-request-headers': 'authorization,content-type',
});
