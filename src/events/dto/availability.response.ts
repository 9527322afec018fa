import { ApiProperty } from '@nestjs/swagger';
import { seatsFree, type EventStatus } from '../../inventory/inventory.js';
import { type EventEntity } from '../event.entity.js';
import { EVENT_STATUSES } from '../event-summary.js';

/** How many seats are left at one version of the event. */
export class AvailabilityResponse {
  @ApiProperty({ format: 'uuid' })
  readonly eventId!: string;

  @ApiProperty({ type: 'integer', description: 'Counts the changes of the seats, from 1.' })
  readonly version!: number;

  @ApiProperty({ enum: EVENT_STATUSES })
  readonly status!: EventStatus;

  @ApiProperty({ type: 'integer' })
  readonly capacity!: number;

  @ApiProperty({ type: 'integer' })
  readonly seatsConfirmed!: number;

  @ApiProperty({ type: 'integer' })
  readonly seatsHeld!: number;

  @ApiProperty({ type: 'integer' })
  readonly seatsFree!: number;

  @ApiProperty({ type: 'integer', description: 'Parties on the waitlist.' })
  readonly waiting!: number;
}

export const toAvailabilityResponse = (event: EventEntity): AvailabilityResponse => ({
  eventId: event.id,
  version: event.version,
  status: event.status,
  capacity: event.capacity,
  seatsConfirmed: event.seatsConfirmed,
  seatsHeld: event.seatsHeld,
  seatsFree: seatsFree(event),
  waiting: event.waiting,
});
