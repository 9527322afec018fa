import { ApiProperty } from '@nestjs/swagger';
import { seatsFree, type EventStatus } from '../../inventory/inventory.js';
import { type EventEntity } from '../event.entity.js';
import { EVENT_STATUSES } from '../event-summary.js';

class WaitlistResponse {
  @ApiProperty()
  readonly enabled!: boolean;

  @ApiProperty({ enum: ['auto', 'offer'] })
  readonly mode!: EventEntity['waitlistMode'];

  @ApiProperty({ type: 'integer' })
  readonly offerSeconds!: number;
}

const INSTANT = { type: String, format: 'date-time' } as const;

/** An event as its organizer set it up. Live counts are at `/availability`: they would spoil the ETag. */
export class EventResponse {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ format: 'uuid' })
  readonly organizerId!: string;

  @ApiProperty()
  readonly title!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly description!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly venue!: string | null;

  @ApiProperty(INSTANT)
  readonly startsAt!: string;

  @ApiProperty({ ...INSTANT, nullable: true })
  readonly endsAt!: string | null;

  @ApiProperty({ ...INSTANT, nullable: true })
  readonly salesOpenAt!: string | null;

  @ApiProperty({ ...INSTANT, nullable: true })
  readonly salesCloseAt!: string | null;

  @ApiProperty({ enum: EVENT_STATUSES })
  readonly status!: EventStatus;

  @ApiProperty({ enum: ['general', 'reserved'] })
  readonly seating!: EventEntity['seating'];

  @ApiProperty({ type: 'integer' })
  readonly capacity!: number;

  @ApiProperty({ type: 'integer' })
  readonly maxSeatsPerBooking!: number;

  @ApiProperty({ type: 'integer' })
  readonly maxSeatsPerUser!: number;

  @ApiProperty({ type: 'integer' })
  readonly holdSeconds!: number;

  @ApiProperty({ type: WaitlistResponse })
  readonly waitlist!: WaitlistResponse;

  @ApiProperty({ type: 'integer', description: 'Counts the edits, from 1; the number in the ETag and in `If-Match`.' })
  readonly revision!: number;

  @ApiProperty(INSTANT)
  readonly createdAt!: string;
}

/** An event in a list, with what is left of it at that moment. */
export class ListedEventResponse extends EventResponse {
  @ApiProperty({ type: 'integer' })
  readonly seatsFree!: number;

  @ApiProperty({ type: 'integer', description: 'Parties on the waitlist.' })
  readonly waiting!: number;
}

type Fields = Pick<EventResponse, keyof EventResponse>;

export const toEventResponse = (event: EventEntity): Fields => ({
  id: event.id,
  organizerId: event.organizerId,
  title: event.title,
  description: event.description,
  venue: event.venue,
  startsAt: event.startsAt.toISOString(),
  endsAt: event.endsAt?.toISOString() ?? null,
  salesOpenAt: event.salesOpenAt?.toISOString() ?? null,
  salesCloseAt: event.salesCloseAt?.toISOString() ?? null,
  status: event.status,
  seating: event.seating,
  capacity: event.capacity,
  maxSeatsPerBooking: event.maxSeatsPerBooking,
  maxSeatsPerUser: event.maxSeatsPerUser,
  holdSeconds: event.holdSeconds,
  waitlist: {
    enabled: event.waitlistEnabled,
    mode: event.waitlistMode,
    offerSeconds: event.waitlistOfferSeconds,
  },
  revision: event.revision,
  createdAt: event.createdAt.toISOString(),
});

export const toListedEventResponse = (event: EventEntity): ListedEventResponse => ({
  ...toEventResponse(event),
  seatsFree: seatsFree(event),
  waiting: event.waiting,
});
