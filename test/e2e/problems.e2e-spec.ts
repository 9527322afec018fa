import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROBLEMS, type ProblemCode } from '../../src/shared/problems.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { SCENARIOS, type Scenario, type Scene } from '../support/problem-scenarios.js';

const codes = Object.keys(PROBLEMS) as ProblemCode[];
const reachable = codes.filter((code) => typeof SCENARIOS[code] === 'function');
const elsewhere = codes.filter((code) => typeof SCENARIOS[code] !== 'function');

// Goal: every row of the one list of problems is answered as RFC 9457 and the list say. Method: each is brought about
// over HTTP; the list of scenarios must be complete to compile.
describe('problems', () => {
  let scene: Scene;
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    scene = { test, organizer: await test.api.register({ role: 'organizer' }), attendee: await test.api.register() };
  });

  afterAll(async () => {
    await test.close();
  });

  it.each(reachable)('%s', async (code) => {
    const { status, title } = PROBLEMS[code];
    const answer = await (SCENARIOS[code] as Scenario)(scene);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toMatchObject({
      type: `/problems/${code}`,
      title,
      status,
      code,
      instance: expect.stringMatching(/^urn:uuid:[\da-f-]{36}$/),
    });
    // When to come back is said where another try helps, and nowhere else.
    const retryAfter = answer.headers['retry-after'];
    if (status === 429 || status === 503) expect(retryAfter).toMatch(/^[1-9]\d*$/);
    else expect(retryAfter).toBeUndefined();
    expect(answer.headers.etag).toBeUndefined();
    expect(answer.headers.location).toBeUndefined();
  });

  it.each(elsewhere)('%s is proven elsewhere, and says where', (code) => {
    expect(SCENARIOS[code]).toMatchObject({ elsewhere: expect.stringMatching(/\w+ \w+/) });
  });

  it('tells nothing of what went wrong inside', async () => {
    const answer = await (SCENARIOS.internal as Scenario)(scene);
    expect(Object.keys(answer.body).sort()).toEqual(['code', 'instance', 'status', 'title', 'type']);
  });

  it('points at everything wrong at once', async () => {
    const answer = await test.api.post('/auth/register', { email: 'nobody', password: 'short', surname: 'X' });
    const { errors } = answer.body as { errors: { pointer: string; detail: string }[] };
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['#/email', '#/name', '#/password', '#/surname']);
    for (const { detail } of errors) expect(detail).toMatch(/^(must|is) /);
  });

  it('never sends a password back', async () => {
    const answer = await test.api.post('/auth/register', { email: 'nobody', password: `sesame\u0000`, name: 'N' });
    expect(answer.text).not.toContain('sesame');
    const broken = await test.api.send('POST', '/auth/login', { raw: '{"password":"sesame"' });
    expect(broken.text).not.toContain('sesame');
  });

  it.each(['/%zz', '/%', '/api/v1/%c0%80', `/${'a'.repeat(3000)}`, '/..%2f..%2fetc/passwd', '//', '/api/v1'])(
    'answers the address %s with route-not-found',
    async (path) => {
      const answer = await test.api.get(path.startsWith('/api') ? path : `/api/v1${path}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'route-not-found' } });
    },
  );
});
