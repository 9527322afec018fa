import { type BenchServers } from '#bench/servers';

// Bookings and waitlist entries by the hundred thousand, from SQL: selling them over HTTP would take an hour and prove
// the same. They have owners of their own and leave the event as their booking would have left it.

/** Cancelled among the bookings of a mass, so that the event, which may have no more seats, can sell again. */
const CANCELLED = 1_000;

/** The owner with number `n`. In order, so that the indexes grow at their end. */
const OWNER = `('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;

/** So many users to own them; they cannot sign in. */
export async function addOwners(servers: BenchServers, count: number): Promise<void> {
  const sql = `
    INSERT INTO users (id, email, name, role, password_hash)
    SELECT ${OWNER}, 'mass-' || n || '@example.org', 'Somebody', 'attendee', 'fits no password'
      FROM generate_series(1, $1) AS n`;
  await servers.fill([[sql, count]]);
}

/** Gives an untouched event `count` bookings of one seat, 1,000 of them cancelled. */
export async function addBookings(servers: BenchServers, eventId: string, count: number): Promise<void> {
  const insert = `
    INSERT INTO bookings (id, reference, event_id, user_id, status, seats, source, arrival_number, user_limit,
                          created_at, confirmed_at, cancelled_at)
    SELECT uuidv7(), 'MASS-' || $1 || '-' || n, $2, ${OWNER},
           CASE WHEN n <= $3 THEN 'cancelled' ELSE 'confirmed' END, 1, 'direct', n, 1000, now(), now(),
           CASE WHEN n <= $3 THEN now() END
      FROM generate_series(1, $1::integer) AS n`;
  const update = 'UPDATE events SET seats_confirmed = $1, arrivals = $2 WHERE id = $3';
  await servers.fill([
    [insert, count, eventId, CANCELLED],
    [update, count - CANCELLED, count, eventId],
  ]);
}

/** Puts `count` users on the waitlist of a sold-out event. */
export async function addWaiting(servers: BenchServers, eventId: string, count: number): Promise<void> {
  const insert = `
    INSERT INTO waitlist_entries (id, event_id, user_id, seats, status, reason, arrival_number, user_limit, booking_id,
                                  booking_reference, created_at)
    SELECT uuidv7(), e.id, ${OWNER}, 1, 'waiting', 'sold-out', e.arrivals + n, 1000, uuidv7(), 'WAIT-' || n, now()
      FROM generate_series(1, $1::integer) AS n, events e WHERE e.id = $2`;
  const update = 'UPDATE events SET waiting = waiting + $1, arrivals = arrivals + $1 WHERE id = $2';
  await servers.fill([
    [insert, count, eventId],
    [update, count, eventId],
  ]);
}

/** What autovacuum does within minutes of such a change. */
export async function tidyUp(servers: BenchServers): Promise<void> {
  for (const table of ['users', 'bookings', 'waitlist_entries', 'seats', 'events']) {
    await servers.query(`VACUUM ANALYZE ${table}`);
  }
}
