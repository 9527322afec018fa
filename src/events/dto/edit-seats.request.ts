import { UuidList } from '../../http/validation.js';
import { SEATS_PER_EDIT_MAX } from './event-fields.js';

/** Seats to take off sale and seats to put back on sale. */
export class EditSeatsRequest {
  @UuidList({ max: SEATS_PER_EDIT_MAX, optional: true, description: 'Ids of free seats that are not for sale.' })
  readonly block?: readonly string[];

  @UuidList({ max: SEATS_PER_EDIT_MAX, optional: true, description: 'Ids of blocked seats that are for sale again.' })
  readonly unblock?: readonly string[];
}
