import { type Run, type SeatingPlan } from './seating-plan.js';

/** Part of a free run that a party could have. */
export interface Candidate extends Run {
  /** Free seats it would leave with no free one beside them, 0 to 2. */
  readonly orphans: number;
  /** Orphans it adds to those that parties of the same size leave in the end, 0 to 2. */
  readonly laterOrphans: number;
  /** Sum over its seats. */
  readonly cost: number;
}

/** The one order of candidates, see `pickBestAvailable`; equal ones do not exist, since no two start alike. */
export const isBetter = (one: Candidate, other: Candidate): boolean =>
  (one.orphans - other.orphans ||
    one.laterOrphans - other.laterOrphans ||
    one.cost - other.cost ||
    one.start - other.start) < 0;

/** The best place for a party in a free run of at least as many seats, whatever stands at its ends. */
export function bestOfRun({ cost }: SeatingPlan, { start, end }: Run, seats: number): Candidate {
  const leftOverBefore = leftOver(end - start, seats);
  let sum = 0;
  for (let slot = start; slot < start + seats; slot += 1) sum += cost[slot] ?? 0;
  let best: Candidate | undefined;
  for (let from = start; ; from += 1) {
    const before = from - start;
    const after = end - from - seats;
    const candidate = {
      start: from,
      end: from + seats,
      orphans: Number(before === 1) + Number(after === 1),
      laterOrphans: Math.max(0, leftOver(before, seats) + leftOver(after, seats) - leftOverBefore),
      cost: sum,
    };
    if (best === undefined || isBetter(candidate, best)) best = candidate;
    if (after === 0) return best;
    sum += (cost[from + seats] ?? 0) - (cost[from] ?? 0);
  }
}

/** 1 when parties of this size fill so many seats but for a single one, else 0. One person leaves nothing over. */
const leftOver = (free: number, seats: number): number => Number(free % seats === 1);
