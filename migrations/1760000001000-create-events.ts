import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEvents1760000001000 implements MigrationInterface {
  readonly name = 'CreateEvents1760000001000';

  async up(runner: QueryRunner): Promise<void> {
    // One row carries what is sold and how much is left, so that one versioned UPDATE is the only gate to a seat.
    await runner.query(`
      CREATE TABLE events (
        id                     uuid        NOT NULL,
        organizer_id           uuid        NOT NULL,
        title                  text        NOT NULL,
        description            text,
        venue                  text,
        starts_at              timestamptz NOT NULL,
        ends_at                timestamptz,
        sales_open_at          timestamptz,
        sales_close_at         timestamptz,
        status                 text        NOT NULL DEFAULT 'draft',
        seating                text        NOT NULL,
        max_seats_per_booking  integer     NOT NULL,
        max_seats_per_user     integer     NOT NULL,
        hold_seconds           integer     NOT NULL,
        waitlist_enabled       boolean     NOT NULL,
        waitlist_mode          text        NOT NULL,
        waitlist_offer_seconds integer     NOT NULL,
        capacity               integer     NOT NULL DEFAULT 0,
        seats_confirmed        integer     NOT NULL DEFAULT 0,
        seats_held             integer     NOT NULL DEFAULT 0,
        waiting                integer     NOT NULL DEFAULT 0,
        arrivals               integer     NOT NULL DEFAULT 0,
        version                integer     NOT NULL DEFAULT 0,
        revision               integer     NOT NULL DEFAULT 1,
        created_at             timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT events_pkey PRIMARY KEY (id),
        CONSTRAINT events_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES users (id),
        CONSTRAINT events_status_known CHECK (status IN ('draft', 'published', 'cancelled')),
        CONSTRAINT events_seating_known CHECK (seating IN ('general', 'reserved')),
        CONSTRAINT events_waitlist_mode_known CHECK (waitlist_mode IN ('auto', 'offer')),
        CONSTRAINT events_limits_positive CHECK (max_seats_per_booking > 0 AND max_seats_per_user > 0),
        CONSTRAINT events_seats_within_capacity
          CHECK (seats_confirmed >= 0 AND seats_held >= 0 AND seats_confirmed + seats_held <= capacity),
        CONSTRAINT events_waiting_not_negative CHECK (waiting >= 0)
      ) WITH (fillfactor = 50)`);
    await runner.query(`CREATE INDEX events_starts_at_idx ON events (starts_at, id)`);
    await runner.query(`CREATE INDEX events_organizer_id_idx ON events (organizer_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE events`);
  }
}
