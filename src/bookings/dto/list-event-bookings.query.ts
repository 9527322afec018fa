import { PageQuery } from '../../http/page.js';
import { OptionalOneOf } from '../../http/validation.js';
import { type BookingStatus } from '../../inventory/inventory.js';

export class ListEventBookingsQuery extends PageQuery {
  @OptionalOneOf(['held', 'confirmed', 'cancelled', 'expired'], { description: 'Only bookings in this state.' })
  readonly status?: BookingStatus;
}
