import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Columns of a table and the types they are sent as; `text[]` and JSON come as text, one array per column. */
type SentColumns = Readonly<Record<string, string>>;

const BOOKING_COLUMNS: SentColumns = {
  id: 'uuid',
  reference: 'text',
  event_id: 'uuid',
  user_id: 'uuid',
  status: 'text',
  seats: 'integer',
  seat_labels: 'text[]',
  source: 'text',
  arrival_number: 'integer',
  user_limit: 'integer',
  hold_expires_at: 'timestamptz',
  created_at: 'timestamptz',
  confirmed_at: 'timestamptz',
  cancelled_at: 'timestamptz',
};

const ENTRY_COLUMNS: SentColumns = {
  id: 'uuid',
  event_id: 'uuid',
  user_id: 'uuid',
  seats: 'integer',
  status: 'text',
  reason: 'text',
  arrival_number: 'integer',
  user_limit: 'integer',
  booking_id: 'uuid',
  booking_reference: 'text',
  created_at: 'timestamptz',
  ended_at: 'timestamptz',
};

const ANSWER_COLUMNS: SentColumns = { user_id: 'uuid', key: 'text', fingerprint: 'text', outcome: 'json' };

/** In the order in which they need each other. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  // Held by one transaction until it has ended, well or badly; whoever asks for it meanwhile waits so long (ADR 7).
  hold_fence: `
    CREATE FUNCTION hold_fence(batch_id uuid, lock_wait_ms integer) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM set_config('lock_timeout', lock_wait_ms::text, true);
        PERFORM pg_advisory_xact_lock(hashtextextended(batch_id::text, 0));
      END
    $$`,
  // The fence of the batch, the row of its event, and with `locked` nobody else's until the end. A lock is waited for
  // by a statement of its own: what follows it is read when the row is ours.
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
  // An update that touches no row is no error to PostgreSQL, which would go on and store the rest of the batch.
  move_event: `
    CREATE FUNCTION move_event(
      event_id uuid, from_version integer, capacity integer, seats_confirmed integer, seats_held integer,
      waiting integer, arrivals integer, accessible_seats integer, accessible_free integer, last_served integer[]
    ) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
      BEGIN
        UPDATE events
           SET capacity = $3, seats_confirmed = $4, seats_held = $5, waiting = $6, arrivals = $7,
               accessible_seats = $8, accessible_free = $9, last_served = $10, version = version + 1
         WHERE id = $1 AND version = $2;
        IF NOT FOUND THEN PERFORM refuse_stale_write($1); END IF;
      END
    $$`,
  insert_bookings: insertFunction('insert_bookings', 'bookings', BOOKING_COLUMNS),
  insert_waitlist_entries: insertFunction('insert_waitlist_entries', 'waitlist_entries', ENTRY_COLUMNS),
  // Each row starts where the one before it ended, so only the first start is sent.
  append_ledger: `
    CREATE FUNCTION append_ledger(
      event_id uuid, version integer, batch_id uuid, recorded_at timestamptz, before jsonb, ordinals integer[],
      changes text[], actors uuid[], bookings uuid[], entries uuid[], seats integer[], afters text[]
    ) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO ledger (event_id, version, batch_id, recorded_at, ordinal, change, actor_id, booking_id,
                            waitlist_entry_id, seats, before, after)
        SELECT $1, $2, $3, $4, ordinal, change, actor_id, booking_id, waitlist_entry_id, sent.seats,
               coalesce(lag(after) OVER (ORDER BY ordinal), $5), after
          FROM (SELECT sent.*, after_text::jsonb AS after
                  FROM unnest($6, $7, $8, $9, $10, $11, $12)
                    AS sent (ordinal, change, actor_id, booking_id, waitlist_entry_id, seats, after_text)) AS sent;
      END
    $$`,
  keep_answers: insertFunction('keep_answers', 'idempotency_keys', ANSWER_COLUMNS, {
    event_id: 'uuid',
    created_at: 'timestamptz',
  }),
};

/**
 * What every batch of a rush sends, as functions: PostgreSQL keeps the plan of a statement inside a function for as long
 * as the connection lives, behind a transaction pooler, too, where a prepared statement would be lost. Planning them
 * anew for each batch took a tenth of PostgreSQL's time (docs/performance.md).
 *
 * Each of them looks rows up by an index, whatever the statistics said when its plan was made: a table that was empty
 * then may hold a sold-out stadium a second later.
 */
export class KeepPlansOfHotStatements1760000060000 implements MigrationInterface {
  readonly name = 'KeepPlansOfHotStatements1760000060000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of Object.values(FUNCTIONS)) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(FUNCTIONS).reverse()) await runner.query(`DROP FUNCTION ${name}`);
  }
}

/**
 * A function that inserts rows sent as one array per column.
 * @param common columns that all rows have the same value in, which come first
 */
function insertFunction(name: string, table: string, sent: SentColumns, common: SentColumns = {}): string {
  const commonNames = Object.keys(common);
  const names = Object.keys(sent);
  const arrays = names.map((_, index) => `$${commonNames.length + index + 1}`);
  const selected = [
    ...commonNames.map((_, index) => `$${index + 1}`),
    ...names.map((column) => (sentAs(sent[column]) === sent[column] ? column : `${column}::${sent[column]}`)),
  ];
  const types = [...Object.values(common), ...Object.values(sent).map((type) => `${sentAs(type)}[]`)];
  return `
    CREATE FUNCTION ${name}(${types.join(', ')}) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO ${table} (${[...commonNames, ...names].join(', ')})
        SELECT ${selected.join(', ')} FROM unnest(${arrays.join(', ')}) AS sent (${names.join(', ')});
      END
    $$`;
}

function sentAs(type = ''): string {
  return type === 'text[]' || type.startsWith('json') ? 'text' : type;
}
