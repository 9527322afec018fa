import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSeats1760000020000 implements MigrationInterface {
  readonly name = 'CreateSeats1760000020000';

  async up(runner: QueryRunner): Promise<void> {
    // A seat names its one live booking, so it cannot be in two. `changed_version` is the event's version that last
    // touched it: who knows the map at one version reads only what changed since.
    await runner.query(`
      CREATE TABLE seats (
        id              uuid             NOT NULL,
        event_id        uuid             NOT NULL,
        place           integer          NOT NULL,
        section         text             NOT NULL,
        row_name        text             NOT NULL,
        number          integer          NOT NULL,
        label           text             NOT NULL,
        x               double precision NOT NULL,
        y               double precision NOT NULL,
        accessible      boolean          NOT NULL,
        blocked         boolean          NOT NULL DEFAULT false,
        booking_id      uuid,
        changed_version integer          NOT NULL,
        CONSTRAINT seats_pkey PRIMARY KEY (id),
        CONSTRAINT seats_event_id_place_key UNIQUE (event_id, place),
        CONSTRAINT seats_event_id_label_key UNIQUE (event_id, label),
        CONSTRAINT seats_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
        CONSTRAINT seats_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings (id),
        CONSTRAINT seats_blocked_is_free CHECK (NOT blocked OR booking_id IS NULL)
      ) WITH (fillfactor = 80)`);
    await runner.query(`CREATE INDEX seats_event_id_changed_version_idx ON seats (event_id, changed_version)`);
    await runner.query(`CREATE INDEX seats_booking_id_idx ON seats (booking_id) WHERE booking_id IS NOT NULL`);
    await runner.query(`ALTER TABLE bookings ADD COLUMN seat_labels text[] NOT NULL DEFAULT '{}'`);
    await runner.query(`
      CREATE INDEX bookings_event_id_hold_expires_at_idx ON bookings (event_id, hold_expires_at) INCLUDE (seats)
        WHERE status = 'held'`);
    await runner.query(`
      CREATE INDEX bookings_hold_expires_at_idx ON bookings (hold_expires_at) INCLUDE (event_id) WHERE status = 'held'`);
    // A hold is over the moment it expires, whether or not a batch has come by to tidy it: readers ask this view.
    await runner.query(`
      CREATE VIEW current_bookings AS
        SELECT id, reference, event_id, user_id,
               CASE WHEN status = 'held' AND hold_expires_at <= clock_timestamp() THEN 'expired' ELSE status END AS status,
               seats, seat_labels, source, arrival_number, user_limit, hold_expires_at, created_at, confirmed_at,
               cancelled_at
          FROM bookings`);
    await runner.query(`
      ALTER TABLE events
        ADD COLUMN accessible_seats integer NOT NULL DEFAULT 0,
        ADD COLUMN accessible_free integer NOT NULL DEFAULT 0,
        ADD CONSTRAINT events_accessible_within_seats
          CHECK (accessible_free >= 0 AND accessible_free <= accessible_seats AND accessible_seats <= capacity)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE events
        DROP CONSTRAINT events_accessible_within_seats, DROP COLUMN accessible_free, DROP COLUMN accessible_seats`);
    await runner.query(`DROP VIEW current_bookings`);
    await runner.query(`DROP INDEX bookings_hold_expires_at_idx`);
    await runner.query(`DROP INDEX bookings_event_id_hold_expires_at_idx`);
    await runner.query(`ALTER TABLE bookings DROP COLUMN seat_labels`);
    await runner.query(`DROP TABLE seats`);
  }
}
