import { PageQuery } from '../../http/page.js';
import { OptionalInstant, OptionalOneOf, OptionalText, Uuid } from '../../http/validation.js';
import { EVENT_STATUSES } from '../event-summary.js';
import { type EventStatus } from '../../inventory/inventory.js';

/** More words than any title has; the search looks at every event in turn. */
const SEARCH_LENGTH_MAX = 100;

export class ListEventsQuery extends PageQuery {
  @OptionalText({ max: SEARCH_LENGTH_MAX, description: 'Part of the title or the venue, in any case.' })
  readonly search?: string;

  @OptionalInstant({ description: 'Events that start at this instant or later.' })
  readonly from?: Date;

  @OptionalInstant({ description: 'Events that start before this instant; after `from`.' })
  readonly to?: Date;

  @OptionalOneOf(EVENT_STATUSES, { description: 'Drafts are listed for their organizer and admins only.' })
  readonly status?: EventStatus;

  @Uuid({ optional: true, description: 'Only events of this organizer.' })
  readonly organizerId?: string;
}
