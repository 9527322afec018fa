import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * A batch sends its versioned update, its rows and COMMIT together. An update that touches no row is no error to
 * PostgreSQL, which would go on and store the rest; this makes it one.
 */
export class RefuseStaleWrites1760000050000 implements MigrationInterface {
  readonly name = 'RefuseStaleWrites1760000050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_stale_write(event_id uuid) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'event % has moved on', event_id USING ERRCODE = 'serialization_failure';
        END
      $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION refuse_stale_write(uuid)`);
  }
}
