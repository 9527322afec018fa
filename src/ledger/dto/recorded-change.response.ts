import { ApiProperty } from '@nestjs/swagger';
import { type ChangeKind } from '../../inventory/decision.js';
import { type Counters } from '../../inventory/inventory.js';
import { type RecordedChange } from '../ledger.repository.js';

/** Every kind by name; the compiler asks for a new one here. */
const CHANGE_KINDS: Readonly<Record<ChangeKind, true>> = {
  opened: true,
  booked: true,
  held: true,
  confirmed: true,
  'booking-cancelled': true,
  'hold-expired': true,
  enrolled: true,
  'waitlist-left': true,
  promoted: true,
  'capacity-changed': true,
  'seats-blocked': true,
  'event-cancelled': true,
  'waitlist-closed': true,
};

class CountersResponse implements Counters {
  @ApiProperty({ type: 'integer' })
  readonly capacity!: number;

  @ApiProperty({ type: 'integer' })
  readonly seatsConfirmed!: number;

  @ApiProperty({ type: 'integer' })
  readonly seatsHeld!: number;

  @ApiProperty({ type: 'integer', description: 'Parties, not seats.' })
  readonly waiting!: number;

  @ApiProperty({ type: 'integer', description: 'Of a seat map, unblocked: never given automatically.' })
  readonly accessibleSeats!: number;

  @ApiProperty({ type: 'integer' })
  readonly accessibleFree!: number;
}

/** One change of an event's seats. */
export class RecordedChangeResponse {
  @ApiProperty({ type: 'integer', description: 'Version of the event that the change is part of; gapless, from 1.' })
  readonly version!: number;

  @ApiProperty({ type: 'integer', description: 'Order within the version, from 0.' })
  readonly ordinal!: number;

  @ApiProperty({ enum: Object.keys(CHANGE_KINDS) })
  readonly change!: ChangeKind;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Who asked; null: the system by itself.' })
  readonly actorId!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly actorName!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly bookingId!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly waitlistEntryId!: string | null;

  @ApiProperty({ type: 'integer', description: 'Seats it is about; negative where the capacity fell.' })
  readonly seats!: number;

  @ApiProperty()
  readonly before!: CountersResponse;

  @ApiProperty()
  readonly after!: CountersResponse;

  @ApiProperty({ format: 'date-time' })
  readonly recordedAt!: string;
}

export const toRecordedChangeResponse = (row: RecordedChange): RecordedChangeResponse => ({
  version: row.version,
  ordinal: row.ordinal,
  change: row.change,
  actorId: row.actorId,
  actorName: row.actorName,
  bookingId: row.bookingId,
  waitlistEntryId: row.waitlistEntryId,
  seats: row.seats,
  before: row.before,
  after: row.after,
  recordedAt: row.recordedAt.toISOString(),
});

export const LEDGER_COLUMNS = [
  'version',
  'ordinal',
  'change',
  'actorId',
  'actorName',
  'bookingId',
  'waitlistEntryId',
  'seats',
  'before',
  'after',
  'recordedAt',
] as const satisfies readonly (keyof RecordedChangeResponse)[];
