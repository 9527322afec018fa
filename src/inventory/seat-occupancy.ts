import { bestOfRun, type Candidate, isBetter } from './seat-candidates.js';
import { type Run, type SeatingPlan, type Segment } from './seating-plan.js';

/** Free runs of the hall or a section, counted. */
interface Tally {
  /** Free seats, without accessible ones. */
  free: number;
  /** By length of a run: how many there are. */
  readonly runs: Int32Array;
}

/** What has been found out about a segment since it last changed. */
interface Findings {
  longest: number | undefined;
  /** By size of the party; `undefined` where it has no room. */
  readonly bestPlaces: Map<number, Candidate | undefined>;
}

/**
 * Which seats of a hall are free, ready for picking: a change costs the length of a run, and what was found out about
 * the other segments stays known, so that a batch of picks does not look at the whole hall again and again.
 * Accessible seats are never picked, so they are not kept here; naming one is allowed and does nothing.
 */
export class SeatOccupancy {
  readonly #isFree: Uint8Array;
  readonly #findings: Findings[];
  readonly #hall: Tally;
  readonly #sections: ReadonlyMap<string, Tally>;

  /** @param taken seats that are held, booked or blocked, by their place in the list the plan was built from */
  constructor(
    readonly plan: SeatingPlan,
    taken: Iterable<number> = [],
  ) {
    const { segments, nearestFirstBySection } = plan;
    this.#isFree = new Uint8Array(plan.seatOfSlot.length).fill(1);
    this.#findings = segments.map(() => ({ longest: undefined, bestPlaces: new Map<number, Candidate | undefined>() }));
    this.#hall = emptyTally(segments);
    this.#sections = new Map([...nearestFirstBySection].map(([section, members]) => [section, emptyTally(members)]));
    for (const seat of taken) {
      const slot = this.#slotOf(seat);
      if (slot >= 0) this.#isFree[slot] = 0;
    }
    for (const segment of segments)
      this.eachRun(segment, (start, end) => {
        this.#count(segment, end - start, 1);
      });
  }

  /** Marks seats as taken; those that are taken already stay so. */
  take(seats: Iterable<number>): void {
    for (const seat of seats) this.#set(this.#slotOf(seat), 0);
  }

  /** Marks seats as free; those that are free already stay so. */
  release(seats: Iterable<number>): void {
    for (const seat of seats) this.#set(this.#slotOf(seat), 1);
  }

  /** Free seats of the hall or a section, without accessible ones; 0 for a section the hall does not have. */
  seatsFree(section?: string): number {
    return this.#tally(section)?.free ?? 0;
  }

  /** How many free runs of each length, up to `longest`, the hall or a section has; a copy. */
  runLengths(longest: number, section?: string): Int32Array {
    const lengths = new Int32Array(longest + 1);
    lengths.set(this.#tally(section)?.runs.subarray(0, longest + 1) ?? []);
    return lengths;
  }

  /** Calls `visit` for every free run of the segment, in order. */
  eachRun(segment: Run, visit: (start: number, end: number) => void): void {
    let { start } = segment;
    for (let slot = start; slot < segment.end; slot += 1) {
      if (this.#isFree[slot] === 1) continue;
      if (start < slot) visit(start, slot);
      start = slot + 1;
    }
    if (start < segment.end) visit(start, segment.end);
  }

  longestRun(segment: Segment): number {
    const findings = this.#findings[segment.id];
    if (findings?.longest !== undefined) return findings.longest;
    let longest = 0;
    this.eachRun(segment, (start, end) => {
      longest = Math.max(longest, end - start);
    });
    if (findings !== undefined) findings.longest = longest;
    return longest;
  }

  /** The best place of the segment for so many people side by side, if it has one. */
  bestPlace(segment: Segment, seats: number): Candidate | undefined {
    if (this.longestRun(segment) < seats) return undefined;
    const known = this.#findings[segment.id]?.bestPlaces;
    if (known?.has(seats)) return known.get(seats);
    let best: Candidate | undefined;
    this.eachRun(segment, (start, end) => {
      if (end - start < seats) return;
      const candidate = bestOfRun(this.plan, { start, end }, seats);
      if (best === undefined || isBetter(candidate, best)) best = candidate;
    });
    known?.set(seats, best);
    return best;
  }

  #slotOf(seat: number): number {
    return this.plan.slotOfSeat[seat] ?? -1;
  }

  #tally(section: string | undefined): Tally | undefined {
    return section === undefined ? this.#hall : this.#sections.get(section);
  }

  #set(slot: number, isFree: 0 | 1): void {
    const segment = this.plan.segments[this.plan.segmentOfSlot[slot] ?? -1];
    if (segment === undefined || this.#isFree[slot] === isFree) return;
    let start = slot;
    let end = slot + 1;
    while (start > segment.start && this.#isFree[start - 1] === 1) start -= 1;
    while (end < segment.end && this.#isFree[end] === 1) end += 1;
    // Taking the seat turns one run into the two on its sides; releasing it, the two into one.
    const change = isFree === 1 ? 1 : -1;
    this.#count(segment, end - start, change);
    this.#count(segment, slot - start, -change);
    this.#count(segment, end - slot - 1, -change);
    this.#isFree[slot] = isFree;
    this.#forget(segment);
  }

  #forget({ id }: Segment): void {
    const findings = this.#findings[id];
    if (findings === undefined) return;
    findings.longest = undefined;
    findings.bestPlaces.clear();
  }

  #count({ section }: Segment, length: number, change: number): void {
    if (length === 0) return;
    for (const tally of [this.#hall, this.#sections.get(section)]) {
      if (tally === undefined) continue;
      tally.free += length * change;
      tally.runs[length] = (tally.runs[length] ?? 0) + change;
    }
  }
}

const emptyTally = (segments: readonly Segment[]): Tally => ({
  free: 0,
  runs: new Int32Array(1 + segments.reduce((longest, { start, end }) => Math.max(longest, end - start), 0)),
});
