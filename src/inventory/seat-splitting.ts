import { type SeatOccupancy } from './seat-occupancy.js';
import { type Run, type SeatingPlan, type Segment } from './seating-plan.js';

/** Part of a split party: so many of the run's seats. */
interface Group {
  readonly run: Run;
  readonly seats: number;
}

/** What may be had, most wanted first: no orphan, then nobody on a seat that stands alone anyway. */
const WISHES = [
  { shortestRun: 2, mayOrphan: false },
  { shortestRun: 1, mayOrphan: false },
  { shortestRun: 2, mayOrphan: true },
  { shortestRun: 1, mayOrphan: true },
] as const;

/**
 * Splits a party that no run has room for.
 *
 * 1. Into as few groups as the free seats allow.
 * 2. Without leaving an orphan if any choice of that many runs can; of those, without a run of one seat if possible.
 * 3. The first group takes the run with the best seat, every further one the run nearest to the first (middle to
 *    middle), as long as the rules above can still be kept; ties go by reading order.
 * 4. Within the runs, the fewest orphans, then groups as even as possible, then the larger groups first.
 *
 * @param segments where to look, in any order; no free run of theirs has room for the party, all together have
 * @param runLengths how many free runs of each length they have
 */
export function splitParty(
  occupancy: SeatOccupancy,
  segments: readonly Segment[],
  runLengths: Int32Array,
  seats: number,
): Group[] {
  const groups = new RunLengths(runLengths).fewestGroups(seats);
  for (const { shortestRun, mayOrphan } of WISHES) {
    const lengths = new RunLengths(runLengths.map((count, length) => (length < shortestRun ? 0 : count)));
    if (!lengths.canSeat(seats, groups, mayOrphan)) continue;
    const chosen = chooseRuns(occupancy, segments, lengths, { seats, groups, mayOrphan });
    const sizes = divideParty(chosen.map(lengthOf), seats);
    return chosen.map((run, place) => ({ run, seats: sizes[place] ?? 0 }));
  }
  return [];
}

const lengthOf = ({ start, end }: Run): number => end - start;

interface Split {
  readonly seats: number;
  readonly groups: number;
  readonly mayOrphan: boolean;
}

function chooseRuns(
  occupancy: SeatOccupancy,
  segments: readonly Segment[],
  lengths: RunLengths,
  { seats, groups, mayOrphan }: Split,
): Run[] {
  const { plan } = occupancy;
  const chosen: Run[] = [];
  const starts = new Set<number>();
  let missing = seats;
  let measure = nearnessToStage(plan);
  for (let open = groups; open > 0; open -= 1) {
    const allowed = lengths.allowed(missing, open, mayOrphan);
    const run = nearestRun(occupancy, segments, measure, (start, end) => {
      return allowed.has(end - start) && !starts.has(start);
    });
    if (run === undefined) break;
    chosen.push(run);
    starts.add(run.start);
    lengths.remove(lengthOf(run));
    missing -= lengthOf(run);
    if (chosen.length === 1) measure = nearnessTo(plan, run);
  }
  return chosen;
}

/** How far away a run is, and what no run of a segment can be below. */
interface Measure {
  readonly ofRun: (start: number, end: number) => number;
  readonly leastOf: (segment: Segment) => number;
}

function nearnessToStage({ cost }: SeatingPlan): Measure {
  return {
    leastOf: ({ nearest }) => nearest,
    ofRun: (start, end) => {
      let least = Infinity;
      for (let slot = start; slot < end; slot += 1) least = Math.min(least, cost[slot] ?? Infinity);
      return least;
    },
  };
}

/** Squared distance between the runs' middles. */
function nearnessTo({ x, y }: SeatingPlan, first: Run): Measure {
  const middle = (positions: Float64Array, start: number, end: number): number =>
    ((positions[start] ?? 0) + (positions[end - 1] ?? 0)) / 2;
  const firstX = middle(x, first.start, first.end);
  const firstY = middle(y, first.start, first.end);
  return {
    leastOf: ({ left, right, front, back }) =>
      Math.max(left - firstX, 0, firstX - right) ** 2 + Math.max(front - firstY, 0, firstY - back) ** 2,
    ofRun: (start, end) => (middle(x, start, end) - firstX) ** 2 + (middle(y, start, end) - firstY) ** 2,
  };
}

/** The nearest of the allowed free runs, the first in reading order among equals. */
function nearestRun(
  occupancy: SeatOccupancy,
  segments: readonly Segment[],
  { ofRun, leastOf }: Measure,
  isAllowed: (start: number, end: number) => boolean,
): Run | undefined {
  let nearest: Run | undefined;
  let least = Infinity;
  const visit = (start: number, end: number): void => {
    if (!isAllowed(start, end)) return;
    const far = ofRun(start, end);
    if (nearest !== undefined && (far - least || start - nearest.start) > 0) return;
    nearest = { start, end };
    least = far;
  };
  for (const segment of segments) {
    if (leastOf(segment) <= least) occupancy.eachRun(segment, visit);
  }
  return nearest;
}

/** How many runs there are of each length; tells what can be reached with them without trying every choice. */
class RunLengths {
  /** @param counts by length; changed by `remove` */
  constructor(private readonly counts: Int32Array) {}

  fewestGroups(seats: number): number {
    let groups = 0;
    let missing = seats;
    for (let length = this.counts.length - 1; length > 0 && missing > 0; length -= 1) {
      const used = Math.min(this.#count(length), Math.ceil(missing / length));
      groups += used;
      missing -= used * length;
    }
    return groups;
  }

  remove(length: number): void {
    this.#add(length, -1);
  }

  /** Lengths the next of so many groups may have. */
  allowed(seats: number, groups: number, mayOrphan: boolean): ReadonlySet<number> {
    const allowed = new Set<number>();
    for (const [length, count] of this.counts.entries()) {
      if (count === 0) continue;
      this.#add(length, -1);
      if (this.canSeat(seats - length, groups - 1, mayOrphan)) allowed.add(length);
      this.#add(length, 1);
    }
    return allowed;
  }

  /**
   * Can so many runs hold so many seats? Without an orphan means: they hold exactly as many, or at least two more.
   * One seat too many is an orphan wherever it is left; two or more stay together in one run, which is long enough for
   * them, or a group less would have done. If the longest hold just one too many, one that is shorter by one must do.
   */
  canSeat(seats: number, groups: number, mayOrphan: boolean): boolean {
    let held = 0;
    let open = groups;
    let length = this.counts.length;
    let unused = 0;
    while (open > 0 && length > 1) {
      length -= 1;
      const used = Math.min(open, this.#count(length));
      unused = this.#count(length) - used;
      held += used * length;
      open -= used;
    }
    if (held < seats) return false;
    if (mayOrphan || held !== seats + 1) return true;
    if (groups === 0) return false;
    return (unused > 0 && this.#count(length + 1) > 0) || this.#count(length - 1) > 0;
  }

  #count(length: number): number {
    return this.counts[length] ?? 0;
  }

  #add(length: number, change: number): void {
    this.counts[length] = this.#count(length) + change;
  }
}

interface Division {
  readonly score: number;
  readonly sizes: readonly number[];
}

/**
 * How many sit in each run: fewest orphans, then as even as possible, then larger first.
 * Works from the last run to the first; `divisions` has the best one of so many people over the runs seen so far.
 * @param lengths together at least `seats`
 */
function divideParty(lengths: readonly number[], seats: number): readonly number[] {
  let divisions = new Map<number, Division>([[0, { score: 0, sizes: [] }]]);
  for (const length of lengths.toReversed()) {
    const next = new Map<number, Division>();
    for (const [people, { score, sizes }] of divisions) {
      for (let size = Math.min(length, seats - people); size >= 1; size -= 1) {
        const division = { score: score + scoreOf(length, size), sizes: [size, ...sizes] };
        const known = next.get(people + size);
        if (known === undefined || isBetter(division, known)) next.set(people + size, division);
      }
    }
    divisions = next;
  }
  return divisions.get(seats)?.sizes ?? [];
}

const isBetter = (one: Division, other: Division): boolean =>
  (one.score - other.score || (other.sizes[0] ?? 0) - (one.sizes[0] ?? 0)) < 0;

/** More than the squares of any party's groups add up to, see `SEATS_PER_BOOKING_MAX`. */
const ORPHAN_WEIGHT = 100 ** 2 + 1;

/** Summed over the groups, the least is best: no orphan, then the least sum of squares, which is the most even. */
const scoreOf = (length: number, size: number): number => (length - size === 1 ? ORPHAN_WEIGHT : 0) + size * size;
