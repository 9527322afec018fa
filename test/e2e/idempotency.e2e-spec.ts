import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { anEvent, type EventBody } from '../support/builders.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: a request sent twice with one Idempotency-Key books once. Method: two instances on one database, over HTTP.
describe('Idempotency-Key', () => {
  let server: TestApp;
  let second: TestApp;
  let ann: Person;
  let bob: Person;
  let event: EventBody;
  let organizer: Person;

  beforeAll(async () => {
    server = await startTestApp();
    second = await startTestApp({ database: server.database });
    organizer = await server.api.register({ role: 'organizer' });
    bob = await server.api.register();
  });

  afterAll(async () => {
    await expectInvariants(server.dataSource);
    await second.close();
    await server.close();
  });

  beforeEach(async () => {
    ann = await server.api.register();
    event = await anEvent(server.api, organizer, { capacity: 3 });
  });

  const send = (key: string, body: unknown = { seats: 1 }, person = ann, { api }: TestApp = server): Promise<Answer> =>
    api.post(`/events/${event.id}/bookings`, body, { token: person.accessToken, headers: { 'idempotency-key': key } });

  it('repeats the stored answer, 201 and Location included, and says so', async () => {
    const first = await send('k-1');
    expect(first).toMatchObject({ status: 201 });
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    for (const instance of [server, second]) {
      const again = await send('k-1', { seats: 1 }, ann, instance);
      expect(again).toMatchObject({ status: 201, body: first.body });
      expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true', location: first.headers.location });
    }
  });

  it('repeats a place on the waitlist as 202', async () => {
    await send('fill', { seats: 3 }, bob);
    const first = await send('k-2');
    expect(first.status).toBe(202);
    const again = await send('k-2');
    expect(again).toMatchObject({ status: 202, body: first.body, headers: { 'idempotency-replayed': 'true' } });
  });

  it('refuses the same key for another body or another event with 422', async () => {
    await send('k-3');
    expect(await send('k-3', { seats: 2 })).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    const other = await anEvent(server.api, organizer);
    const options = { token: ann.accessToken, headers: { 'idempotency-key': 'k-3' } };
    const elsewhere = await server.api.post(`/events/${other.id}/bookings`, { seats: 1 }, options);
    expect(elsewhere).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect((await send('k-3', { seats: 2 }, bob)).status).toBe(201);
  });

  it('books once when it is used ten times at the same moment on two instances', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => send('k-4', { seats: 1 }, ann, index % 2 === 0 ? server : second)),
    );
    const counts = Map.groupBy(answers, ({ status, body }) =>
      status === 201 ? '201' : `${status} ${String(body.code)}`,
    );
    expect([...counts.keys()].filter((answer) => !['201', '409 idempotency-in-flight'].includes(answer))).toEqual([]);
    const ids = new Set(counts.get('201')?.map(({ headers }) => headers.location));
    expect(ids.size).toBe(1);
    const { body } = await server.api.get<{ items: unknown[] }>('/bookings', { token: ann.accessToken });
    expect(body.items).toHaveLength(1);
    expect((await send('k-4')).headers).toMatchObject({ 'idempotency-replayed': 'true' });
  });

  it('is any 1 to 255 visible characters', async () => {
    expect((await send('!~"k'.padEnd(255, 'x'))).status).toBe(201);
    for (const key of ['', 'x'.repeat(256), 'with space', 'ümlaut']) {
      const answer = await send(key);
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    }
  });
});
