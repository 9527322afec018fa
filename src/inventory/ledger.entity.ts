import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Declares `ledger` to the schema check; a trigger keeps it append-only. */
@Entity('ledger')
export class LedgerEntity {
  @PrimaryColumn('uuid', { name: 'event_id', primaryKeyConstraintName: 'ledger_pkey' })
  eventId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'ledger_pkey' })
  version!: number;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'ledger_pkey' })
  ordinal!: number;

  @Column('uuid', { name: 'batch_id' })
  batchId!: string;

  @Column('text')
  change!: string;

  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('uuid', { name: 'booking_id', nullable: true })
  bookingId!: string | null;

  @Column('uuid', { name: 'waitlist_entry_id', nullable: true })
  waitlistEntryId!: string | null;

  @Column('integer')
  seats!: number;

  @Column('integer', { array: true })
  before!: number[];

  @Column('integer', { array: true })
  after!: number[];

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}
