import { SeatOccupancy } from '../../src/inventory/seat-occupancy.js';
import { pickBestAvailable, type SeatRequest } from '../../src/inventory/seat-picking.js';
import { buildSeatingPlan, type PlannedSeat } from '../../src/inventory/seating-plan.js';

/** A little hall drawn in text, its seats in reading order. */
export interface Hall {
  readonly drawing: readonly string[];
  readonly seats: readonly PlannedSeat[];
  /** Places in `seats`. */
  readonly taken: readonly number[];
}

/**
 * Reads a hall: a line is a row, the front first; `o` is a free seat, `x` a taken one, `w` a free accessible one, `W` a
 * taken accessible one, a space or dot no seat. Sections are called S1, S2 …; an empty line starts the next.
 */
export function drawHall(...drawing: string[]): Hall {
  const seats: PlannedSeat[] = [];
  const taken: number[] = [];
  let section = 1;
  for (const [y, line] of drawing.entries()) {
    if (line === '') section += 1;
    for (const [x, sign] of Array.from(line).entries()) {
      if (!/[oxwW]/.test(sign)) continue;
      if (/[xW]/.test(sign)) taken.push(seats.length);
      const accessible = /[wW]/.test(sign);
      seats.push({ section: `S${section}`, row: `R${y}`, number: x + 1, x, y, accessible });
    }
  }
  return { drawing, seats, taken };
}

/** The drawing with the party in it as `#`, or why it was refused. */
export function seatParty(hall: Hall, request: SeatRequest | number): readonly string[] | string {
  const asked = typeof request === 'number' ? { seats: request } : request;
  const pick = pickBestAvailable(new SeatOccupancy(buildSeatingPlan(hall.seats), hall.taken), asked);
  if ('refused' in pick) return pick.refused;
  const lines = hall.drawing.map((line) => Array.from(line));
  for (const index of pick.seats) {
    const { x = 0, y = 0 } = hall.seats[index] ?? {};
    lines[y]?.splice(x, 1, '#');
  }
  return lines.map((line) => line.join(''));
}
