import { type LiveSeatMap } from './live-seat-map.js';
import { type SeatLook } from './seat-looks.js';

/** Places in the map's list of seats. */
export type SeatIndexes = ReadonlySet<number>;

/** The seats that are drawn in a way of their own. */
export interface SeatMarks {
  readonly chosen: SeatIndexes;
  /** Held or booked by the visitor. */
  readonly own: SeatIndexes;
}

export const NO_MARKS: SeatMarks = { chosen: new Set(), own: new Set() };

/** What a visitor sees on a seat: what it is, unless it is chosen or theirs. */
export function lookOf(map: LiveSeatMap, { chosen, own }: SeatMarks, index: number): SeatLook {
  if (own.has(index)) return 'own';
  return chosen.has(index) ? 'chosen' : map.stateOf(index);
}

/** The seats that look different with other marks. */
export function differenceOf(before: SeatMarks, after: SeatMarks): SeatIndexes {
  const all = [before.chosen, before.own, after.chosen, after.own].flatMap((indexes) => [...indexes]);
  const isSame = (index: number): boolean =>
    before.chosen.has(index) === after.chosen.has(index) && before.own.has(index) === after.own.has(index);
  return new Set(all.filter((index) => !isSame(index)));
}
