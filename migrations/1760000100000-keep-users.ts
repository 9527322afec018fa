import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What a user has of events. */
const BELONGINGS = ['bookings', 'waitlist_entries'] as const;

/**
 * A foreign key looks the user up, and locks the row, for every booking of a batch: a tenth of what one cost PostgreSQL
 * (docs/performance.md). Whoever books is signed in, and a session has a user; who is no longer welcome is disabled. What
 * is left of the promise, that nobody is gone whose bookings are there, is kept once and for all, as it is for events.
 */
export class KeepUsers1760000100000 implements MigrationInterface {
  readonly name = 'KeepUsers1760000100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of BELONGINGS) await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_user_id_fkey`);
    await runner.query(`
      CREATE FUNCTION users_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'users are never deleted: bookings refer to them'
            USING HINT = 'Set disabled_at instead.';
        END
      $$`);
    await runner.query(`
      CREATE TRIGGER users_are_kept BEFORE DELETE OR TRUNCATE OR UPDATE OF id ON users
        FOR EACH STATEMENT EXECUTE FUNCTION users_are_kept()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER users_are_kept ON users`);
    await runner.query(`DROP FUNCTION users_are_kept`);
    for (const table of BELONGINGS) {
      await runner.query(`
        ALTER TABLE ${table} ADD CONSTRAINT ${table}_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)`);
    }
  }
}
