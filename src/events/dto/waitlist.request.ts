import { OptionalFlag, OptionalInt, OptionalOneOf } from '../../http/validation.js';
import { FIELDS, WAITLIST_MODES } from './event-fields.js';

/** The waitlist's settings; what is absent keeps its value, or gets the default in a new event. */
export class WaitlistRequest {
  @OptionalFlag({ description: 'Whether buyers may wait when the event is sold out. Default: true.' })
  readonly enabled?: boolean;

  @OptionalOneOf(WAITLIST_MODES, {
    description: '`auto`: freed seats are booked for whoever is next; `offer`: they are held for them for a while.',
  })
  readonly mode?: (typeof WAITLIST_MODES)[number];

  @OptionalInt(FIELDS.offerSeconds)
  readonly offerSeconds?: number;
}
