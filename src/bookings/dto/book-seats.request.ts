import { SEATS_PER_BOOKING_MAX } from '../../inventory/inventory.js';
import { Int, OptionalFlag } from '../../http/validation.js';

export class BookSeatsRequest {
  @Int({ min: 1, max: SEATS_PER_BOOKING_MAX, description: 'Seats for one booking; the event may allow fewer.' })
  readonly seats!: number;

  @OptionalFlag({ default: true, description: 'Wait for a seat when none is free; false: answer `sold-out` instead.' })
  readonly joinWaitlist?: boolean;
}
