import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { DomainError } from '../shared/domain-error.js';
import { newId } from '../shared/ids.js';
import { foldEmail } from './email.js';
import { type Role } from './role.js';
import { type UserEntity } from './user.entity.js';
import { type NewUser, type UserChanges, UsersRepository } from './users.repository.js';

export type { UserChanges };

/** A user as other modules see one. The hash leaves only for whoever checks passwords. */
export type User = Readonly<UserEntity>;

/** What a new user brings; `passwordHash` is made by `PasswordHasher`. */
export interface UserDetails {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string;
}

/** Who there is. Knows nothing of sessions and tokens: that is `auth`. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly manager: EntityManager,
  ) {}

  findByEmail(email: string): Promise<User | null> {
    return this.users.findByEmail(this.manager, foldEmail(email));
  }

  findById(id: string, tx: EntityManager = this.manager): Promise<User | null> {
    return this.users.findById(tx, id);
  }

  /** @throws DomainError not-signed-in when the user is gone: only a token can have named them */
  async getById(id: string): Promise<User> {
    const user = await this.users.findById(this.manager, id);
    if (!user) throw new DomainError('not-signed-in');
    return user;
  }

  /** @throws DomainError already-registered */
  create(tx: EntityManager, details: UserDetails): Promise<User> {
    return this.users.insert(tx, toNewUser(details));
  }

  /** By folded address; addresses nobody has are left out. */
  async findByEmails(emails: readonly string[]): Promise<ReadonlyMap<string, User>> {
    const users = await this.users.findByEmails(this.manager, emails.map(foldEmail));
    return new Map(users.map((user) => [user.email, user]));
  }

  /** Creates many users in one statement; those whose address is taken are left as they are. */
  async createMissing(details: readonly UserDetails[]): Promise<void> {
    await this.users.insertMissing(this.manager, details.map(toNewUser));
  }

  change(tx: EntityManager, id: string, changes: UserChanges): Promise<void> {
    return this.users.change(tx, id, changes);
  }

  disable(tx: EntityManager, id: string): Promise<void> {
    return this.users.disable(tx, id);
  }
}

const toNewUser = ({ email, name, role, passwordHash }: UserDetails): NewUser => ({
  id: newId(),
  email: foldEmail(email),
  name,
  role,
  passwordHash,
});
