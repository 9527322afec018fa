import { isCleanText, lengthOf, normaliseText } from '../http/text.js';
import { type InputError } from '../http/validation.pipe.js';
import { SEATS_PER_MAP_MAX, type SeatBlock, type SeatMap, type SingleSeat } from '../inventory/seat-map.js';

/** Bounds of the fields of a map; texts in characters, numbers in seats, positions in seat widths. */
export const SEAT_FIELDS = {
  section: { max: 60 },
  row: { max: 20 },
  number: { max: 100_000 },
  rows: { max: 1_000 },
  seatsPerRow: { max: 1_000 },
  blocks: { max: 1_000 },
  label: { max: 120 },
  position: { max: 1_000_000 },
} as const;

/** More than this many errors help nobody. */
const ERRORS_MAX = 20;

/** Checks one value; gives it as it is to be used, or says what is expected there. */
type Check<T> = (value: unknown) => { readonly value: T } | { readonly expected: string };

type Checks<T> = { readonly [K in keyof T]-?: { readonly check: Check<NonNullable<T[K]>>; readonly optional?: true } };

const text =
  (max: number): Check<string> =>
  (value) => {
    const normalised = normaliseText(value, true);
    const isGood =
      typeof normalised === 'string' &&
      isCleanText(normalised, false) &&
      lengthOf(normalised) >= 1 &&
      lengthOf(normalised) <= max;
    return isGood
      ? { value: normalised }
      : { expected: `must be a text of 1 to ${max} characters without control characters` };
  };

const whole =
  (max: number): Check<number> =>
  (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= max
      ? { value }
      : { expected: `must be a whole number from 1 to ${max}` };

const position: Check<number> = (value) => {
  const { max } = SEAT_FIELDS.position;
  return typeof value === 'number' && Math.abs(value) <= max
    ? { value }
    : { expected: `must be a number from ${-max} to ${max}` };
};

const flag: Check<boolean> = (value) =>
  typeof value === 'boolean' ? { value } : { expected: 'must be true or false' };

const labels: Check<readonly string[]> = (value) => {
  const check = text(SEAT_FIELDS.label.max);
  const checked = Array.isArray(value) && value.length <= SEATS_PER_MAP_MAX ? value.map(check) : undefined;
  const found = checked?.flatMap((label) => ('value' in label ? [label.value] : []));
  return found && found.length === checked?.length ? { value: found } : { expected: 'must be a list of seat labels' };
};

const BLOCK: Checks<SeatBlock> = {
  section: { check: text(SEAT_FIELDS.section.max) },
  rows: { check: whole(SEAT_FIELDS.rows.max) },
  seatsPerRow: { check: whole(SEAT_FIELDS.seatsPerRow.max) },
  accessible: { check: labels, optional: true },
};

const SEAT: Checks<SingleSeat> = {
  section: { check: text(SEAT_FIELDS.section.max) },
  row: { check: text(SEAT_FIELDS.row.max) },
  number: { check: whole(SEAT_FIELDS.number.max) },
  x: { check: position, optional: true },
  y: { check: position, optional: true },
  accessible: { check: flag, optional: true },
};

/**
 * A seat map from a request, field by field. By hand, because a decorator's work for each of 50,000 seats would keep
 * everybody else waiting for seconds.
 * @returns the map, or at most 20 errors with pointers such as `#/seatMap/seats/17/row`
 */
export function parseSeatMap(input: unknown): { readonly map: SeatMap } | { readonly errors: readonly InputError[] } {
  const errors: InputError[] = [];
  if (!isRecord(input)) return { errors: [{ pointer: '#/seatMap', detail: 'must be an object' }] };
  for (const name of Object.keys(input)) {
    if (name !== 'blocks' && name !== 'seats') errors.push(unknownField('#/seatMap', name));
  }
  const blocks = parseList(input.blocks, '#/seatMap/blocks', SEAT_FIELDS.blocks.max, BLOCK, errors);
  const seats = parseList(input.seats, '#/seatMap/seats', SEATS_PER_MAP_MAX, SEAT, errors);
  return errors.length > 0 ? { errors: errors.slice(0, ERRORS_MAX) } : { map: { blocks, seats } };
}

function parseList<T>(list: unknown, pointer: string, max: number, checks: Checks<T>, errors: InputError[]): T[] {
  if (list === undefined) return [];
  if (!Array.isArray(list) || list.length > max || !list.every(isRecord)) {
    errors.push({ pointer, detail: `must be a list of at most ${max} objects` });
    return [];
  }
  const items: T[] = [];
  for (const [index, item] of list.entries()) {
    if (errors.length >= ERRORS_MAX) break;
    items.push(parseItem(item, `${pointer}/${index}`, checks, errors));
  }
  return items;
}

function parseItem<T>(
  item: Readonly<Record<string, unknown>>,
  pointer: string,
  checks: Checks<T>,
  errors: InputError[],
): T {
  const parsed: Record<string, unknown> = {};
  for (const name of Object.keys(item)) if (!Object.hasOwn(checks, name)) errors.push(unknownField(pointer, name));
  for (const [name, { check, optional }] of Object.entries<Checks<T>[keyof T]>(checks)) {
    const value = item[name];
    if (value === undefined && optional) continue;
    const checked = check(value);
    if ('value' in checked) parsed[name] = checked.value;
    else errors.push({ pointer: `${pointer}/${name}`, detail: checked.expected });
  }
  return parsed as T;
}

const unknownField = (pointer: string, name: string): InputError => ({
  pointer: `${pointer}/${encodeURIComponent(name.slice(0, 80).toWellFormed())}`,
  detail: 'is not a known field',
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
