import {
  CheckedLater,
  Instant,
  Nested,
  OneOf,
  OptionalInstant,
  OptionalInt,
  OptionalText,
  Text,
} from '../../http/validation.js';
import { EVENT_DEFAULTS, FIELDS, SEATINGS } from './event-fields.js';
import { SeatMapRequest } from './seat-map.request.js';
import { WaitlistRequest } from './waitlist.request.js';

/** A new event. It starts as a draft that only its organizer sees. */
export class CreateEventRequest {
  @Text(FIELDS.title)
  readonly title!: string;

  @OptionalText(FIELDS.description)
  readonly description: string | null = null;

  @OptionalText(FIELDS.venue)
  readonly venue: string | null = null;

  @Instant(FIELDS.startsAt)
  readonly startsAt!: Date;

  @OptionalInstant(FIELDS.endsAt)
  readonly endsAt: Date | null = null;

  @OptionalInstant(FIELDS.salesOpenAt)
  readonly salesOpenAt: Date | null = null;

  @OptionalInstant(FIELDS.salesCloseAt)
  readonly salesCloseAt: Date | null = null;

  @OneOf(SEATINGS, { description: '`general`: a number of seats; `reserved`: everybody has a place of their own.' })
  readonly seating!: (typeof SEATINGS)[number];

  @OptionalInt({ ...FIELDS.capacity, description: 'Seats there are; with `general` seating only, and required there.' })
  readonly capacity?: number;

  @CheckedLater(() => SeatMapRequest, { description: 'With `reserved` seating only, and required there.' })
  readonly seatMap?: unknown;

  @OptionalInt(FIELDS.maxSeatsPerBooking)
  readonly maxSeatsPerBooking: number = EVENT_DEFAULTS.maxSeatsPerBooking;

  @OptionalInt(FIELDS.maxSeatsPerUser)
  readonly maxSeatsPerUser: number = EVENT_DEFAULTS.maxSeatsPerUser;

  @OptionalInt(FIELDS.holdSeconds)
  readonly holdSeconds: number = EVENT_DEFAULTS.holdSeconds;

  @Nested(() => WaitlistRequest, { optional: true })
  readonly waitlist?: WaitlistRequest;
}
