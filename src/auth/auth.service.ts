import { Injectable, Logger } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { invalidInput } from '../http/validation.pipe.js';
import { DomainError } from '../shared/domain-error.js';
import { type User, type UserChanges, UsersService } from '../users/users.service.js';
import { type ChangeMeRequest, type LoginRequest, type RegisterRequest } from './auth.request.js';
import { type AuthenticatedUser } from './authenticated-user.js';
import { PasswordHasher } from './password-hasher.js';
import { SessionsService, type TokenPair } from './sessions.service.js';
import { SignInAttempts } from './sign-in-attempts.js';

/** A user with a fresh pair of tokens. */
export interface SignedIn extends TokenPair {
  readonly user: User;
}

/** Who may come in, and what they may change about themselves. */
@Injectable()
export class AuthService {
  private readonly logger = new Logger('Auth');

  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordHasher,
    private readonly attempts: SignInAttempts,
    private readonly manager: EntityManager,
  ) {}

  /** @throws DomainError already-registered, overloaded */
  async register({ password, ...details }: RegisterRequest): Promise<SignedIn> {
    if (await this.users.findByEmail(details.email)) throw new DomainError('already-registered');
    const passwordHash = await this.passwords.hash(password);
    return this.manager.transaction(async (tx) => {
      const user = await this.users.create(tx, { ...details, passwordHash });
      return { user, ...(await this.sessions.open(user, tx)) };
    });
  }

  /**
   * @param network where the request comes from, as `networkOf` has it
   * @throws DomainError invalid-credentials (the same answer in the same time for every reason), overloaded,
   *   too-many-requests while the password of this account is being guessed
   */
  async login({ email, password }: LoginRequest, network: string): Promise<SignedIn> {
    await this.attempts.admit(email, network);
    const user = await this.users.findByEmail(email);
    const matches = await this.passwords.verify(user?.passwordHash, password);
    if (!matches || !user || user.disabledAt) {
      await this.attempts.failed(email, network);
      this.logger.warn({ network }, 'a sign-in was refused');
      throw new DomainError('invalid-credentials');
    }
    this.attempts.succeeded(email, network);
    this.logger.log({ userId: user.id, network }, 'signed in');
    return { user, ...(await this.sessions.open(user)) };
  }

  /** @throws DomainError invalid-credentials */
  async refresh(refreshToken: string): Promise<SignedIn> {
    const { userId, ...pair } = await this.sessions.refresh(refreshToken);
    return { user: await this.users.getById(userId), ...pair };
  }

  /** The user as they are by now; undefined once the session has ended. For what goes on after the request is answered. */
  async current({ sessionId }: AuthenticatedUser): Promise<AuthenticatedUser | undefined> {
    const session = await this.sessions.find(sessionId);
    return session && { id: session.userId, role: session.role, sessionId };
  }

  async logout({ id, sessionId }: AuthenticatedUser): Promise<void> {
    await this.sessions.close(sessionId);
    this.logger.log({ userId: id, sessionId }, 'signed out');
  }

  /**
   * Ends the session of a refresh token, or with `everywhere` all sessions of its user. The first takes any token of
   * the family, also a spent one; the second only one that could be refreshed.
   * @throws DomainError invalid-credentials
   */
  async logoutByRefreshToken(refreshToken: string, everywhere: boolean): Promise<void> {
    if (!everywhere) return this.sessions.closeFamily(refreshToken);
    const { userId } = await this.sessions.refresh(refreshToken);
    this.sessions.closed(await this.sessions.closeAllOf(this.manager, userId));
  }

  /** Ends the session of a refresh token that is being replaced; one that is not ours ends nothing. */
  async forget(refreshToken: string): Promise<void> {
    try {
      await this.sessions.closeFamily(refreshToken);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'invalid-credentials') throw error;
    }
  }

  /**
   * Changes name and password; a new password ends all other sessions.
   * @throws DomainError validation-failed without the current password, invalid-credentials with a wrong one, overloaded
   */
  async changeMe({ id, sessionId }: AuthenticatedUser, request: ChangeMeRequest): Promise<User> {
    const changes: UserChanges = {
      ...(request.name !== undefined && { name: request.name }),
      ...(await this.newPasswordHash(id, request)),
    };
    const ended = await this.manager.transaction(async (tx) => {
      await this.users.change(tx, id, changes);
      return changes.passwordHash === undefined ? [] : this.sessions.closeAllOf(tx, id, sessionId);
    });
    this.sessions.closed(ended);
    if (changes.passwordHash !== undefined) this.logger.log({ userId: id }, 'the password was changed');
    return this.users.getById(id);
  }

  /** Shuts a user out: no new sign-in, and every session ends at once. */
  async disable(userId: string): Promise<void> {
    const ended = await this.manager.transaction(async (tx) => {
      await this.users.disable(tx, userId);
      return this.sessions.closeAllOf(tx, userId);
    });
    this.sessions.closed(ended);
  }

  private async newPasswordHash(
    id: string,
    { password, currentPassword }: ChangeMeRequest,
  ): Promise<Pick<UserChanges, 'passwordHash'>> {
    if (password === undefined) return {};
    if (currentPassword === undefined) {
      throw invalidInput({ pointer: '#/currentPassword', detail: 'must be given to change the password' });
    }
    const { passwordHash } = await this.users.getById(id);
    if (!(await this.passwords.verify(passwordHash, currentPassword))) throw new DomainError('invalid-credentials');
    return { passwordHash: await this.passwords.hash(password) };
  }
}
