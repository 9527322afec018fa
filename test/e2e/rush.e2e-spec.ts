import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fireBurst } from '../../load-tests/burst.js';
import { ServerProcess } from '../../load-tests/server-process.js';
import { type Shot } from '../../load-tests/shot.js';
import { type Person } from '../support/api-client.js';
import { startTestApp, TEST_JWT_SECRET, type TestApp } from '../support/app.js';
import { anEvent } from '../support/builders.js';
import { signInCrowd } from '../support/crowd.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: every seat is sold exactly once, however many people want it at the same moment. Method: 300 users, each with
// an open connection, one barrier, 299 seats; against one process, and against two that share a database.

const USERS = 300;

/** What everybody has in production: nobody is too fast in a rush, each asks once. */
const PRODUCTION_LIMITS = { THROTTLE_USER_LIMIT: '1000', THROTTLE_BOOKING_LIMIT: '20' };

describe('a rush', () => {
  let server: TestApp;
  let organizer: Person;
  let tokens: readonly string[];

  beforeAll(async () => {
    server = await startTestApp({ env: PRODUCTION_LIMITS });
    organizer = await server.api.register({ role: 'organizer' });
    tokens = await signInCrowd(server, USERS);
  }, 60_000);

  afterAll(async () => {
    await server.close();
  });

  const everybodyWants = (eventId: string, seats: number): Shot[] =>
    tokens.map((accessToken) => ({
      accessToken,
      path: `/api/v1/events/${eventId}/bookings`,
      body: { seats },
      idempotencyKey: randomUUID(),
    }));

  /** Fires at these instances. @returns how often each answer came, by status and outcome */
  async function rush(origins: readonly string[], eventId: string, seats: number): Promise<Record<string, number>> {
    const { answers } = await fireBurst(origins, everybodyWants(eventId, seats));
    const counts: Record<string, number> = {};
    for (const { status, outcome } of answers) {
      const name = `${status} ${outcome}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  async function expectSold(eventId: string, seats: number, waiting: number): Promise<void> {
    const { body } = await server.api.get(`/events/${eventId}/availability`);
    expect(body).toMatchObject({ seatsConfirmed: seats, seatsHeld: 0, seatsFree: 0, waiting });
    await expectInvariants(server.dataSource, { eventId });
  }

  it('on 299 seats gives 299 of 300 users a seat and lets one wait, ten times in a row', async () => {
    for (let run = 1; run <= 10; run += 1) {
      const { id } = await anEvent(server.api, organizer, { capacity: 299 });
      expect(await rush([server.url], id, 1)).toEqual({ '201 confirmed': 299, '202 waitlisted': 1 });
      await expectSold(id, 299, 1);
    }
  }, 60_000);

  it('on a hall of ten gives all ten seats to one party and splits none', async () => {
    const { id } = await anEvent(server.api, organizer, { capacity: 10, maxSeatsPerBooking: 10, maxSeatsPerUser: 10 });
    expect(await rush([server.url], id, 10)).toEqual({ '201 confirmed': 1, '202 waitlisted': 299 });
    await expectSold(id, 10, 299);
  });

  it('through two processes on one database sells the same, to the seat', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rowlock-rush-'));
    const settings = { DATABASE_URL: server.database.url, JWT_SECRET: TEST_JWT_SECRET, LOG_LEVEL: 'warn' };
    const instances = [new ServerProcess(folder, settings), new ServerProcess(folder, settings)];
    try {
      const origins = await Promise.all(instances.map((instance) => instance.ready()));
      for (let run = 1; run <= 3; run += 1) {
        const { id } = await anEvent(server.api, organizer, { capacity: 299 });
        expect(await rush(origins, id, 1)).toEqual({ '201 confirmed': 299, '202 waitlisted': 1 });
        await expectSold(id, 299, 1);
      }
    } finally {
      await Promise.all(instances.map((instance) => instance.stop()));
      await rm(folder, { recursive: true, force: true });
    }
  }, 90_000);
});
