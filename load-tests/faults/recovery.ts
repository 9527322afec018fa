import { type Buyers } from '#faults/buyers';
import { toCheck } from '#faults/judge';
import { type Check } from '#run-record';

/** Somebody must have a seat again by then; more is no recovery without help. */
export const RECOVERY_MAX_MS = 15_000;

/** How long it took until people could book again. */
export interface Recovery {
  readonly recoveryMs: number | undefined;
  readonly checks: readonly Check[];
}

/**
 * Waits for the first booking that was asked for and acknowledged after the cause was gone.
 * @param healedAt milliseconds of `nowMs()`
 * @param origin of the instance that has to recover; any unless given
 */
export async function untilAcknowledged(buyers: Buyers, healedAt: number, origin?: string): Promise<Recovery> {
  const at = await buyers.nextAcknowledged(healedAt, RECOVERY_MAX_MS, origin);
  const recoveryMs = at === undefined ? undefined : at - healedAt;
  const found = recoveryMs === undefined ? 'none' : `after ${recoveryMs.toFixed(0)} ms`;
  const expected = `a booking within ${RECOVERY_MAX_MS} ms`;
  return { recoveryMs, checks: [toCheck('recovery', recoveryMs !== undefined, expected, found)] };
}
