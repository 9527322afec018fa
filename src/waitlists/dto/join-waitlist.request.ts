import { Int } from '../../http/validation.js';
import { SEATS_PER_BOOKING_MAX } from '../../inventory/inventory.js';

export class JoinWaitlistRequest {
  @Int({ min: 1, max: SEATS_PER_BOOKING_MAX, description: 'Seats for the whole party; the event may allow fewer.' })
  readonly seats!: number;
}
