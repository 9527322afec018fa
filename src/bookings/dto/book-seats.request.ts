import { Flag, Nested, OptionalFlag, OptionalInt, OptionalText, UuidList, Int } from '../../http/validation.js';
import { SEATS_PER_BOOKING_MAX } from '../../inventory/inventory.js';

/** The longest name of a section; see the seat map. */
const SECTION_LENGTH_MAX = 60;

/** The best seats together, picked by the house. */
export class BestAvailableRequest {
  @Int({ min: 1, max: SEATS_PER_BOOKING_MAX })
  readonly seats!: number;

  @OptionalText({ max: SECTION_LENGTH_MAX, description: 'Only in this section.' })
  readonly section?: string;

  @Flag({ optional: true, default: false, description: 'Refuse with `no-adjacent-seats` rather than split the party.' })
  readonly adjacentOnly?: boolean;
}

/** What to book: exactly one of `seats`, `seatIds` and `bestAvailable`. */
export class BookSeatsRequest {
  @OptionalInt({
    min: 1,
    max: SEATS_PER_BOOKING_MAX,
    description: 'General seating: how many. The event may allow fewer in one booking.',
  })
  readonly seats?: number;

  @UuidList({ min: 1, max: SEATS_PER_BOOKING_MAX, optional: true, description: 'Reserved seating: these, or none.' })
  readonly seatIds?: readonly string[];

  @Nested(() => BestAvailableRequest, { optional: true, description: 'Reserved seating: the best that are free.' })
  readonly bestAvailable?: BestAvailableRequest;

  @OptionalFlag({ default: false, description: 'Hold the seats for a while instead of booking them at once.' })
  readonly hold?: boolean;

  @OptionalFlag({ default: true, description: 'Wait for a seat when none is free; false: answer `sold-out` instead.' })
  readonly joinWaitlist?: boolean;
}
