import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWaitlistEntries1760000003000 implements MigrationInterface {
  readonly name = 'CreateWaitlistEntries1760000003000';

  async up(runner: QueryRunner): Promise<void> {
    // An entry carries the id and the reference of the booking it will become: the primary key of bookings then
    // makes it impossible to promote one entry twice.
    await runner.query(`
      CREATE TABLE waitlist_entries (
        id                uuid        NOT NULL,
        event_id          uuid        NOT NULL,
        user_id           uuid        NOT NULL,
        seats             integer     NOT NULL,
        status            text        NOT NULL,
        reason            text        NOT NULL,
        arrival_number    integer     NOT NULL,
        user_limit        integer     NOT NULL,
        booking_id        uuid        NOT NULL,
        booking_reference text        NOT NULL,
        created_at        timestamptz NOT NULL,
        ended_at          timestamptz,
        CONSTRAINT waitlist_entries_pkey PRIMARY KEY (id),
        CONSTRAINT waitlist_entries_event_id_arrival_number_key UNIQUE (event_id, arrival_number),
        CONSTRAINT waitlist_entries_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
        CONSTRAINT waitlist_entries_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT waitlist_entries_status_known CHECK (status IN ('waiting', 'promoted', 'left', 'expired')),
        CONSTRAINT waitlist_entries_reason_known CHECK (reason IN ('sold-out', 'contended', 'asked')),
        CONSTRAINT waitlist_entries_seats_positive CHECK (seats > 0),
        CONSTRAINT waitlist_entries_ended CHECK ((status = 'waiting') = (ended_at IS NULL))
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX waitlist_entries_one_waiting_per_user ON waitlist_entries (event_id, user_id)
        WHERE status = 'waiting'`);
    // The queue in order; the first party of each size; who was served ahead of whom.
    await runner.query(`
      CREATE INDEX waitlist_entries_queue_idx ON waitlist_entries (event_id, arrival_number) WHERE status = 'waiting'`);
    await runner.query(`
      CREATE INDEX waitlist_entries_queue_by_size_idx ON waitlist_entries (event_id, seats, arrival_number)
        WHERE status = 'waiting'`);
    await runner.query(`
      CREATE INDEX waitlist_entries_promoted_idx ON waitlist_entries (event_id, arrival_number)
        WHERE status = 'promoted'`);
    await runner.query(`
      CREATE INDEX waitlist_entries_user_id_idx ON waitlist_entries (user_id, created_at DESC, id DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE waitlist_entries`);
  }
}
