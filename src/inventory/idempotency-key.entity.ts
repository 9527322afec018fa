import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Declares `idempotency_keys` to the schema check. */
@Entity('idempotency_keys')
@Index('idempotency_keys_created_at_idx', { synchronize: false })
export class IdempotencyKeyEntity {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  @ForeignKey('UserEntity', { name: 'idempotency_keys_user_id_fkey' })
  userId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pkey' })
  key!: string;

  @Column('uuid', { name: 'event_id' })
  @ForeignKey('EventEntity', { name: 'idempotency_keys_event_id_fkey' })
  eventId!: string;

  @Column('text')
  fingerprint!: string;

  @Column('jsonb')
  outcome!: unknown;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
