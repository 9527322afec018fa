import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** Declares `bookings` to the schema check; reading and writing is SQL in the repositories. */
@Entity('bookings')
@Unique('bookings_reference_key', ['reference'])
@Unique('bookings_event_id_arrival_number_key', ['eventId', 'arrivalNumber'])
@Index('bookings_user_id_event_id_status_idx', { synchronize: false })
@Index('bookings_event_id_hold_expires_at_idx', { synchronize: false })
@Index('bookings_hold_expires_at_idx', { synchronize: false })
@Index('bookings_event_id_unconfirmed_idx', { synchronize: false })
@Check('bookings_status_known', `status IN ('held', 'confirmed', 'cancelled', 'expired')`)
@Check('bookings_source_known', `source IN ('direct', 'waitlist')`)
@Check('bookings_seats_positive', `seats > 0`)
@Check('bookings_hold_has_expiry', `status <> 'held' OR hold_expires_at IS NOT NULL`)
export class BookingEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bookings_pkey' })
  id!: string;

  @Column('text')
  reference!: string;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  status!: string;

  @Column('integer')
  seats!: number;

  @Column('text')
  source!: string;

  @Column('integer', { name: 'arrival_number' })
  arrivalNumber!: number;

  @Column('integer', { name: 'user_limit' })
  userLimit!: number;

  @Column('timestamptz', { name: 'hold_expires_at', nullable: true })
  holdExpiresAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;

  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt!: Date | null;

  @Column('text', { name: 'seat_labels', array: true, default: () => "'{}'" })
  seatLabels!: string[];
}
