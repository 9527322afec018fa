import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fireBurst } from '../../load-tests/burst.js';
import { type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { anEvent } from '../support/builders.js';
import { signInCrowd } from '../support/crowd.js';
import { expectInvariants } from '../support/invariants.js';
import { aHall, readSeats, seatIdsOf } from '../support/seats.js';

// Goal: no seat of a map is sold twice, and best-available parties never get in each other's way, however many ask at
// the same moment. Method: 500 users, each with an open connection, one barrier; through two instances on one database.

const BUYERS = 500;
const ROWS = 25;
const SEATS_PER_ROW = 40;

describe('a rush on a hall', () => {
  let first: TestApp;
  let second: TestApp;
  let organizer: Person;
  let tokens: readonly string[];

  beforeAll(async () => {
    first = await startTestApp();
    second = await startTestApp({ database: first.database });
    organizer = await first.api.register({ role: 'organizer' });
    tokens = await signInCrowd(first, BUYERS);
  }, 60_000);

  afterAll(async () => {
    await second.close();
    await first.close();
  });

  /** Everybody asks for the same. @returns how often each answer came, by status and outcome or code */
  async function rush(
    origins: readonly string[],
    eventId: string,
    body: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, number>> {
    const path = `/api/v1/events/${eventId}/bookings`;
    const { answers } = await fireBurst(
      origins,
      tokens.map((accessToken) => ({ accessToken, path, body, idempotencyKey: randomUUID() })),
    );
    const counts: Record<string, number> = {};
    for (const { status, outcome } of answers) {
      const name = `${status} ${outcome}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  const origins = { 'one instance': () => [first.url], 'two instances': () => [first.url, second.url] };

  it.each(['one instance', 'two instances'] as const)(
    'for one and the same seat has one winner and 499 who are told that it is taken: %s',
    async (through) => {
      const { id } = await anEvent(first.api, organizer, aHall({ rows: 2, seatsPerRow: 10 }));
      const [wanted = ''] = await seatIdsOf(first.api, id);
      expect(await rush(origins[through](), id, { seatIds: [wanted] })).toEqual({
        '201 confirmed': 1,
        '409 seat-taken': 499,
      });
      expect((await first.api.get(`/events/${id}/availability`)).body).toMatchObject({
        seatsConfirmed: 1,
        seatsFree: 19,
        waiting: 0,
      });
      await expectInvariants(first.dataSource, { eventId: id });
    },
    60_000,
  );

  it.each(['one instance', 'two instances'] as const)(
    'of 500 pairs seats every pair side by side in a hall of 1,000, and leaves no orphan: %s',
    async (through) => {
      const { id } = await anEvent(first.api, organizer, aHall({ rows: ROWS, seatsPerRow: SEATS_PER_ROW }));
      expect(await rush(origins[through](), id, { bestAvailable: { seats: 2 } })).toEqual({ '201 confirmed': BUYERS });
      const rows: { seat_labels: string[] }[] = await first.dataSource.query(
        `SELECT seat_labels FROM bookings WHERE event_id = $1`,
        [id],
      );
      expect(new Set(rows.flatMap(({ seat_labels }) => seat_labels)).size).toBe(ROWS * SEATS_PER_ROW);
      expect(rows.filter(({ seat_labels }) => !areNeighbours(seat_labels))).toEqual([]);
      const { sections } = await readSeats(first.api, id);
      const states = sections.flatMap((section) =>
        section.rows.flatMap(({ seats }) => seats.map(({ state }) => state)),
      );
      expect(states.filter((state) => state !== 'booked')).toEqual([]);
      await expectInvariants(first.dataSource, { eventId: id });
    },
    60_000,
  );

  it('of 500 holds on single best seats gives each a seat of its own, and all are free again when they lapse', async () => {
    const { id } = await anEvent(first.api, organizer, aHall({ rows: 10, seatsPerRow: 50 }));
    const wish = { bestAvailable: { seats: 1 }, hold: true, joinWaitlist: false };
    expect(await rush(origins['two instances'](), id, wish)).toEqual({ '201 held': BUYERS });
    await first.dataSource.query(
      `UPDATE bookings SET hold_expires_at = clock_timestamp() - interval '1 second' WHERE event_id = $1`,
      [id],
    );
    expect(await rush(origins['two instances'](), id, wish)).toEqual({ '201 held': BUYERS });
    await expectInvariants(first.dataSource, { eventId: id });
  }, 60_000);
});

/** `S-A-7` and `S-A-8`. */
function areNeighbours(labels: readonly string[]): boolean {
  const [[row, number], [otherRow, otherNumber]] = [0, 1].map((index) => {
    const [, name, seat] = (labels[index] ?? '').split('-');
    return [name, Number(seat)] as const;
  }) as [readonly [string, number], readonly [string, number]];
  return labels.length === 2 && row === otherRow && Math.abs(number - otherNumber) === 1;
}
