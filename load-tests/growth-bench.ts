import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Stage } from '#bench-stage';
import { median, say } from '#figures';
import { Connection } from '#wire';

const BOOKINGS = 1_000_000;
/** Some of them are cancelled, or the event, which may have a million seats, could sell no more. */
const CANCELLED = 1_000;
/** Bookings measured one by one on each event; a user books once on each, within the throttle. */
const SAMPLES = 300;

/**
 * What one booking costs on an event with a million bookings, against an empty one, in turns on an idle server. The
 * million comes from SQL, with buyers of its own: selling it over HTTP would take an hour and prove the same.
 */
export async function benchGrowth(stage: Stage): Promise<void> {
  const api = await stage.organize();
  const terms = { seating: 'general', capacity: BOOKINGS, maxSeatsPerUser: 1_000 } as const;
  const empty = await api.openEvent('Empty', terms);
  const full = await api.openEvent('Full', terms);
  say(`Filling an event with ${BOOKINGS} bookings …`);
  await fill(stage.databaseUrl, full);
  const connection = await Connection.open(new URL(stage.origin));
  const times = new Map<string, number[]>([
    [empty, []],
    [full, []],
  ]);
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const accessToken = stage.users[sample % stage.users.length]?.accessToken ?? '';
    for (const [eventId, all] of times) {
      const path = `/api/v1/events/${eventId}/bookings`;
      const shot = { accessToken, path, body: { seats: 1 }, idempotencyKey: randomUUID() };
      const { status, outcome, ms } = await connection.send(connection.encode(shot));
      if (status !== 201) throw new Error(`a booking was answered ${status} ${outcome}`);
      all.push(ms);
    }
  }
  connection.close();
  const [first = Number.NaN, second = Number.NaN] = [...times.values()].map(median);
  say(`one booking on an empty event        p50 ${first.toFixed(1)} ms`);
  say(`one booking beside ${BOOKINGS} others   p50 ${second.toFixed(1)} ms`);
  say(`ratio                                ${(second / first).toFixed(2)}`);
}

async function fill(databaseUrl: string, eventId: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SET statement_timeout = 0');
    await client.query(
      `INSERT INTO users (id, email, name, role, password_hash)
       SELECT md5('bulk' || n)::uuid, 'bulk-' || n || '@example.org', 'Somebody', 'attendee', 'none'
         FROM generate_series(1, $1) AS n`,
      [BOOKINGS],
    );
    await client.query(
      `INSERT INTO bookings (id, reference, event_id, user_id, status, seats, source, arrival_number, user_limit,
                             created_at, confirmed_at, cancelled_at)
       SELECT gen_random_uuid(), 'BULK-' || n, $2, md5('bulk' || n)::uuid,
              CASE WHEN n <= $3 THEN 'cancelled' ELSE 'confirmed' END, 1, 'direct', n, 1000, now(), now(),
              CASE WHEN n <= $3 THEN now() END
         FROM generate_series(1, $1) AS n`,
      [BOOKINGS, eventId, CANCELLED],
    );
    await client.query(`UPDATE events SET seats_confirmed = $1, arrivals = $2 WHERE id = $3`, [
      BOOKINGS - CANCELLED,
      BOOKINGS,
      eventId,
    ]);
    await client.query('VACUUM ANALYZE bookings, users, events');
  } finally {
    await client.end();
  }
}
