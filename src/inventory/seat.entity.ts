import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Declares `seats` to the schema check; reading and writing is SQL in the repositories. */
@Entity('seats')
@Unique('seats_event_id_place_key', ['eventId', 'place'])
@Unique('seats_event_id_label_key', ['eventId', 'label'])
@Index('seats_event_id_changed_version_idx', ['eventId', 'changedVersion'])
@Index('seats_booking_id_idx', { synchronize: false })
@Check('seats_blocked_is_free', `NOT blocked OR booking_id IS NULL`)
export class SeatEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'seats_pkey' })
  id!: string;

  @ForeignKey('EventEntity', { name: 'seats_event_id_fkey' })
  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  /** Its place in the map, from 0; what the plan and the hall call it. */
  @Column('integer')
  place!: number;

  @Column('text')
  section!: string;

  @Column('text', { name: 'row_name' })
  rowName!: string;

  @Column('integer')
  number!: number;

  @Column('text')
  label!: string;

  @Column('double precision')
  x!: number;

  @Column('double precision')
  y!: number;

  @Column('boolean')
  accessible!: boolean;

  @Column('boolean', { default: false })
  blocked!: boolean;

  @ForeignKey('BookingEntity', { name: 'seats_booking_id_fkey' })
  @Column('uuid', { name: 'booking_id', nullable: true })
  bookingId!: string | null;

  @Column('integer', { name: 'changed_version' })
  changedVersion!: number;
}
