import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLedger1760000004000 implements MigrationInterface {
  readonly name = 'CreateLedger1760000004000';

  async up(runner: QueryRunner): Promise<void> {
    // Several people may share one version (one batch); `ordinal` is their order within it, from 0.
    await runner.query(`
      CREATE TABLE ledger (
        event_id          uuid        NOT NULL,
        version           integer     NOT NULL,
        ordinal           integer     NOT NULL,
        batch_id          uuid        NOT NULL,
        change            text        NOT NULL,
        actor_id          uuid,
        booking_id        uuid,
        waitlist_entry_id uuid,
        seats             integer     NOT NULL,
        before            jsonb       NOT NULL,
        after             jsonb       NOT NULL,
        recorded_at       timestamptz NOT NULL,
        CONSTRAINT ledger_pkey PRIMARY KEY (event_id, version, ordinal),
        CONSTRAINT ledger_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)
      )`);
    await runner.query(`CREATE INDEX ledger_booking_id_idx ON ledger (booking_id) WHERE booking_id IS NOT NULL`);
    // Append-only is a promise to an auditor; the database keeps it for every client, not only for ours.
    await runner.query(`
      CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the ledger is append-only';
      END $$`);
    await runner.query(`
      CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE ON ledger
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ledger`);
    await runner.query(`DROP FUNCTION ledger_is_append_only`);
  }
}
