import { type WaitlistEntry } from './inventory.js';

/**
 * How often a party may be passed over before the queue stops for it. Smaller: seats stay empty while a large party's
 * seats gather. Larger: a large party waits longer while small ones overtake it. Contract: design, "Rules of booking".
 */
export const PASSES_MAX = 10;

/** Who gets freed seats next; `gathering`: nobody, because seats are being kept for a party passed over too often. */
export type NextInLine = WaitlistEntry | 'nobody-fits' | 'gathering';

/**
 * The order rule: whoever came first and fits is served. A party that does not fit keeps its place; once `PASSES_MAX`
 * later arrivals got seats while it waited, it stops the queue until its seats have gathered.
 *
 * Only the first party can be the one that stops it: everybody who was served past a later one went past it as well.
 * A party larger than the whole event never stops anybody.
 *
 * @param waiting those who wait, in order of arrival
 * @param seatsFree whole seats, ≥ 0
 * @param lastServed arrival numbers of the latest arrivals that got seats, at least the `PASSES_MAX` highest
 */
export function nextInLine(
  waiting: Iterable<WaitlistEntry>,
  seatsFree: number,
  capacity: number,
  lastServed: readonly number[],
): NextInLine {
  let first = true;
  for (const entry of waiting) {
    if (entry.seats <= seatsFree) return entry;
    if (entry.seats > capacity) continue;
    if (first && passesOver(entry, lastServed) >= PASSES_MAX) return 'gathering';
    first = false;
  }
  return 'nobody-fits';
}

/** How many of those served came after this entry: each of them went past it. */
const passesOver = (entry: WaitlistEntry, lastServed: readonly number[]): number =>
  lastServed.filter((arrivalNumber) => arrivalNumber > entry.arrivalNumber).length;

/** The `PASSES_MAX` highest arrival numbers after one more arrival was served. */
export const withServed = (lastServed: readonly number[], arrivalNumber: number): readonly number[] =>
  // The newest number is nearly always the highest one.
  arrivalNumber > (lastServed[0] ?? 0)
    ? [arrivalNumber, ...lastServed.slice(0, PASSES_MAX - 1)]
    : [...lastServed, arrivalNumber].sort((a, b) => b - a).slice(0, PASSES_MAX);
