import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The seat counters by name, in the order in which `ledger.before` and `ledger.after` hold them. */
const COUNTERS: Readonly<Record<string, string>> = {
  capacity: 'capacity',
  seats_confirmed: 'seatsConfirmed',
  seats_held: 'seatsHeld',
  waiting: 'waiting',
  accessible_seats: 'accessibleSeats',
  accessible_free: 'accessibleFree',
};
const NAMES = Object.keys(COUNTERS);

const toNumbers = (json: string): string => {
  const numbers = Object.values(COUNTERS).map((name) => `coalesce((${json}->>'${name}')::integer, 0)`);
  return `ARRAY[${numbers.join(', ')}]`;
};

const toJson = (numbers: string): string => {
  const fields = Object.values(COUNTERS).map((name, index) => `'${name}', ${numbers}[${index + 1}]`);
  return `jsonb_build_object(${fields.join(', ')})`;
};

/** As it was made by the migration "keep plans of hot statements". */
const APPEND_JSON = `
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
  $$`;

const stateAt = (place: string): string =>
  `ARRAY[${NAMES.map((name) => `append_ledger.${name}[${place}]`).join(', ')}]`;

/** Of n rows there are n + 1 states: each row starts with the one the row before it ended with. */
const APPEND_NUMBERS = `
  CREATE FUNCTION append_ledger(
    event_id uuid, version integer, batch_id uuid, recorded_at timestamptz,
    changes text[], actors uuid[], bookings uuid[], entries uuid[], seats integer[],
    ${NAMES.map((name) => `${name} integer[]`).join(', ')}
  ) RETURNS void LANGUAGE plpgsql AS $$
    #variable_conflict use_column
    BEGIN
      INSERT INTO ledger (event_id, version, batch_id, recorded_at, ordinal, change, actor_id, booking_id,
                          waitlist_entry_id, seats, before, after)
      SELECT $1, $2, $3, $4, place - 1, change, actor_id, booking_id, waitlist_entry_id, sent.seats,
             ${stateAt('place')}, ${stateAt('place + 1')}
        FROM (SELECT sent.*, ordinality::integer AS place
                FROM unnest(changes, actors, bookings, entries, append_ledger.seats) WITH ORDINALITY
                  AS sent (change, actor_id, booking_id, waitlist_entry_id, seats)) AS sent;
    END
  $$`;

/**
 * The counters of a ledger row as six numbers instead of JSON with six names: half of the row was names, and each of them
 * was parsed, stored and logged with every booking (docs/performance.md). `seat_counters` gives them their names back.
 */
export class KeepCountersAsNumbers1760000090000 implements MigrationInterface {
  readonly name = 'KeepCountersAsNumbers1760000090000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION append_ledger`);
    await runner.query(`
      ALTER TABLE ledger
        ALTER COLUMN before TYPE integer[] USING ${toNumbers('before')},
        ALTER COLUMN after TYPE integer[] USING ${toNumbers('after')}`);
    await runner.query(`
      CREATE FUNCTION seat_counters(numbers integer[]) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN ${toJson('numbers')}`);
    await runner.query(APPEND_NUMBERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION append_ledger`);
    await runner.query(`DROP FUNCTION seat_counters`);
    await runner.query(`
      ALTER TABLE ledger
        ALTER COLUMN before TYPE jsonb USING ${toJson('before')},
        ALTER COLUMN after TYPE jsonb USING ${toJson('after')}`);
    await runner.query(APPEND_JSON);
  }
}
