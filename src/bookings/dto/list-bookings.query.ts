import { PageQuery } from '../../http/page.js';
import { OneOf, Uuid } from '../../http/validation.js';
import { type BookingStatus } from '../../inventory/inventory.js';

export class ListBookingsQuery extends PageQuery {
  @Uuid({ optional: true, description: 'Only bookings of this event.' })
  readonly eventId?: string;

  @OneOf(['held', 'confirmed', 'cancelled', 'expired'], { optional: true })
  readonly status?: BookingStatus;
}
