import { Injectable } from '@nestjs/common';
import { DomainError } from '../shared/domain-error.js';
import { foldEmail } from '../users/email.js';
import { type Role } from '../users/role.js';
import { type User, UsersService } from '../users/users.service.js';
import { PasswordHasher } from './password-hasher.js';
import { SessionsService } from './sessions.service.js';

/** A user to create, or to reuse when address and password are known already. */
export interface Account {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
}

/** An account that exists now, with a session of its own. */
export interface ProvisionedAccount {
  readonly email: string;
  readonly password: string;
  readonly userId: string;
  readonly accessToken: string;
  readonly created: boolean;
}

/** Creates users by the hundred, for the seed and the demo: real hashes, real sessions, three statements in all. */
@Injectable()
export class ProvisioningService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: PasswordHasher,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * Creates the accounts that are missing and opens a session for each. About 15 ms per account on two cores.
   * @param accessTtlSeconds how long the access tokens last: whole, > 0
   * @throws DomainError invalid-credentials with `email` when an address is taken and its password is another
   */
  async provision(accounts: readonly Account[], accessTtlSeconds: number): Promise<ProvisionedAccount[]> {
    const emails = accounts.map(({ email }) => email);
    const existing = await this.users.findByEmails(emails);
    const missing = accounts.filter(({ email }) => !existing.has(foldEmail(email)));
    const [details] = await Promise.all([
      Promise.all(missing.map((account) => this.withHash(account))),
      Promise.all(accounts.map((account) => this.check(account, existing.get(foldEmail(account.email))))),
    ]);
    if (details.length > 0) await this.users.createMissing(details);
    const users = await this.users.findByEmails(emails);
    const found = accounts.map((account) => ({ account, user: required(users, account.email) }));
    const pairs = await this.sessions.openMany(
      found.map(({ user }) => user),
      accessTtlSeconds,
    );
    return found.map(({ account, user }, index) => ({
      email: user.email,
      password: account.password,
      userId: user.id,
      accessToken: pairs[index]?.accessToken ?? '',
      created: !existing.has(user.email),
    }));
  }

  private async withHash({
    email,
    password,
    name,
    role,
  }: Account): Promise<Parameters<UsersService['createMissing']>[0][0]> {
    return { email, name, role, passwordHash: await this.passwords.hashPatiently(password) };
  }

  private async check({ email, password }: Account, user: User | undefined): Promise<void> {
    if (!user) return;
    const matches = await this.passwords.verify(user.passwordHash, password, Infinity);
    if (!matches) throw new DomainError('invalid-credentials', { email });
  }
}

function required(users: ReadonlyMap<string, User>, email: string): User {
  const user = users.get(foldEmail(email));
  if (!user) throw new Error('A user that was just created is gone');
  return user;
}
