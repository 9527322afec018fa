import { PageQuery } from '../../http/page.js';
import { OptionalOneOf, OptionalText } from '../../http/validation.js';
import { type BookingStatus } from '../../inventory/inventory.js';

/** More than any name or address that is worth typing. */
const SEARCH_LENGTH_MAX = 100;

export class ListEventBookingsQuery extends PageQuery {
  @OptionalOneOf(['held', 'confirmed', 'cancelled', 'expired'], { description: 'Only bookings in this state.' })
  readonly status?: BookingStatus;

  @OptionalText({ max: SEARCH_LENGTH_MAX, description: 'Part of the name, the address, the reference or a seat.' })
  readonly search?: string;
}
