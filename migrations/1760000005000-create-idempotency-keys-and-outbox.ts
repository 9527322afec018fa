import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdempotencyKeysAndOutbox1760000005000 implements MigrationInterface {
  readonly name = 'CreateIdempotencyKeysAndOutbox1760000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency_keys (
        user_id     uuid        NOT NULL,
        key         text        NOT NULL,
        event_id    uuid        NOT NULL,
        fingerprint text        NOT NULL,
        outcome     jsonb       NOT NULL,
        created_at  timestamptz NOT NULL,
        CONSTRAINT idempotency_keys_pkey PRIMARY KEY (user_id, key),
        CONSTRAINT idempotency_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT idempotency_keys_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)
      )`);
    await runner.query(`CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at)`);
    await runner.query(`
      CREATE TABLE outbox (
        id           bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
        event_id     uuid        NOT NULL,
        user_id      uuid        NOT NULL,
        topic        text        NOT NULL,
        booking_id   uuid,
        payload      jsonb       NOT NULL,
        created_at   timestamptz NOT NULL,
        delivered_at timestamptz,
        CONSTRAINT outbox_pkey PRIMARY KEY (id),
        CONSTRAINT outbox_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)
      )`);
    await runner.query(`CREATE INDEX outbox_undelivered_idx ON outbox (id) WHERE delivered_at IS NULL`);
    await runner.query(`CREATE INDEX outbox_booking_id_idx ON outbox (booking_id) WHERE booking_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE outbox`);
    await runner.query(`DROP TABLE idempotency_keys`);
  }
}
