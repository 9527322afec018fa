import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBookings1760000002000 implements MigrationInterface {
  readonly name = 'CreateBookings1760000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bookings (
        id              uuid        NOT NULL,
        reference       text        NOT NULL,
        event_id        uuid        NOT NULL,
        user_id         uuid        NOT NULL,
        status          text        NOT NULL,
        seats           integer     NOT NULL,
        source          text        NOT NULL,
        arrival_number  integer     NOT NULL,
        user_limit      integer     NOT NULL,
        hold_expires_at timestamptz,
        created_at      timestamptz NOT NULL,
        confirmed_at    timestamptz,
        cancelled_at    timestamptz,
        CONSTRAINT bookings_pkey PRIMARY KEY (id),
        CONSTRAINT bookings_reference_key UNIQUE (reference),
        CONSTRAINT bookings_event_id_arrival_number_key UNIQUE (event_id, arrival_number),
        CONSTRAINT bookings_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
        CONSTRAINT bookings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT bookings_status_known CHECK (status IN ('held', 'confirmed', 'cancelled', 'expired')),
        CONSTRAINT bookings_source_known CHECK (source IN ('direct', 'waitlist')),
        CONSTRAINT bookings_seats_positive CHECK (seats > 0),
        CONSTRAINT bookings_hold_has_expiry CHECK (status <> 'held' OR hold_expires_at IS NOT NULL)
      )`);
    // Live seats of the users in a batch; the user's own list; the waitlist's count of newcomers who passed by.
    await runner.query(`
      CREATE INDEX bookings_event_id_user_id_live_idx ON bookings (event_id, user_id)
        INCLUDE (seats) WHERE status IN ('held', 'confirmed')`);
    await runner.query(`CREATE INDEX bookings_user_id_idx ON bookings (user_id, created_at DESC, id DESC)`);
    await runner.query(`
      CREATE INDEX bookings_event_id_direct_idx ON bookings (event_id, arrival_number) WHERE source = 'direct'`);
    // Numbers for references are taken in blocks, so that minting one costs no round trip (ADR 0006).
    await runner.query(`CREATE SEQUENCE booking_reference_blocks`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SEQUENCE booking_reference_blocks`);
    await runner.query(`DROP TABLE bookings`);
  }
}
