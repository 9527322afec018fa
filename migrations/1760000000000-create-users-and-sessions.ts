import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUsersAndSessions1760000000000 implements MigrationInterface {
  readonly name = 'CreateUsersAndSessions1760000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id            uuid        NOT NULL,
        email         text        NOT NULL,
        name          text        NOT NULL,
        role          text        NOT NULL,
        password_hash text        NOT NULL,
        disabled_at   timestamptz,
        created_at    timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT users_pkey PRIMARY KEY (id),
        CONSTRAINT users_email_key UNIQUE (email),
        CONSTRAINT users_role_known CHECK (role IN ('attendee', 'organizer', 'admin'))
      )`);
    await runner.query(`CREATE INDEX users_disabled_idx ON users (id) WHERE disabled_at IS NOT NULL`);
    // A session is one family of refresh tokens: one row, rotated in place, so that revoking it is one write.
    // `access_expires_at` is when the last access token given out for it dies: until then its end must be known everywhere.
    await runner.query(`
      CREATE TABLE sessions (
        id                  uuid        NOT NULL,
        user_id             uuid        NOT NULL,
        refresh_hash        bytea       NOT NULL,
        previous_hash       bytea,
        rotated_at          timestamptz,
        created_at          timestamptz NOT NULL DEFAULT now(),
        expires_at          timestamptz NOT NULL,
        access_expires_at   timestamptz NOT NULL,
        revoked_at          timestamptz,
        CONSTRAINT sessions_pkey PRIMARY KEY (id),
        CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX sessions_user_id_idx ON sessions (user_id)`);
    await runner.query(
      `CREATE INDEX sessions_revoked_idx ON sessions (access_expires_at) WHERE revoked_at IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sessions`);
    await runner.query(`DROP TABLE users`);
  }
}
