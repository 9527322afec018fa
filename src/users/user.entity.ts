import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { type Role } from './role.js';

@Entity('users')
@Unique('users_email_key', ['email'])
@Check('users_role_known', `role IN ('attendee', 'organizer', 'admin')`)
@Index('users_disabled_idx', ['id'], { where: 'disabled_at IS NOT NULL' })
@Index('users_role_changed_idx', ['roleChangedAt'], { where: 'role_changed_at IS NOT NULL' })
export class UserEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'users_pkey' })
  id!: string;

  /** Normalised by `foldEmail`: compared and stored in one form only. */
  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  role!: Role;

  /** Set by a trigger, whoever changes the role; null: it is the first one. */
  @Column({ type: 'timestamptz', name: 'role_changed_at', nullable: true })
  roleChangedAt!: Date | null;

  @Column({ type: 'text', name: 'password_hash' })
  passwordHash!: string;

  @Column({ type: 'timestamptz', name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
