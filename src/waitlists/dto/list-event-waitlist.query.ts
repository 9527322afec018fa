import { PageQuery } from '../../http/page.js';
import { OptionalOneOf } from '../../http/validation.js';
import { type WaitlistStatus } from '../../inventory/inventory.js';

export class ListEventWaitlistQuery extends PageQuery {
  @OptionalOneOf(['waiting', 'promoted', 'left', 'expired'], { description: 'Default: those who wait.' })
  readonly status: WaitlistStatus = 'waiting';
}
