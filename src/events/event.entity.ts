import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type EventStatus } from '../inventory/inventory.js';

/**
 * A row of `events`: what is sold (ours) and how much of it is left (the inventory's). `capacity`, the seat counters,
 * `waiting`, `arrivals`, `last_served` and `version` are only read here; `src/inventory` alone writes them.
 */
@Entity('events')
@Check('events_status_known', `status IN ('draft', 'published', 'cancelled')`)
@Check('events_seating_known', `seating IN ('general', 'reserved')`)
@Check('events_waitlist_mode_known', `waitlist_mode IN ('auto', 'offer')`)
@Check('events_limits_positive', 'max_seats_per_booking > 0 AND max_seats_per_user > 0')
@Check(
  'events_seats_within_capacity',
  'seats_confirmed >= 0 AND seats_held >= 0 AND seats_confirmed + seats_held <= capacity',
)
@Check('events_waiting_not_negative', 'waiting >= 0')
@Check(
  'events_accessible_within_seats',
  'accessible_free >= 0 AND accessible_free <= accessible_seats AND accessible_seats <= capacity',
)
@Index('events_starts_at_idx', ['startsAt', 'id'])
@Index('events_organizer_id_idx', ['organizerId'])
export class EventEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'events_pkey' })
  id!: string;

  // Named by text: the entity of users is not ours to import.
  @ForeignKey('UserEntity', { name: 'events_organizer_id_fkey' })
  @Column({ type: 'uuid', name: 'organizer_id' })
  organizerId!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ type: 'text', nullable: true })
  venue!: string | null;

  @Column({ type: 'timestamptz', name: 'starts_at' })
  startsAt!: Date;

  @Column({ type: 'timestamptz', name: 'ends_at', nullable: true })
  endsAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'sales_open_at', nullable: true })
  salesOpenAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'sales_close_at', nullable: true })
  salesCloseAt!: Date | null;

  @Column({ type: 'text', default: 'draft' })
  status!: EventStatus;

  @Column({ type: 'text' })
  seating!: 'general' | 'reserved';

  @Column({ type: 'integer', name: 'max_seats_per_booking' })
  maxSeatsPerBooking!: number;

  @Column({ type: 'integer', name: 'max_seats_per_user' })
  maxSeatsPerUser!: number;

  @Column({ type: 'integer', name: 'hold_seconds' })
  holdSeconds!: number;

  @Column({ type: 'boolean', name: 'waitlist_enabled' })
  waitlistEnabled!: boolean;

  @Column({ type: 'text', name: 'waitlist_mode' })
  waitlistMode!: 'auto' | 'offer';

  @Column({ type: 'integer', name: 'waitlist_offer_seconds' })
  waitlistOfferSeconds!: number;

  @Column({ type: 'integer', default: 0 })
  capacity!: number;

  @Column({ type: 'integer', name: 'seats_confirmed', default: 0 })
  seatsConfirmed!: number;

  @Column({ type: 'integer', name: 'seats_held', default: 0 })
  seatsHeld!: number;

  @Column({ type: 'integer', default: 0 })
  waiting!: number;

  @Column({ type: 'integer', name: 'accessible_seats', default: 0 })
  accessibleSeats!: number;

  @Column({ type: 'integer', name: 'accessible_free', default: 0 })
  accessibleFree!: number;

  @Column({ type: 'integer', default: 0 })
  arrivals!: number;

  @Column({ type: 'integer', name: 'last_served', array: true, default: [] })
  lastServed!: number[];

  @Column({ type: 'integer', default: 0 })
  version!: number;

  @Column({ type: 'integer', default: 1 })
  revision!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
