import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { anEvent, book, type EventBody } from '../support/builders.js';
import { eventually, withoutQueryLog } from '../support/inventory.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: nobody is refused while a seat is free, not even when every try to store it fails. Method: a session that holds
// the event's row until the tries of the application are used up, then lets go.
describe('contention', () => {
  let server: TestApp;
  let organizer: Person;
  let ann: Person;
  let event: EventBody;

  beforeAll(async () => {
    server = await startTestApp({ env: { RETRY_MAX: '1', RETRY_CAP_MS: '10', BOOKING_DEADLINE_MS: '3000' } });
    withoutQueryLog(server.app.get(DataSource));
    organizer = await server.api.register({ role: 'organizer' });
  });

  afterAll(async () => {
    await expectInvariants(server.dataSource);
    await server.close();
  });

  beforeEach(async () => {
    ann = await server.api.register();
    event = await anEvent(server.api, organizer, { capacity: 3 });
  });

  /** Holds the event's row while `work` is asked for, until `until` is true. */
  async function whileRowIsHeld(work: () => Promise<Answer>, until: () => Promise<boolean>): Promise<Answer> {
    const runner = server.dataSource.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query(`SELECT FROM events WHERE id = $1 FOR UPDATE`, [event.id]);
      const answer = work();
      await eventually(until);
      await runner.rollbackTransaction();
      return await answer;
    } finally {
      await runner.release();
    }
  }

  async function readMetric(name: string): Promise<number> {
    const { text } = await server.api.get('/metrics');
    return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  }

  it('puts a buyer whose tries are used up on the waitlist, and the seat is theirs a moment later', async () => {
    const conflictsBefore = await readMetric('rowlock_conflicts_total');
    const answer = await whileRowIsHeld(
      () => book(server.api, ann, event.id, { seats: 2 }),
      async () => (await readMetric('rowlock_conflicts_total')) === conflictsBefore + 2,
    );
    expect(answer).toMatchObject({
      status: 202,
      body: { outcome: 'waitlisted', reason: 'contended', waitlistEntry: { seats: 2, userId: ann.user.id } },
    });
    const own = await server.api.get<{ items: unknown[] }>('/bookings', { token: ann.accessToken });
    expect(own.body.items).toMatchObject([{ eventId: event.id, seats: 2, status: 'confirmed', source: 'waitlist' }]);
    const me = await server.api.get(`/events/${event.id}/waitlist/me`, { token: ann.accessToken });
    expect(me.body).toMatchObject({ status: 'promoted', position: null });
    expect(await readMetric('rowlock_contended_enrolments_total')).toBeGreaterThan(0);
  });

  it('says 503 contended with Retry-After to whoever does not want to wait', async () => {
    const conflictsBefore = await readMetric('rowlock_conflicts_total');
    const answer = await whileRowIsHeld(
      () => book(server.api, ann, event.id, { seats: 1, joinWaitlist: false }),
      async () => (await readMetric('rowlock_conflicts_total')) === conflictsBefore + 2,
    );
    expect(answer).toMatchObject({ status: 503, body: { code: 'contended' }, headers: { 'retry-after': '1' } });
    expect((await book(server.api, ann, event.id)).status).toBe(201);
  });

  it('answers a cancellation that does not get through with 503, and takes it when it comes again', async () => {
    const booked = await book(server.api, ann, event.id);
    const path = `${booked.headers.location ?? ''}/cancel`;
    const conflictsBefore = await readMetric('rowlock_conflicts_total');
    const cancel = (): Promise<Answer> => server.api.post(path, undefined, { token: ann.accessToken });
    const answer = await whileRowIsHeld(
      cancel,
      async () => (await readMetric('rowlock_conflicts_total')) === conflictsBefore + 2,
    );
    expect(answer).toMatchObject({ status: 503, body: { code: 'contended' } });
    expect(await cancel()).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  });

  it('retries what lost to another instance, unseen by the buyer', async () => {
    const second = await startTestApp({ database: server.database });
    try {
      const large = await anEvent(server.api, organizer, { capacity: 40 });
      const people = await Promise.all(Array.from({ length: 8 }, () => server.api.register()));
      const answers = await Promise.all(
        people.flatMap((person, index) =>
          Array.from({ length: 5 }, () => book(index % 2 === 0 ? server.api : second.api, person, large.id)),
        ),
      );
      expect(answers.filter(({ status }) => status === 201 || status === 202)).toHaveLength(40);
      const free = await server.api.get<{ seatsFree: number; waiting: number }>(`/events/${large.id}/availability`);
      expect(free.body).toMatchObject({ seatsFree: 0, waiting: 0 });
    } finally {
      await second.close();
    }
  });
});
