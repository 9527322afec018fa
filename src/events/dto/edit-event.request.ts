import { Nested, OptionalInstant, OptionalInt, OptionalText } from '../../http/validation.js';
import { FIELDS } from './event-fields.js';
import { WaitlistRequest } from './waitlist.request.js';

/** What changes in an event: absent fields stay as they are, null empties a field that may be empty. */
export class EditEventRequest {
  @OptionalText(FIELDS.title)
  readonly title?: string;

  @OptionalText(FIELDS.description)
  readonly description?: string | null;

  @OptionalText(FIELDS.venue)
  readonly venue?: string | null;

  @OptionalInstant(FIELDS.startsAt)
  readonly startsAt?: Date;

  @OptionalInstant(FIELDS.endsAt)
  readonly endsAt?: Date | null;

  @OptionalInstant(FIELDS.salesOpenAt)
  readonly salesOpenAt?: Date | null;

  @OptionalInstant(FIELDS.salesCloseAt)
  readonly salesCloseAt?: Date | null;

  @OptionalInt({ ...FIELDS.capacity, description: 'Seats there are; never below what is held and confirmed.' })
  readonly capacity?: number;

  @OptionalInt(FIELDS.maxSeatsPerBooking)
  readonly maxSeatsPerBooking?: number;

  @OptionalInt(FIELDS.maxSeatsPerUser)
  readonly maxSeatsPerUser?: number;

  @OptionalInt(FIELDS.holdSeconds)
  readonly holdSeconds?: number;

  @Nested(() => WaitlistRequest, { optional: true })
  readonly waitlist?: WaitlistRequest;
}
