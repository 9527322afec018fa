import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Instances believe a session's role for half a minute; what changed lately is told them by this column. A trigger, because
 * roles are given and taken in the database by hand, and whoever does that must not have to think of it.
 */
export class DateRoleChanges1760000040000 implements MigrationInterface {
  readonly name = 'DateRoleChanges1760000040000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users ADD COLUMN role_changed_at timestamptz`);
    await runner.query(`
      CREATE INDEX users_role_changed_idx ON users (role_changed_at) WHERE role_changed_at IS NOT NULL`);
    await runner.query(`
      CREATE FUNCTION date_role_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.role_changed_at := clock_timestamp();
          RETURN NEW;
        END
      $$`);
    await runner.query(`
      CREATE TRIGGER users_role_changed BEFORE UPDATE OF role ON users
        FOR EACH ROW WHEN (NEW.role IS DISTINCT FROM OLD.role) EXECUTE FUNCTION date_role_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER users_role_changed ON users`);
    await runner.query(`DROP FUNCTION date_role_change()`);
    await runner.query(`ALTER TABLE users DROP COLUMN role_changed_at`);
  }
}
