import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** Declares `waitlist_entries` to the schema check; reading and writing is SQL in the repositories. */
@Entity('waitlist_entries')
@Unique('waitlist_entries_event_id_arrival_number_key', ['eventId', 'arrivalNumber'])
@Index('waitlist_entries_one_waiting_per_user', { synchronize: false })
@Index('waitlist_entries_queue_idx', { synchronize: false })
@Index('waitlist_entries_queue_by_size_idx', { synchronize: false })
@Index('waitlist_entries_promoted_idx', { synchronize: false })
@Index('waitlist_entries_ended_unserved_idx', { synchronize: false })
@Index('waitlist_entries_user_id_idx', { synchronize: false })
@Check('waitlist_entries_status_known', `status IN ('waiting', 'promoted', 'left', 'expired')`)
@Check('waitlist_entries_reason_known', `reason IN ('sold-out', 'contended', 'asked')`)
@Check('waitlist_entries_seats_positive', `seats > 0`)
@Check('waitlist_entries_ended', `(status = 'waiting') = (ended_at IS NULL)`)
export class WaitlistEntryEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'waitlist_entries_pkey' })
  id!: string;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('integer')
  seats!: number;

  @Column('text')
  status!: string;

  @Column('text')
  reason!: string;

  @Column('integer', { name: 'arrival_number' })
  arrivalNumber!: number;

  @Column('integer', { name: 'user_limit' })
  userLimit!: number;

  @Column('uuid', { name: 'booking_id' })
  bookingId!: string;

  @Column('text', { name: 'booking_reference' })
  bookingReference!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
