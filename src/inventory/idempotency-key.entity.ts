import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Declares `idempotency_keys` to the schema check. */
@Entity('idempotency_keys')
@Index('idempotency_keys_created_at_idx', { synchronize: false })
export class IdempotencyKeyEntity {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  userId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pkey' })
  key!: string;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('text')
  fingerprint!: string;

  @Column('json')
  outcome!: unknown;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
