import { bestOfRun, type Candidate, isBetter } from './seat-candidates.js';
import { type SeatOccupancy } from './seat-occupancy.js';
import { splitParty } from './seat-splitting.js';
import { type Run, type SeatingPlan, type Segment } from './seating-plan.js';

export interface SeatRequest {
  /** Whole, ≥ 1. */
  readonly seats: number;
  /** Only seats of this section; a section the hall does not have has no seats. */
  readonly section?: string | undefined;
  /** Rather nothing than seats apart. */
  readonly adjacentOnly?: boolean | undefined;
}

export type SeatPick =
  /** Places in the list the plan was built from; group by group, each in the order people sit. */
  { readonly seats: readonly number[] } | { readonly refused: 'sold-out' | 'no-adjacent-seats' };

/**
 * Picks the best free seats for a party. Contract: design, "Rules of booking".
 *
 * Together in one segment where there is room. Of all places to sit, the one wins that
 * 1. leaves the fewest orphans: a free seat with no free one beside it, nothing but taken seats and walls;
 * 2. makes the fewest later orphans: a remainder of which one seat is left over when parties of the same size fill it.
 *    Only what this pick adds counts. Every run has a place that adds none, fewer seats away than the party has, so that
 *    40 seats in a row take 20 pairs; nearest to the centre alone would strand two seats of each row;
 * 3. is nearest to the middle of the hall's front: the least sum of the seats' distances;
 * 4. comes first in reading order.
 *
 * Where no segment has room the party is split, see `splitParty`. Accessible seats are never picked, and a free seat
 * with only an accessible one beside it counts as an orphan: whoever takes it cannot be sure of a neighbour.
 *
 * Changes nothing: take the picked seats in `occupancy` before the next pick of a batch. The same plan and the same
 * taken seats give the same answer, whatever happened before.
 * @returns `sold-out` when fewer seats are free than asked for, `no-adjacent-seats` when `adjacentOnly` stands in the way
 */
export function pickBestAvailable(occupancy: SeatOccupancy, request: SeatRequest): SeatPick {
  const { plan } = occupancy;
  const { seats, section, adjacentOnly = false } = request;
  if (occupancy.seatsFree(section) < seats) return { refused: 'sold-out' };
  const segments = section === undefined ? plan.nearestFirst : (plan.nearestFirstBySection.get(section) ?? []);
  const together = findTogether(occupancy, segments, seats);
  if (together !== undefined) return { seats: seatsOf(plan, [together]) };
  if (adjacentOnly) return { refused: 'no-adjacent-seats' };
  const groups = splitParty(occupancy, segments, occupancy.runLengths(seats, section), seats);
  const places = groups.map(({ run, seats: size }) => bestOfRun(plan, run, size));
  return { seats: seatsOf(plan, places) };
}

/** @param segments those with the best seats first */
function findTogether(occupancy: SeatOccupancy, segments: readonly Segment[], seats: number): Candidate | undefined {
  let best: Candidate | undefined;
  for (const segment of segments) {
    if (best !== undefined && isOutOfReach(segment, best)) break;
    const candidate = occupancy.bestPlace(segment, seats);
    if (candidate !== undefined && (best === undefined || isBetter(candidate, best))) best = candidate;
  }
  return best;
}

/** Nothing in this segment, nor in those with worse seats, can be better. */
const isOutOfReach = ({ nearest }: Segment, best: Candidate): boolean =>
  best.orphans === 0 && best.laterOrphans === 0 && nearest * (best.end - best.start) > best.cost;

const seatsOf = ({ seatOfSlot }: SeatingPlan, runs: readonly Run[]): number[] =>
  runs.flatMap(({ start, end }) => [...seatOfSlot.subarray(start, end)]);
