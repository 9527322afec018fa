import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

// Goal: the process says truly whether it lives and can serve. Method: the wire to the database is cut and mended.
describe('health and metrics', () => {
  let database: TestDatabase;
  let wire: TcpProxy;
  let test: TestApp;

  beforeAll(async () => {
    database = await createTestDatabase();
    wire = await startTcpProxy(database.url);
    test = await startTestApp({ database, env: { DATABASE_URL: wire.url } });
  });

  afterAll(async () => {
    await test.close();
    await wire.close();
    await database.drop();
  });

  it('is alive and ready', async () => {
    expect(await test.api.get('/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await test.api.get('/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ok', details: { database: { status: 'up' } } },
    });
  });

  it('stays alive but not ready without the database, says 503 to users, and recovers', async () => {
    const { accessToken } = await test.api.register();
    await wire.cut();
    expect((await test.api.get('/health/live')).status).toBe(200);
    for (const path of ['/health/ready', '/users/me']) {
      const answer = await test.api.get(path, { token: accessToken });
      expect(answer).toMatchObject({ status: 503, body: { code: 'database-unavailable' } });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
      // Why is for the log alone.
      expect(answer.text).not.toMatch(/ECONN|postgres|127\.0\.0\.1/);
    }
    await wire.mend();
    await eventually(async () => {
      expect((await test.api.get('/health/ready')).status).toBe(200);
      expect((await test.api.get('/users/me', { token: accessToken })).status).toBe(200);
    });
  });

  it('serves metrics that Prometheus can read, with requests by route and status', async () => {
    await test.api.get('/users/me');
    const answer = await test.api.get('/metrics');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.text).toContain('process_cpu_user_seconds_total');
    expect(answer.text).toContain('nodejs_eventloop_lag_seconds');
    expect(answer.text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/users\/me",status="401"\} \d+/,
    );
  });

  it('names no route that a stranger made up', async () => {
    await test.api.get('/api/v1/made-up/by-a-stranger');
    expect((await test.api.get('/metrics')).text).not.toContain('made-up');
  });

  it('answers bytes that are no HTTP with a problem, and hangs up', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(test.url).port), '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      socket.once('close', () => {
        resolve(Buffer.concat(chunks).toString('utf8'));
      });
      socket.once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*validation-failed/);
  });
});
