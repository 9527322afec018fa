import { invalidInput } from '../http/validation.pipe.js';
import { expandSeatMap, type OpeningSeats } from '../inventory/seat-map.js';
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
  if (seating === 'general') {
    if (seatMap !== undefined) throw invalid('#/seatMap', 'goes with seating "reserved"');
    if (capacity === undefined) throw invalid('#/capacity', 'must be given: how many seats there are');
    return { capacity };
  }
  if (capacity !== undefined) throw invalid('#/capacity', 'must be absent: a seat map has as many seats as it shows');
  if (seatMap === undefined) throw invalid('#/seatMap', 'must be given with seating "reserved"');
  const parsed = parseSeatMap(seatMap);
  if ('errors' in parsed) throw invalidInput(...parsed.errors);
  const expanded = expandSeatMap(parsed.map);
  if ('errors' in expanded) throw invalidInput(...expanded.errors);
  return { map: expanded.seats };
}

const invalid = (pointer: string, detail: string): Error => invalidInput({ pointer, detail });
