import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Role } from '../users/role.js';
import { SessionEntity } from './session.entity.js';

/** A row of `sessions` about to be written. */
export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly refreshHash: Buffer;
  /** Seconds from now, by the database's clock. */
  readonly ttlSeconds: number;
  readonly accessTtlSeconds: number;
}

/** Whose living session it is. */
export interface LivingSession {
  readonly id: string;
  readonly userId: string;
  readonly role: Role;
}

/** What has become of sessions that instances may still remember. */
export interface SessionNews {
  /** Ended, although an access token of theirs may still be in date. */
  readonly ended: ReadonlySet<string>;
  /** Their users were given another role within the time asked for. */
  readonly outdated: readonly string[];
  /** The database's clock at that moment. */
  readonly now: Date;
}

/** What a refresh token stands for, as far as its session's row can tell. */
export interface RefreshState {
  readonly userId: string;
  readonly living: boolean;
  /** The token is the one the newest was made from. */
  readonly isPredecessor: boolean;
  /** Since the newest token was made; 0 for a session never refreshed. */
  readonly rotatedSecondsAgo: number;
}

/** An instance that has not read the database's clock yet may be off by this much; an end is remembered that much longer. */
const CLOCK_SLACK_SECONDS = 60;

/** All SQL on `sessions`. */
@Injectable()
export class SessionsRepository {
  /** One statement for all. */
  async insert(tx: EntityManager, sessions: readonly NewSession[]): Promise<void> {
    await tx.query(
      `INSERT INTO sessions (id, user_id, refresh_hash, expires_at, access_expires_at)
       SELECT id, user_id, refresh_hash, now() + make_interval(secs => ttl), now() + make_interval(secs => access_ttl)
       FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::float8[], $5::float8[])
         AS given (id, user_id, refresh_hash, ttl, access_ttl)`,
      [
        sessions.map(({ id }) => id),
        sessions.map(({ userId }) => userId),
        sessions.map(({ refreshHash }) => refreshHash),
        sessions.map(({ ttlSeconds }) => ttlSeconds),
        sessions.map(({ accessTtlSeconds }) => accessTtlSeconds + CLOCK_SLACK_SECONDS),
      ],
    );
  }

  /** Which of these sessions are alive, and whose they are. */
  findLiving(tx: EntityManager, ids: readonly string[]): Promise<LivingSession[]> {
    return tx.query(
      `SELECT s.id, s.user_id AS "userId", u.role
       FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE s.id = ANY($1::uuid[]) AND s.revoked_at IS NULL AND u.disabled_at IS NULL`,
      [ids],
    );
  }

  /** @param rolesSeconds how far to look back for changes of roles */
  async findNews(tx: EntityManager, rolesSeconds: number): Promise<SessionNews> {
    const rows = await tx.query<{ id: string; ended: boolean; now: Date | null }[]>(
      `SELECT NULL::uuid AS id, NULL::boolean AS ended, clock_timestamp() AS now
       UNION ALL
       SELECT id, true, NULL FROM sessions WHERE revoked_at IS NOT NULL AND access_expires_at > now()
       UNION ALL
       SELECT s.id, true, NULL FROM users u JOIN sessions s ON s.user_id = u.id
       WHERE u.disabled_at IS NOT NULL AND s.access_expires_at > now()
       UNION ALL
       SELECT s.id, false, NULL FROM users u JOIN sessions s ON s.user_id = u.id
       WHERE u.role_changed_at > now() - make_interval(secs => $1) AND s.access_expires_at > now()`,
      [rolesSeconds],
    );
    const now = rows[0]?.now;
    if (!now) throw new Error('The database did not tell its time');
    const idsOf = (ended: boolean): string[] => rows.filter((row) => row.ended === ended).map(({ id }) => id);
    return { ended: new Set(idsOf(true)), outdated: idsOf(false), now };
  }

  /** Puts the successor in the place of the newest token. @returns the user, or undefined when it was not the newest */
  async rotate(
    tx: EntityManager,
    { id, from, to, accessTtlSeconds }: { id: string; from: Buffer; to: Buffer; accessTtlSeconds: number },
  ): Promise<string | undefined> {
    const [rows] = await tx.query<[{ user_id: string }[], number]>(
      `UPDATE sessions s SET refresh_hash = $3, previous_hash = $2, rotated_at = clock_timestamp(),
         access_expires_at = greatest(s.access_expires_at, now() + make_interval(secs => $4))
       FROM users u
       WHERE s.id = $1 AND s.refresh_hash = $2 AND s.revoked_at IS NULL AND s.expires_at > now()
         AND u.id = s.user_id AND u.disabled_at IS NULL
       RETURNING s.user_id`,
      [id, from, to, accessTtlSeconds + CLOCK_SLACK_SECONDS],
    );
    return rows[0]?.user_id;
  }

  /** What is known of a token that was not the newest of its session. */
  async findRefreshState(tx: EntityManager, id: string, hash: Buffer): Promise<RefreshState | undefined> {
    const rows = await tx.query<RefreshState[]>(
      `SELECT s.user_id AS "userId",
         s.revoked_at IS NULL AND s.expires_at > now() AND u.disabled_at IS NULL AS living,
         s.previous_hash IS NOT DISTINCT FROM $2 AS "isPredecessor",
         coalesce(extract(epoch FROM clock_timestamp() - s.rotated_at), 0)::float8 AS "rotatedSecondsAgo"
       FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $1`,
      [id, hash],
    );
    return rows[0];
  }

  /** Ends one session; the first time counts. */
  async revoke(tx: EntityManager, id: string): Promise<void> {
    await tx.query(`UPDATE sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL`, [id]);
  }

  /** Ends all sessions of a user but, where given, one. @returns their ids */
  async revokeAllOf(tx: EntityManager, userId: string, exceptId?: string): Promise<string[]> {
    const [rows] = await tx.query<[Pick<SessionEntity, 'id'>[], number]>(
      `UPDATE sessions SET revoked_at = now()
       WHERE user_id = $1 AND revoked_at IS NULL AND id IS DISTINCT FROM $2::uuid RETURNING id`,
      [userId, exceptId ?? null],
    );
    return rows.map(({ id }) => id);
  }
}
