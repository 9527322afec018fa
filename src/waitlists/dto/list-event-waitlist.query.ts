import { PageQuery } from '../../http/page.js';
import { OptionalOneOf, OptionalText } from '../../http/validation.js';
import { type WaitlistStatus } from '../../inventory/inventory.js';

/** More than any name or address that is worth typing. */
const SEARCH_LENGTH_MAX = 100;

export class ListEventWaitlistQuery extends PageQuery {
  @OptionalOneOf(['waiting', 'promoted', 'left', 'expired'], { description: 'Default: those who wait.' })
  readonly status: WaitlistStatus = 'waiting';

  @OptionalText({ max: SEARCH_LENGTH_MAX, description: 'Part of the name or the address.' })
  readonly search?: string;
}
