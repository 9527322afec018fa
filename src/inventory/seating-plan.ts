/**
 * How far apart, in seat widths of the section, two neighbours of a row may be and still sit side by side. Smaller: a
 * curved row falls apart. Larger: people are seated "together" across an aisle.
 */
const AISLE_WIDTHS = 1.5;

/**
 * Steps a distance is rounded to, from the best seat to the farthest. Whole numbers add up alike in any order, so that
 * mirrored seats cost exactly the same. Smaller: seats of a large hall look alike. Larger: nothing gained.
 */
const COST_STEPS = 2 ** 20;

/** What a plan needs to know of a seat. */
export interface PlannedSeat {
  readonly section: string;
  readonly row: string;
  readonly number: number;
  /** Finite, in any unit; y grows away from the stage. */
  readonly x: number;
  readonly y: number;
  readonly accessible: boolean;
}

/** Slots `start` up to, not including, `end`: seats side by side. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** Where seats stand. */
interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly front: number;
  readonly back: number;
}

/** Seats between two walls. */
export interface Segment extends Run, Bounds {
  /** Its place in `SeatingPlan.segments`. */
  readonly id: number;
  readonly section: string;
  /** Cost of its best seat. */
  readonly nearest: number;
}

/**
 * The geometry of a hall, for picking seats: built once, never changed, safe to cache.
 *
 * Seats that may be picked automatically stand in *slots* in reading order (rows from front to back, then from left to
 * right, then by section and row name), whatever the order they were given in; accessible seats have no slot. Within a
 * row they stand along x, or along y where the row runs away from the stage, then by number.
 *
 * A *segment* is what lies between two walls. Walls are the ends of a row, aisles (neighbours farther apart than 1.5
 * times the section's usual distance, so that the map may be drawn in any unit) and accessible seats.
 */
export interface SeatingPlan {
  readonly seatCount: number;
  /** By slot: the seat's place in the list the plan was built from. */
  readonly seatOfSlot: Int32Array;
  /** By the seat's place in that list: its slot, −1 for an accessible seat. */
  readonly slotOfSeat: Int32Array;
  /** By slot: the id of its segment. */
  readonly segmentOfSlot: Int32Array;
  /** By slot: distance from the middle of the front, 0 (there) to 2^20 (the farthest seat), whole. */
  readonly cost: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** In reading order. */
  readonly segments: readonly Segment[];
  /** Those with the best seats first. */
  readonly nearestFirst: readonly Segment[];
  readonly nearestFirstBySection: ReadonlyMap<string, readonly Segment[]>;
}

/** Builds the plan of a hall. @param seats no two with the same section, row and number */
export function buildSeatingPlan(seats: readonly PlannedSeat[]): SeatingPlan {
  const rows = rowsInReadingOrder(standing(seats));
  const aisles = aisleWidths(rows);
  const slots: Standing[] = [];
  const segments: Segment[] = [];
  for (const { section, seats: members } of rows) {
    for (const part of splitAtWalls(members, aisles.get(section) ?? Infinity)) {
      segments.push(toSegment(segments.length, section, slots.length, part));
      for (const seat of part) slots.push(seat);
    }
  }
  const slotOfSeat = new Int32Array(seats.length).fill(-1);
  slots.forEach(({ index }, slot) => (slotOfSeat[index] = slot));
  const segmentOfSlot = new Int32Array(slots.length);
  for (const { id, start, end } of segments) segmentOfSlot.fill(id, start, end);
  const nearestFirst = segments.toSorted((one, other) => one.nearest - other.nearest || one.start - other.start);
  return {
    seatCount: seats.length,
    seatOfSlot: Int32Array.from(slots, ({ index }) => index),
    slotOfSeat,
    segmentOfSlot,
    cost: Float64Array.from(slots, ({ cost }) => cost),
    x: Float64Array.from(slots, ({ x }) => x),
    y: Float64Array.from(slots, ({ y }) => y),
    segments,
    nearestFirst,
    nearestFirstBySection: Map.groupBy(nearestFirst, ({ section }) => section),
  };
}

/** A seat with its place in the list and its distance from the best place. */
interface Standing extends PlannedSeat {
  readonly index: number;
  readonly cost: number;
}

/** The stage is at the middle of the front; distances are scaled to the farthest seat. */
function standing(seats: readonly PlannedSeat[]): Standing[] {
  const { left, right, front } = boundsOf(seats);
  const stage = { x: (left + right) / 2, y: front };
  const farthest = seats.reduce((most, seat) => Math.max(most, distance(stage, seat)), 0);
  const scale = farthest === 0 ? 0 : COST_STEPS / farthest;
  return seats.map((seat, index) => {
    const { section, row, number, x, y, accessible } = seat;
    return { section, row, number, x, y, accessible, index, cost: Math.round(distance(stage, seat) * scale) };
  });
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Not `Math.hypot`, which takes 20 times as long and only matters for numbers no map has. */
const distance = (one: Point, other: Point): number => Math.sqrt((one.x - other.x) ** 2 + (one.y - other.y) ** 2);

function boundsOf(points: readonly Point[]): Bounds {
  let left = Infinity;
  let right = -Infinity;
  let front = Infinity;
  let back = -Infinity;
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    front = Math.min(front, y);
    back = Math.max(back, y);
  }
  return { left, right, front, back };
}

const toSegment = (id: number, section: string, start: number, seats: readonly Standing[]): Segment => ({
  id,
  section,
  start,
  end: start + seats.length,
  nearest: seats.reduce((least, { cost }) => Math.min(least, cost), Infinity),
  ...boundsOf(seats),
});

interface Row {
  readonly section: string;
  readonly name: string;
  /** In the order people sit. */
  readonly seats: readonly Standing[];
  readonly bounds: Bounds;
}

function rowsInReadingOrder(seats: readonly Standing[]): Row[] {
  const sections = new Map<string, Map<string, Standing[]>>();
  for (const seat of seats) {
    let rows = sections.get(seat.section);
    if (rows === undefined) sections.set(seat.section, (rows = new Map<string, Standing[]>()));
    const row = rows.get(seat.row);
    if (row === undefined) rows.set(seat.row, [seat]);
    else row.push(seat);
  }
  const rows: Row[] = [];
  for (const [section, named] of sections) {
    for (const [name, members] of named) rows.push(toRow(section, name, members));
  }
  return rows.sort(byReadingOrder);
}

function toRow(section: string, name: string, seats: readonly Standing[]): Row {
  const bounds = boundsOf(seats);
  // Rows of a side stand run away from the stage.
  const runsAcross = bounds.right - bounds.left >= bounds.back - bounds.front;
  const along = runsAcross
    ? (one: Standing, other: Standing) => one.x - other.x || one.number - other.number
    : (one: Standing, other: Standing) => one.y - other.y || one.number - other.number;
  return { section, name, seats: seats.toSorted(along), bounds };
}

const byReadingOrder = (one: Row, other: Row): number =>
  one.bounds.front - other.bounds.front ||
  one.bounds.left - other.bounds.left ||
  compareText(one.section, other.section) ||
  compareText(one.name, other.name);

/** By code unit: the same on every machine, whatever its language. */
const compareText = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** By section: the distance from which neighbours have an aisle between them. */
function aisleWidths(rows: readonly Row[]): Map<string, number> {
  const widths = new Map<string, number>();
  for (const [section, members] of Map.groupBy(rows, (row) => row.section)) {
    const distances: number[] = [];
    for (const { seats } of members) {
      let previous: Standing | undefined;
      for (const seat of seats) {
        if (previous !== undefined) distances.push(distance(previous, seat));
        previous = seat;
      }
    }
    widths.set(section, median(distances) * AISLE_WIDTHS);
  }
  return widths;
}

/** The lower one of two middles, so that a section of pairs between aisles is one of pairs. `Infinity` of nothing. */
function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[(sorted.length - 1) >> 1] ?? Infinity;
}

/** The parts of a row between its walls, without the accessible seats. */
function splitAtWalls(row: readonly Standing[], aisleWidth: number): Standing[][] {
  const parts: Standing[][] = [];
  let part: Standing[] = [];
  let previous: Standing | undefined;
  for (const seat of row) {
    const isBehindWall = previous === undefined || previous.accessible || distance(previous, seat) > aisleWidth;
    if (isBehindWall && !seat.accessible) parts.push((part = []));
    if (!seat.accessible) part.push(seat);
    previous = seat;
  }
  return parts;
}
