import { type SeatMapRequest } from '../api/schema.js';
import { type LiveSeatMap, type SeatState } from '../seat-map/live-seat-map.js';

/** A section as its fields have it. */
export interface HallSection {
  /** Only to tell sections apart while their names are typed. */
  readonly id: number;
  readonly name: string;
  readonly rows: number;
  readonly seatsPerRow: number;
  /** Seats to the left of an aisle, as typed: `4, 14`. */
  readonly aisles: string;
  /** `A-1` of each seat for people who need it. */
  readonly accessible: ReadonlySet<string>;
}

/** A seat in a drawing; x and y in seat widths, y grows away from the stage. */
export interface PlanSeat {
  /** Unique in the drawing. */
  readonly key: string;
  /** `Stalls-A-1` */
  readonly label: string;
  readonly number: number;
  readonly x: number;
  readonly accessible: boolean;
  readonly state: SeatState;
}

export interface PlanRow {
  readonly section: string;
  readonly row: string;
  readonly y: number;
  /** From left to right. */
  readonly seats: readonly PlanSeat[];
}

/** What is wrong with a hall; each has a text. */
export type HallFault = 'empty' | 'nameMissing' | 'nameTwice' | 'tooLarge' | 'tooLargeForAisles';

/** The API's greatest hall. */
const SEATS_MAX = 50_000;
/** With aisles every seat is sent with its place, and the API takes 2 MiB. */
const SEATS_WITH_AISLES_MAX = 20_000;
const AISLE = 1;
const SECTION_GAP = 1;

export const NEW_SECTION: Omit<HallSection, 'id'> = {
  name: '',
  rows: 8,
  seatsPerRow: 12,
  aisles: '',
  accessible: new Set(),
};

/** A … Z, AA, AB …, as the API names rows. @param index whole, from 0 */
export function rowName(index: number): string {
  const last = String.fromCharCode('A'.charCodeAt(0) + (index % 26));
  return index < 26 ? last : rowName(Math.floor(index / 26) - 1) + last;
}

/** The seats with an aisle to their right, in order; what makes no sense is left out. */
export function aislesOf({ aisles, seatsPerRow }: Pick<HallSection, 'aisles' | 'seatsPerRow'>): number[] {
  const seats = (aisles.match(/\d+/g) ?? []).map(Number).filter((seat) => seat >= 1 && seat < seatsPerRow);
  return [...new Set(seats)].sort((one, other) => one - other);
}

const sizeOf = ({ rows, seatsPerRow }: HallSection): number => rows * seatsPerRow;

export const seatsIn = (sections: readonly HallSection[]): number =>
  sections.reduce((sum, section) => sum + sizeOf(section), 0);

const hasAisles = (sections: readonly HallSection[]): boolean =>
  sections.some((section) => aislesOf(section).length > 0);

export function faultOf(sections: readonly HallSection[]): HallFault | undefined {
  const names = sections.map(({ name }) => name.trim());
  if (sections.length === 0 || sections.some((section) => !(sizeOf(section) > 0))) return 'empty';
  if (names.includes('')) return 'nameMissing';
  if (new Set(names).size < names.length) return 'nameTwice';
  if (seatsIn(sections) > SEATS_MAX) return 'tooLarge';
  if (hasAisles(sections) && seatsIn(sections) > SEATS_WITH_AISLES_MAX) return 'tooLargeForAisles';
  return undefined;
}

/** Draws a hall: sections behind each other, every row centred, an aisle as wide as a seat. */
export function drawHall(sections: readonly HallSection[]): PlanRow[] {
  const rows: PlanRow[] = [];
  let y = 0;
  for (const section of sections) {
    const name = section.name.trim();
    const xs = positionsOf(section);
    for (let index = 0; index < section.rows; index += 1) {
      const row = rowName(index);
      rows.push({ section: name, row, y, seats: xs.map((x, seat) => toSeat(section, row, seat + 1, x)) });
      y += 1;
    }
    y += SECTION_GAP;
  }
  return rows;
}

/** From the middle, so that sections of any width stand centred behind each other. */
function positionsOf(section: HallSection): number[] {
  const aisles = aislesOf(section);
  const width = section.seatsPerRow - 1 + aisles.length * AISLE;
  return Array.from({ length: Math.max(0, section.seatsPerRow) }, (_, index) => {
    const aislesBefore = aisles.filter((seat) => seat <= index).length;
    return index + aislesBefore * AISLE - width / 2;
  });
}

function toSeat({ id, name, accessible }: HallSection, row: string, number: number, x: number): PlanSeat {
  const place = `${row}-${number}`;
  return {
    key: `${id}/${place}`,
    label: `${name.trim()}-${place}`,
    number,
    x,
    accessible: accessible.has(place),
    state: 'free',
  };
}

/** The hall as the API takes it: blocks where all rows are whole, seat by seat where there are aisles. */
export function toSeatMap(sections: readonly HallSection[]): SeatMapRequest {
  if (!hasAisles(sections)) return { blocks: sections.map(toBlock) };
  const seats = drawHall(sections).flatMap(({ section, row, y, seats: members }) =>
    members.map(({ number, x, accessible }) => ({ section, row, number, x, y, ...(accessible && { accessible }) })),
  );
  return { seats };
}

function toBlock({ name, rows, seatsPerRow, accessible }: HallSection) {
  const section = name.trim();
  const isThere = (place: string): boolean => {
    const [row = '', number = ''] = place.split('-');
    return Number(number) <= seatsPerRow && Array.from({ length: rows }, (_, index) => rowName(index)).includes(row);
  };
  const labels = [...accessible].filter(isThere).map((place) => `${section}-${place}`);
  return { section, rows, seatsPerRow, ...(labels.length > 0 && { accessible: labels }) };
}

/** A hall that is there, to be drawn, with every seat as it is in this moment. */
export function planOf(map: LiveSeatMap): PlanRow[] {
  const fronts = map.sections.flatMap(({ rows }) => rows.map(({ seats }) => seats[0]?.y ?? 0));
  const depths = [...new Set(fronts)].sort((one, other) => one - other);
  return map.sections.flatMap(({ section, rows }, sectionPlace) =>
    rows.map(({ row, seats }) => ({
      section,
      row,
      y: depths.indexOf(seats[0]?.y ?? 0) + sectionPlace * SECTION_GAP,
      seats: seats.map(({ index, id, label, number, x, accessible }) => ({
        ...{ key: id, label, number, x, accessible },
        state: map.stateOf(index),
      })),
    })),
  );
}
