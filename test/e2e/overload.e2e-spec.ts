import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

const STALL_MS = 800;
const MOMENT_MS = 30;
const OVERLOAD_LIMIT_MS = 20_000;

/** Takes the event loop away from everybody else in this process, the server above all. */
function stall(): void {
  for (const endsAt = performance.now() + STALL_MS; performance.now() < endsAt;);
}

// Goal: an instance that cannot keep up says so at once, and takes everybody again when it can. Method: its event loop is
// really blocked for most of each second.
describe('overload', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp({ env: { LOG_LEVEL: 'silent', OVERLOAD_LATE_MS: '350' } });
  });

  afterAll(() => test.close());

  it('is not one stall: whoever comes after it is served', async () => {
    stall();
    expect((await test.api.get('/events')).status).toBe(200);
  });

  it('turns newcomers away with 503 and Retry-After while it lasts, and serves them again afterwards', async () => {
    const deadline = performance.now() + OVERLOAD_LIMIT_MS;
    let status = 200;
    while (status === 200 && performance.now() < deadline) {
      stall();
      await sleep(MOMENT_MS);
      ({ status } = await test.api.get('/events'));
    }
    const refused = await test.api.get('/events');
    expect(refused).toMatchObject({ status: 503, body: { code: 'overloaded' }, headers: { 'retry-after': '1' } });
    // Whoever watches sees it all the same.
    expect((await test.api.get('/health/ready')).status).toBe(200);
    expect((await test.api.get('/metrics')).text).toMatch(/rowlock_event_loop_late_seconds 0\.[3-9]/);
    await eventually(async () => {
      expect((await test.api.get('/events')).status).toBe(200);
    }, OVERLOAD_LIMIT_MS);
  }, 60_000);
});
