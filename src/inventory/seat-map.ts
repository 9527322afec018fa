/** The largest map. Larger: one request of 2 MiB can no longer hold it, and a plan of it no longer builds at once. */
export const SEATS_PER_MAP_MAX = 50_000;

/** More than this many errors help nobody. */
const ERRORS_MAX = 20;

/** Empty lines between two sections in the drawing, so that people see where one ends. */
const SECTION_GAP = 1;

/** A section of equal rows. Its rows are named A, B … Z, AA, AB … from the front, its seats 1, 2, 3 … from the left. */
export interface SeatBlock {
  readonly section: string;
  /** How many; whole, ≥ 1. */
  readonly rows: number;
  /** Whole, ≥ 1. */
  readonly seatsPerRow: number;
  /** Labels of this block's seats for people who need them. */
  readonly accessible?: readonly string[];
}

/** A seat given one by one; it may also extend a row of a block. */
export interface SingleSeat {
  readonly section: string;
  readonly row: string;
  /** Whole, ≥ 1. */
  readonly number: number;
  /** Position in the drawing, in any unit, the same for the whole map; y grows away from the stage. */
  readonly x?: number;
  readonly y?: number;
  readonly accessible?: boolean;
}

export interface SeatMap {
  readonly blocks?: readonly SeatBlock[];
  readonly seats?: readonly SingleSeat[];
}

/** One seat of a map, with everything filled in. */
export interface SeatPlace {
  readonly section: string;
  readonly row: string;
  readonly number: number;
  /** `section-row-number`, unique in the map. Read from the right, since only a section may contain a hyphen. */
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly accessible: boolean;
}

/** What a new event starts with: a number of seats, or the seats of a map. */
export type OpeningSeats = { readonly capacity: number } | { readonly map: readonly SeatPlace[] };

/** A breach of a rule; `pointer` starts at the body, e.g. `#/seatMap/blocks/0/rows`. */
export interface SeatMapError {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * Expands a map into its seats, those of the blocks first, in the order given.
 *
 * Seats without a position get one on a grid of one seat's width: rows behind each other, sections behind each other in
 * the order given with a gap between, every row centred, and numbers that are missing leave a gap. Positions that are
 * given stay as they are; the rows without one then follow behind them, centred on them.
 *
 * Types and ranges of single fields are the request's business; here are the rules of the map as a whole.
 * @returns the seats, or at most 20 errors: an empty map or block, too many seats, a label twice, an `accessible` label
 *   that is none of the block's seats, a row with a hyphen in its name (labels would be ambiguous)
 */
export function expandSeatMap(map: SeatMap): { seats: SeatPlace[] } | { errors: SeatMapError[] } {
  const sizeErrors = checkSize(map);
  if (sizeErrors.length > 0) return { errors: sizeErrors.slice(0, ERRORS_MAX) };
  const { seats, errors } = collect(map);
  return errors.length > 0 ? { errors: errors.slice(0, ERRORS_MAX) } : { seats: placeAll(seats) };
}

/** The n-th row's name as in a theatre or a spreadsheet: A … Z, AA, AB … @param index whole, from 0 */
function rowName(index: number): string {
  const last = String.fromCharCode('A'.charCodeAt(0) + (index % 26));
  return index < 26 ? last : rowName(Math.floor(index / 26) - 1) + last;
}

/** Counts before anything is built, so that a map of a billion seats costs nothing. */
function checkSize({ blocks = [], seats = [] }: SeatMap): SeatMapError[] {
  const empty = blocks.flatMap(({ rows, seatsPerRow }, index) => {
    const fields = { rows, seatsPerRow };
    const wrong = Object.entries(fields).filter(([, count]) => count < 1);
    return wrong.map(([field]) => ({ pointer: `#/seatMap/blocks/${index}/${field}`, detail: 'must be at least 1' }));
  });
  if (empty.length > 0) return empty;
  if (blocks.length + seats.length === 0) return [{ pointer: '#/seatMap', detail: 'must have at least one seat' }];
  let total = 0;
  for (const [index, { rows, seatsPerRow }] of blocks.entries()) {
    total += rows * seatsPerRow;
    if (total > SEATS_PER_MAP_MAX) return [tooMany(`#/seatMap/blocks/${index}/rows`)];
  }
  return total + seats.length > SEATS_PER_MAP_MAX ? [tooMany('#/seatMap/seats')] : [];
}

const tooMany = (pointer: string): SeatMapError => ({
  pointer,
  detail: `must not make the map larger than ${SEATS_PER_MAP_MAX} seats`,
});

/** A seat whose position may still be open. */
interface Unplaced extends Omit<SeatPlace, 'x' | 'y'> {
  readonly x: number | undefined;
  readonly y: number | undefined;
}

const labelOf = (section: string, row: string, number: number): string => `${section}-${row}-${number}`;

interface Collection {
  readonly seats: Unplaced[];
  readonly errors: SeatMapError[];
  /** By label: pointer of what first brought the seat. */
  readonly originOf: Map<string, string>;
}

function collect({ blocks = [], seats = [] }: SeatMap): Collection {
  const collection: Collection = { seats: [], errors: [], originOf: new Map() };
  for (const [index, block] of blocks.entries()) addBlock(collection, block, `#/seatMap/blocks/${index}`);
  for (const [index, seat] of seats.entries()) addSingle(collection, seat, `#/seatMap/seats/${index}`);
  return collection;
}

function addBlock({ seats, errors, originOf }: Collection, block: SeatBlock, pointer: string): void {
  const repeated = new Set<string>();
  for (const seat of seatsOfBlock(block)) {
    if (originOf.has(seat.label)) repeated.add(seat.label);
    else originOf.set(seat.label, pointer);
    seats.push(seat);
  }
  // One error a block, not one a seat: the block as a whole is what somebody has to change.
  const [first] = repeated;
  if (first !== undefined) errors.push({ pointer, detail: repeats(first) });
  for (const [place, label] of (block.accessible ?? []).entries()) {
    if (originOf.get(label) === pointer || repeated.has(label)) continue;
    errors.push({ pointer: `${pointer}/accessible/${place}`, detail: 'must be the label of a seat of this block' });
  }
}

function addSingle({ seats, errors, originOf }: Collection, seat: SingleSeat, pointer: string): void {
  const { section, row, number, x, y, accessible = false } = seat;
  const label = labelOf(section, row, number);
  if (row.includes('-')) errors.push({ pointer: `${pointer}/row`, detail: 'must not contain a hyphen' });
  else if (originOf.has(label)) errors.push({ pointer, detail: repeats(label) });
  else originOf.set(label, pointer);
  seats.push({ section, row, number, label, x, y, accessible });
}

const repeats = (label: string): string => `must not repeat the label ${label}`;

function seatsOfBlock({ section, rows, seatsPerRow, accessible = [] }: SeatBlock): Unplaced[] {
  const accessibleLabels = new Set(accessible);
  const seats: Unplaced[] = [];
  for (let index = 0; index < rows; index += 1) {
    const row = rowName(index);
    for (let number = 1; number <= seatsPerRow; number += 1) {
      const label = labelOf(section, row, number);
      seats.push({ section, row, number, label, x: undefined, y: undefined, accessible: accessibleLabels.has(label) });
    }
  }
  return seats;
}

/** What a row's seats without a position depend on. */
interface RowLayout {
  /** Lowest and highest number among the seats without x. */
  lowest: number;
  highest: number;
  /** The row's line: of the first of its seats that gives one, else of the grid. */
  y: number | undefined;
}

type Layout = ReadonlyMap<string, ReadonlyMap<string, RowLayout>>;

function placeAll(seats: readonly Unplaced[]): SeatPlace[] {
  const layout = layOut(seats);
  drawLines(layout, extentOf(seats.map(({ y }) => y)));
  const centre = centreOf(layout, extentOf(seats.map(({ x }) => x)));
  return seats.map((seat) => {
    const { section, row, number, label, accessible } = seat;
    const { lowest = 0, highest = 0, y = 0 } = layout.get(section)?.get(row) ?? {};
    const x = seat.x ?? centre + number - (lowest + highest) / 2;
    return { section, row, number, label, x, y: seat.y ?? y, accessible };
  });
}

/** The rows by section and name, in order of appearance. */
function layOut(seats: readonly Unplaced[]): Layout {
  const sections = new Map<string, Map<string, RowLayout>>();
  for (const { section, row, number, x, y } of seats) {
    let rows = sections.get(section);
    if (rows === undefined) sections.set(section, (rows = new Map<string, RowLayout>()));
    let layout = rows.get(row);
    if (layout === undefined) rows.set(row, (layout = { lowest: Infinity, highest: -Infinity, y: undefined }));
    if (x === undefined) {
      layout.lowest = Math.min(layout.lowest, number);
      layout.highest = Math.max(layout.highest, number);
    }
    layout.y ??= y;
  }
  return sections;
}

interface Extent {
  readonly least: number;
  readonly greatest: number;
}

/** Of the positions that are given; `undefined` where none is. */
function extentOf(values: readonly (number | undefined)[]): Extent | undefined {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    if (value === undefined) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return least <= greatest ? { least, greatest } : undefined;
}

/** Gives every row without a line the next one, the first at 1 or behind all that is given. */
function drawLines(layout: Layout, given: Extent | undefined): void {
  let line = given === undefined ? 1 : Math.floor(given.greatest) + 1 + SECTION_GAP;
  for (const rows of layout.values()) {
    const open = [...rows.values()].filter(({ y }) => y === undefined);
    for (const row of open) {
      row.y = line;
      line += 1;
    }
    if (open.length > 0) line += SECTION_GAP;
  }
}

/** Middle of the drawing: of what is given, else such that the longest row starts at 1. */
function centreOf(layout: Layout, given: Extent | undefined): number {
  if (given !== undefined) return (given.least + given.greatest) / 2;
  let longest = 0;
  for (const rows of layout.values()) {
    for (const { lowest, highest } of rows.values()) longest = Math.max(longest, highest - lowest + 1);
  }
  return (longest + 1) / 2;
}
