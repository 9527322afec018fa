import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { DomainError } from '../shared/domain-error.js';
import { UserEntity } from './user.entity.js';

/** A row of `users` about to be written. */
export type NewUser = Pick<UserEntity, 'id' | 'email' | 'name' | 'role' | 'passwordHash'>;

/** What a user may change about themselves. */
export type UserChanges = Partial<Pick<UserEntity, 'name' | 'passwordHash'>>;

/** All SQL on `users`. */
@Injectable()
export class UsersRepository {
  findById(tx: EntityManager, id: string): Promise<UserEntity | null> {
    return findOne(tx, 'id', id);
  }

  /** `email` in its folded form. */
  findByEmail(tx: EntityManager, email: string): Promise<UserEntity | null> {
    return findOne(tx, 'email', email);
  }

  /** `emails` in their folded form, at most some thousands. */
  findByEmails(tx: EntityManager, emails: readonly string[]): Promise<UserEntity[]> {
    return tx.findBy(UserEntity, { email: In(emails) });
  }

  /** @throws DomainError already-registered when the address is taken */
  async insert(tx: EntityManager, user: NewUser): Promise<UserEntity> {
    // Not an insert that fails: an error would abort the caller's transaction, and TypeORM logs it with the hash.
    await this.insertMissing(tx, [user]);
    const stored = await this.findById(tx, user.id);
    if (!stored) throw new DomainError('already-registered');
    return stored;
  }

  /** One statement for all; rows whose address is taken are left out. */
  async insertMissing(tx: EntityManager, users: readonly NewUser[]): Promise<void> {
    await tx.query(
      `INSERT INTO users (id, email, name, role, password_hash)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
       ON CONFLICT ON CONSTRAINT users_email_key DO NOTHING`,
      [
        users.map(({ id }) => id),
        users.map(({ email }) => email),
        users.map(({ name }) => name),
        users.map(({ role }) => role),
        users.map(({ passwordHash }) => passwordHash),
      ],
    );
  }

  async change(tx: EntityManager, id: string, changes: UserChanges): Promise<void> {
    if (Object.keys(changes).length > 0) await tx.update(UserEntity, { id }, changes);
  }

  /** The first time counts; disabling twice changes nothing. */
  async disable(tx: EntityManager, id: string): Promise<void> {
    await tx.query(`UPDATE users SET disabled_at = now() WHERE id = $1 AND disabled_at IS NULL`, [id]);
  }
}

/** By hand, not by `findOneBy`: signed-in people ask who they are all the time, and that costs a third (measured). */
async function findOne(tx: EntityManager, column: 'id' | 'email', value: string): Promise<UserEntity | null> {
  const rows = await tx.query<UserEntity[]>(
    `SELECT id, email, name, role, role_changed_at AS "roleChangedAt", password_hash AS "passwordHash",
       disabled_at AS "disabledAt", created_at AS "createdAt"
     FROM users WHERE ${column} = $1`,
    [value],
  );
  return rows[0] ?? null;
}
