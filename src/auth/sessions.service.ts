import { Injectable, Logger } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { Config } from '../config/config.js';
import { DomainError } from '../shared/domain-error.js';
import { newId } from '../shared/ids.js';
import { type User } from '../users/users.service.js';
import { AccessTokens } from './access-token.js';
import { type RefreshToken, RefreshTokens } from './refresh-token.js';
import { SessionRegistry } from './session-registry.js';
import { type LivingSession, SessionsRepository } from './sessions.repository.js';

/** How long one sign-in lasts at most, however often it is refreshed. */
export const SESSION_TTL_SECONDS = 30 * 24 * 3600;

/** How long the immediate predecessor is still answered: a lost answer, or two tabs at once. Longer helps a thief. */
const REPLAY_SECONDS = 10;

/** A pair of tokens; `expiresIn` is the access token's, in seconds. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

/** Sessions from sign-in to sign-out. */
@Injectable()
export class SessionsService {
  private readonly logger = new Logger('Auth');

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly registry: SessionRegistry,
    private readonly accessTokens: AccessTokens,
    private readonly refreshTokens: RefreshTokens,
    private readonly manager: EntityManager,
    private readonly config: Config,
  ) {}

  /** A new session for one user, inside the caller's transaction if given. */
  async open(user: User, tx: EntityManager = this.manager): Promise<TokenPair> {
    const [pair] = await this.openMany([user], this.config.accessTokenSeconds, tx);
    if (!pair) throw new Error('One session was asked for and none was opened');
    return pair;
  }

  /** A new session for each user, in one statement; `accessTtlSeconds`: whole, > 0. */
  async openMany(
    users: readonly User[],
    accessTtlSeconds: number,
    tx: EntityManager = this.manager,
  ): Promise<TokenPair[]> {
    const opened = users.map((user) => {
      const id = newId();
      return { user, id, ...this.refreshTokens.first(id) };
    });
    const rows = opened.map(({ user, id, hash }) => ({
      id,
      userId: user.id,
      refreshHash: hash,
      ttlSeconds: SESSION_TTL_SECONDS,
      accessTtlSeconds,
    }));
    await this.sessions.insert(tx, rows);
    return opened.map(({ user, id, token }) => this.toPair(user.id, id, token, accessTtlSeconds));
  }

  /**
   * The next pair for a refresh token, which is used up. The immediate predecessor of the newest token gets the newest
   * again for `REPLAY_SECONDS`; any older one ends the session, for then two parties hold the family.
   * @throws DomainError invalid-credentials
   */
  async refresh(token: string): Promise<TokenPair & { readonly userId: string }> {
    const presented = this.refreshTokens.parse(token);
    if (!presented) throw new DomainError('invalid-credentials');
    const next = this.refreshTokens.successor(presented);
    const accessTtlSeconds = this.config.accessTokenSeconds;
    const change = { id: presented.sessionId, from: presented.hash, to: next.hash, accessTtlSeconds };
    const userId = (await this.sessions.rotate(this.manager, change)) ?? (await this.replay(presented));
    return { userId, ...this.toPair(userId, presented.sessionId, next.token, accessTtlSeconds) };
  }

  /** The session as far as it is known to live; what ended or changed elsewhere is known here within a second. */
  find(id: string): LivingSession | undefined | Promise<LivingSession | undefined> {
    return this.registry.find(id);
  }

  /** Ends one session, here at once and elsewhere within a second. */
  async close(id: string): Promise<void> {
    await this.sessions.revoke(this.manager, id);
    this.registry.closed([id]);
  }

  /** Ends the session a refresh token belongs to, spent or not. @throws DomainError invalid-credentials when not ours */
  async closeFamily(token: string): Promise<void> {
    const presented = this.refreshTokens.parse(token);
    if (!presented) throw new DomainError('invalid-credentials');
    await this.close(presented.sessionId);
  }

  /** Ends all sessions of a user but, where given, one. Call `closed` with the ids once `tx` is committed. */
  closeAllOf(tx: EntityManager, userId: string, exceptId?: string): Promise<string[]> {
    return this.sessions.revokeAllOf(tx, userId, exceptId);
  }

  closed(ids: readonly string[]): void {
    this.registry.closed(ids);
  }

  private async replay({ sessionId, hash }: RefreshToken): Promise<string> {
    const state = await this.sessions.findRefreshState(this.manager, sessionId, hash);
    if (state?.living === true) {
      if (state.isPredecessor && state.rotatedSecondsAgo <= REPLAY_SECONDS) return state.userId;
      await this.close(sessionId);
      this.logger.warn({ userId: state.userId, sessionId }, 'a spent refresh token came back: the session is over');
    }
    throw new DomainError('invalid-credentials');
  }

  private toPair(userId: string, sessionId: string, refreshToken: string, accessTtlSeconds: number): TokenPair {
    const accessToken = this.accessTokens.issue(userId, sessionId, accessTtlSeconds);
    return { accessToken, refreshToken, expiresIn: accessTtlSeconds };
  }
}
