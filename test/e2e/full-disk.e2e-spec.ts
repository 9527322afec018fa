import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.js';
import { anEvent } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: a full disk is no bug of ours: people are told to come back, balancers that this is no place to send them to.
// Method: a trigger refuses every booking as PostgreSQL does; `npm run faults -- disk-full` fills a real disk.
describe('a database whose disk is full', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    await test.dataSource.query(`
      CREATE FUNCTION refuse_to_store() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
      END $$`);
  });

  afterAll(() => test.close());

  it('means 503 with Retry-After, a red health check, and nothing stored; and is over when it is over', async () => {
    const organizer = await test.api.register({ role: 'organizer' });
    const { accessToken: token } = await test.api.register();
    const event = await anEvent(test.api, organizer, { capacity: 2 });
    const path = `/events/${event.id}/bookings`;
    await test.dataSource.query(
      'CREATE TRIGGER disk_full BEFORE INSERT ON bookings FOR EACH ROW EXECUTE FUNCTION refuse_to_store()',
    );
    const refused = await test.api.post(path, { seats: 1 }, { token });
    expect(refused).toMatchObject({ status: 503, body: { code: 'database-unavailable' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(refused.text).not.toContain('No space left');
    expect((await test.api.get('/health/ready')).status).toBe(503);
    // Whoever only looks is served.
    expect(await test.api.get(`/events/${event.id}/availability`)).toMatchObject({ body: { seatsFree: 2 } });
    await test.dataSource.query('DROP TRIGGER disk_full ON bookings');
    expect((await test.api.post(path, { seats: 1 }, { token })).status).toBe(201);
    await eventually(async () => {
      expect((await test.api.get('/health/ready')).status).toBe(200);
    }, 10_000);
    await expectInvariants(test.dataSource, { eventId: event.id });
  });
});
