import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Whose rows are only ever written together with the versioned update of their event. */
const HISTORY = ['bookings', 'waitlist_entries', 'ledger', 'outbox'] as const;

/**
 * A foreign key looks the event up for every row of a batch, and locks it again, right after the batch's versioned
 * update has found it: an eighth of what a booking cost PostgreSQL (docs/performance.md). What is left of the promise,
 * that no event is gone whose history is there, is kept once and for all.
 */
export class KeepEvents1760000070000 implements MigrationInterface {
  readonly name = 'KeepEvents1760000070000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of HISTORY) await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_event_id_fkey`);
    await runner.query(`
      CREATE FUNCTION events_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'events are never deleted: bookings and the ledger refer to them';
        END
      $$`);
    await runner.query(`
      CREATE TRIGGER events_are_kept BEFORE DELETE OR TRUNCATE OR UPDATE OF id ON events
        FOR EACH STATEMENT EXECUTE FUNCTION events_are_kept()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER events_are_kept ON events`);
    await runner.query(`DROP FUNCTION events_are_kept`);
    for (const table of HISTORY) {
      await runner.query(`
        ALTER TABLE ${table} ADD CONSTRAINT ${table}_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)`);
    }
  }
}
