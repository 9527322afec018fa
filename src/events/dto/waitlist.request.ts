import { OptionalFlag, OptionalInt, OptionalOneOf } from '../../http/validation.js';
import { FIELDS, WAITLIST_MODES_OPEN } from './event-fields.js';

/** The waitlist's settings; what is absent keeps its value, or gets the default in a new event. */
export class WaitlistRequest {
  @OptionalFlag({ description: 'Whether buyers may wait when the event is sold out. Default: true.' })
  readonly enabled?: boolean;

  @OptionalOneOf(WAITLIST_MODES_OPEN, { description: '`auto`: freed seats are booked for whoever is next.' })
  readonly mode?: (typeof WAITLIST_MODES_OPEN)[number];

  @OptionalInt(FIELDS.offerSeconds)
  readonly offerSeconds?: number;
}
