import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { startTestApp, type TestApp } from '../support/app.js';

const PAGE = '<!doctype html><title>The page</title>';
const SCRIPT = 'console.log("the script");';
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

// Goal: the pages come from the API's own address, fast and safe. Method: HTTP against a small build made here.
describe('serving the pages', () => {
  let folder: string;
  let test: TestApp;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rowlock-web-'));
    const build = join(folder, 'build');
    await mkdir(join(build, 'assets'), { recursive: true });
    await writeFile(join(folder, 'secret.txt'), 'hidden text');
    for (const [name, text] of [
      ['index.html', PAGE],
      ['icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
      ['assets/page-1a2b3c4d.js', SCRIPT],
    ] as const) {
      await writeFile(join(build, name), text);
      for (const encoding of ['br', 'gz']) await writeFile(join(build, `${name}.${encoding}`), `${encoding}:${text}`);
    }
    test = await startTestApp({ webFolder: build });
  });

  afterAll(async () => {
    await test.close();
    await rm(folder, { recursive: true, force: true });
  });

  const send = async (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Sent> => {
    const { statusCode, headers: received, body } = await request(`${test.url}${path}`, { method, headers });
    return { status: statusCode, headers: received, text: await body.text() };
  };

  describe('the page', () => {
    it.each([
      '/',
      '/?search=jazz',
      '/events/018f2a5e-0000-7000-8000-000000000000',
      '/organizer/events/new',
      '/bookings',
    ])('is the answer at %s for whoever wants HTML, and is asked for again each time', async (path) => {
      const answer = await send(path, HTML);
      expect(answer).toMatchObject({ status: 200, text: PAGE });
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.headers['cache-control']).toBe('no-cache');
      expect(answer.headers.etag).toBeDefined();
    });

    it('is not sent again while it is unchanged', async () => {
      const { headers } = await send('/', HTML);
      const again = await send('/', { ...HTML, 'if-none-match': String(headers.etag) });
      expect(again).toMatchObject({ status: 304, text: '' });
    });

    it('may run our own scripts and styles and nothing else', async () => {
      const { headers } = await send('/', HTML);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|data:|https?:/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    });

    it('comes compressed to those who understand it', async () => {
      const brotli = await send('/', { ...HTML, 'accept-encoding': 'gzip, br' });
      expect(brotli).toMatchObject({ status: 200, text: `br:${PAGE}` });
      expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', 'content-type': 'text/html; charset=utf-8' });
      expect(String(brotli.headers.vary)).toMatch(/accept-encoding/i);
      const gzip = await send('/', { ...HTML, 'accept-encoding': 'gzip' });
      expect(gzip).toMatchObject({ text: `gz:${PAGE}` });
    });

    it('answers HEAD with the same headers and no body', async () => {
      const answer = await send('/events/1', HTML, 'HEAD');
      expect(answer).toMatchObject({ status: 200, text: '' });
      expect(answer.headers['content-length']).toBe(String(PAGE.length));
    });
  });

  describe('assets', () => {
    it('are kept for good', async () => {
      const answer = await send('/assets/page-1a2b3c4d.js', { 'accept-encoding': 'br' });
      expect(answer).toMatchObject({ status: 200, text: `br:${SCRIPT}` });
      expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(answer.headers['content-type']).toMatch(/javascript/);
    });

    it('that are not there are 404, never the page', async () => {
      const answer = await send('/assets/page-gone.js', HTML);
      expect(answer.status).toBe(404);
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'route-not-found' });
      expect(answer.headers['cache-control']).toBe('no-store');
    });

    it('beside the hashed ones are asked for again', async () => {
      const answer = await send('/icon.svg');
      expect(answer).toMatchObject({ status: 200 });
      expect(answer.headers['content-type']).toMatch('image/svg+xml');
      expect(answer.headers['cache-control']).toBe('no-cache');
    });

    it.each([
      '/assets/..%2f..%2fsecret.txt',
      '/assets/%2e%2e/%2e%2e/secret.txt',
      '/assets/..%5c..%5csecret.txt',
      '/assets/%2e%2e%2findex.html',
      '/..%2fsecret.txt',
      '/assets/',
      '/assets/page-1a2b3c4d.js.br',
      '/assets/%00',
    ])('never lead elsewhere: %s', async (path) => {
      const answer = await send(path);
      expect([400, 403, 404]).toContain(answer.status);
      expect(answer.text).not.toContain('hidden text');
      expect(answer.headers['content-type']).toBe('application/problem+json');
    });
  });

  describe('the API beside them', () => {
    it.each(['/api/v1/nothing', '/api', '/api/docs/nothing', '/health/nothing', '/metrics/nothing'])(
      'keeps its own 404 at %s, whatever a client accepts',
      async (path) => {
        const answer = await send(path, HTML);
        expect(answer.status).toBe(404);
        expect(answer.headers['content-type']).toBe('application/problem+json');
        expect(JSON.parse(answer.text)).toMatchObject({ code: 'route-not-found' });
      },
    );

    it('answers programs that ask for an unknown address with a problem', async () => {
      for (const accept of ['*/*', 'application/json']) {
        expect((await send('/events', { accept })).headers['content-type']).toBe('application/problem+json');
      }
      expect((await send('/events', HTML, 'POST')).status).toBe(404);
    });

    it('has a page of its own', async () => {
      expect((await send('/api/docs', HTML)).text).toContain('Rowlock API');
    });
  });

  it('starts without them where they are not built', async () => {
    const bare = await startTestApp({ database: test.database, webFolder: join(folder, 'nowhere') });
    try {
      const answer = await bare.api.get('/health/live');
      expect(answer.status).toBe(200);
      const { statusCode, body } = await request(`${bare.url}/`, { headers: HTML });
      expect(statusCode).toBe(404);
      await body.dump();
    } finally {
      await bare.close();
    }
  });
});
