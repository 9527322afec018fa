import { invalidInput } from '../http/validation.pipe.js';
import { expandSeatMap, type OpeningSeats, type SeatMap } from '../inventory/seat-map.js';
import { parseSeatMap } from './seat-map-input.js';

/**
 * The seats a new event starts with: a capacity where nobody has a place of their own, a map where everybody has.
 * @throws DomainError validation-failed where one is missing, too much, or not a good map
 */
export function openingSeats(
  seating: 'general' | 'reserved',
  capacity: number | undefined,
  seatMap: unknown,
): OpeningSeats {
  const map = seatMap === undefined ? undefined : readMap(seatMap);
  if (seating === 'general') {
    if (map) throw invalid('#/seatMap', 'goes with seating "reserved"');
    if (capacity === undefined) throw invalid('#/capacity', 'must be given: how many seats there are');
    return { capacity };
  }
  if (capacity !== undefined) throw invalid('#/capacity', 'must be absent: a seat map has as many seats as it shows');
  if (!map) throw invalid('#/seatMap', 'must be given with seating "reserved"');
  const expanded = expandSeatMap(map);
  if ('errors' in expanded) throw invalidInput(...expanded.errors);
  return { map: expanded.seats };
}

function readMap(seatMap: unknown): SeatMap {
  const parsed = parseSeatMap(seatMap);
  if ('errors' in parsed) throw invalidInput(...parsed.errors);
  return parsed.map;
}

const invalid = (pointer: string, detail: string): Error => invalidInput({ pointer, detail });
