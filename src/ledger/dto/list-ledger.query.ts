import { PageQuery } from '../../http/page.js';
import { OptionalOneOf } from '../../http/validation.js';
import { type LedgerOrder } from '../ledger.repository.js';

export class ListLedgerQuery extends PageQuery {
  @OptionalOneOf(['oldest', 'latest'], { description: 'Which comes first. Default: the oldest, as it happened.' })
  readonly order: LedgerOrder = 'oldest';
}
