import {
  Instant,
  Int,
  Nested,
  OneOf,
  OptionalInstant,
  OptionalInt,
  OptionalText,
  Text,
} from '../../http/validation.js';
import { EVENT_DEFAULTS, FIELDS, SEATINGS_OPEN } from './event-fields.js';
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

  @OneOf(SEATINGS_OPEN, { description: '`general`: a number of seats, nobody has a place of their own.' })
  readonly seating!: (typeof SEATINGS_OPEN)[number];

  @Int(FIELDS.capacity)
  readonly capacity!: number;

  @OptionalInt(FIELDS.maxSeatsPerBooking)
  readonly maxSeatsPerBooking: number = EVENT_DEFAULTS.maxSeatsPerBooking;

  @OptionalInt(FIELDS.maxSeatsPerUser)
  readonly maxSeatsPerUser: number = EVENT_DEFAULTS.maxSeatsPerUser;

  @OptionalInt(FIELDS.holdSeconds)
  readonly holdSeconds: number = EVENT_DEFAULTS.holdSeconds;

  @Nested(() => WaitlistRequest, { optional: true })
  readonly waitlist?: WaitlistRequest;
}
