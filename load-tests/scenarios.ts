import { type Scenario } from '#scenario';
import { scenario as cancelStorm } from '#scenarios/cancel-storm';
import { scenario as duplicateUser } from '#scenarios/duplicate-user';
import { scenario as fiftyFifty } from '#scenarios/fifty-fifty';
import { scenario as flashSale } from '#scenarios/flash-sale';
import { scenario as limited } from '#scenarios/limited';
import { scenario as mixed } from '#scenarios/mixed';
import { scenario as purchaseLoad } from '#scenarios/purchase-load';
import { scenario as quick } from '#scenarios/quick';
import { scenario as seatMapRush } from '#scenarios/seat-map-rush';
import { scenario as singleSeat } from '#scenarios/single-seat';
import { scenario as soak } from '#scenarios/soak';
import { scenario as soldOut } from '#scenarios/sold-out';
import { scenario as stadiumRush } from '#scenarios/stadium-rush';
import { scenario as statusPolling } from '#scenarios/status-polling';
import { scenario as twoTokens } from '#scenarios/two-tokens';
import { scenario as wholeHall } from '#scenarios/whole-hall';

/** All there are, in the order in which they run: rushes from small to large, then plays of several parts. */
export const SCENARIOS: readonly Scenario[] = [
  quick,
  fiftyFifty,
  stadiumRush,
  wholeHall,
  flashSale,
  singleSeat,
  purchaseLoad,
  limited,
  soldOut,
  duplicateUser,
  twoTokens,
  seatMapRush,
  cancelStorm,
  statusPolling,
  mixed,
  soak,
];
