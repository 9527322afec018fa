import { type Scenario } from '#scenario';
import { scenario as stadiumRush } from '#scenarios/stadium-rush';
import { scenario as wholeHall } from '#scenarios/whole-hall';

/** All there are, in the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [stadiumRush, wholeHall];
