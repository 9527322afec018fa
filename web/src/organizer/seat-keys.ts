import { type PlanRow, type PlanSeat } from './hall.js';

/** Keys a plan of seats answers. */
export const SEAT_KEYS: ReadonlySet<string> = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'Enter',
  ' ',
]);

/** Where a key leads from a seat: along its row, or to the nearest of the row before or behind. */
export function nextSeat(rows: readonly PlanRow[], seat: PlanSeat, row: PlanRow, key: string): PlanSeat | undefined {
  const place = row.seats.indexOf(seat);
  const rowPlace = rows.indexOf(row);
  switch (key) {
    case 'ArrowLeft':
      return row.seats[place - 1];
    case 'ArrowRight':
      return row.seats[place + 1];
    case 'Home':
      return row.seats[0];
    case 'End':
      return row.seats.at(-1);
    case 'ArrowUp':
      return nearest(rows[rowPlace - 1], seat.x);
    case 'ArrowDown':
      return nearest(rows[rowPlace + 1], seat.x);
    default:
      return undefined;
  }
}

function nearest(row: PlanRow | undefined, x: number): PlanSeat | undefined {
  return row?.seats.reduce((best, seat) => (Math.abs(seat.x - x) < Math.abs(best.x - x) ? seat : best));
}
