import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What a decision depends on, without the texts that are only shown. */
const TERMS_AND_COUNTERS = `
  id, organizer_id, status, seating, starts_at, sales_open_at, sales_close_at, max_seats_per_booking, max_seats_per_user,
  hold_seconds, waitlist_enabled, waitlist_mode, waitlist_offer_seconds, revision, capacity, seats_confirmed, seats_held,
  waiting, accessible_seats, accessible_free, arrivals, last_served, version`;

/** As they were made by the migration "keep plans of hot statements". */
const SETS_OF_ROWS: Readonly<Record<string, string>> = {
  begin_batch: `
    CREATE FUNCTION begin_batch(batch_id uuid, event_id uuid, lock_wait_ms integer, locked boolean)
      RETURNS SETOF events LANGUAGE plpgsql SET enable_seqscan = off AS $$
      BEGIN
        PERFORM hold_fence(batch_id, lock_wait_ms);
        IF locked THEN
          PERFORM FROM events WHERE events.id = event_id FOR NO KEY UPDATE;
        END IF;
        RETURN QUERY SELECT * FROM events WHERE events.id = event_id;
      END
    $$`,
  live_seats: `
    CREATE FUNCTION live_seats(event_id uuid, buyers uuid[])
      RETURNS TABLE (user_id uuid, seats integer) LANGUAGE plpgsql SET enable_seqscan = off AS $$
      BEGIN
        RETURN QUERY
          SELECT buyer.id, live.seats
            FROM unnest(buyers) AS buyer (id)
           CROSS JOIN LATERAL (
             SELECT sum(booking.seats)::integer AS seats FROM bookings AS booking
              WHERE booking.event_id = live_seats.event_id AND booking.user_id = buyer.id
                AND booking.status IN ('held', 'confirmed')) AS live
           WHERE live.seats > 0;
      END
    $$`,
  kept_answers: `
    CREATE FUNCTION kept_answers(users uuid[], keys text[])
      RETURNS SETOF idempotency_keys LANGUAGE plpgsql SET enable_seqscan = off AS $$
      BEGIN
        RETURN QUERY
          SELECT kept.* FROM unnest(users, keys) AS asked (user_id, key)
            JOIN LATERAL (
              SELECT * FROM idempotency_keys AS kept
               WHERE kept.user_id = asked.user_id AND kept.key = asked.key LIMIT 1) AS kept ON true;
      END
    $$`,
};

const SINGLE_VALUES: Readonly<Record<string, string>> = {
  // A lock is waited for by a statement of its own: what follows it is read when the row is ours. `NO KEY` lets foreign
  // keys to the event pass.
  lock_event: `
    CREATE FUNCTION lock_event(event_id uuid) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
      BEGIN
        PERFORM FROM events WHERE events.id = event_id FOR NO KEY UPDATE;
      END
    $$`,
  // With the clock at the moment it was read; NULL where there is no such event.
  event_state: `
    CREATE FUNCTION event_state(event_id uuid) RETURNS json LANGUAGE plpgsql SET enable_seqscan = off AS $$
      BEGIN
        RETURN (SELECT row_to_json(state)
                  FROM (SELECT ${TERMS_AND_COUNTERS}, clock_timestamp() AS now
                          FROM events WHERE events.id = event_id) AS state);
      END
    $$`,
  // Of each buyer, in their order.
  live_seats: `
    CREATE FUNCTION live_seats(event_id uuid, buyers uuid[])
      RETURNS integer[] LANGUAGE plpgsql SET enable_seqscan = off AS $$
      BEGIN
        RETURN ARRAY(
          SELECT (SELECT coalesce(sum(booking.seats), 0)::integer FROM bookings AS booking
                   WHERE booking.event_id = live_seats.event_id AND booking.user_id = buyer.id
                     AND booking.status IN ('held', 'confirmed'))
            FROM unnest(buyers) WITH ORDINALITY AS buyer (id, place)
           ORDER BY buyer.place);
      END
    $$`,
  // Those there are; NULL for none.
  kept_answers: `
    CREATE FUNCTION kept_answers(users uuid[], keys text[])
      RETURNS json LANGUAGE plpgsql SET enable_seqscan = off AS $$
      BEGIN
        RETURN (SELECT json_agg(found.answer)
                  FROM unnest(users, keys) AS asked (user_id, key)
                 CROSS JOIN LATERAL (
                   SELECT json_build_object('user_id', kept.user_id, 'key', kept.key,
                                            'fingerprint', kept.fingerprint, 'outcome', kept.outcome) AS answer
                     FROM idempotency_keys AS kept
                    WHERE kept.user_id = asked.user_id AND kept.key = asked.key LIMIT 1) AS found);
      END
    $$`,
};

/**
 * What a batch reads, as one value each, so that one statement asks for all of it. A function that gives rows stands in
 * a FROM, and such a statement is analysed and planned anew each time: an eighth of PostgreSQL's time where four processes
 * share an event (docs/performance.md).
 */
export class ReadBatchesAtOnce1760000080000 implements MigrationInterface {
  readonly name = 'ReadBatchesAtOnce1760000080000';

  up(runner: QueryRunner): Promise<void> {
    return replace(runner, SETS_OF_ROWS, SINGLE_VALUES);
  }

  down(runner: QueryRunner): Promise<void> {
    return replace(runner, SINGLE_VALUES, SETS_OF_ROWS);
  }
}

async function replace(
  runner: QueryRunner,
  old: Readonly<Record<string, string>>,
  made: Readonly<Record<string, string>>,
): Promise<void> {
  for (const name of Object.keys(old)) await runner.query(`DROP FUNCTION ${name}`);
  for (const sql of Object.values(made)) await runner.query(sql);
}
