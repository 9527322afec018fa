import { invalidInput } from '../http/validation.pipe.js';
import { type Placement } from '../inventory/commands.js';
import { type BookSeatsRequest } from './dto/book-seats.request.js';

/** How many seats a request asks for, and how they are to be chosen. */
export interface RequestedParty {
  readonly seats: number;
  readonly placement: Placement;
}

/** @throws DomainError validation-failed unless exactly one of `seats`, `seatIds` and `bestAvailable` is given */
export function requestedParty({ seats, seatIds, bestAvailable }: BookSeatsRequest): RequestedParty {
  const ways = [seats, seatIds, bestAvailable].filter((way) => way !== undefined).length;
  if (ways !== 1) {
    throw invalidInput({ pointer: '#/seats', detail: 'give exactly one of seats, seatIds and bestAvailable' });
  }
  if (seatIds) return { seats: seatIds.length, placement: { kind: 'chosen', seatIds } };
  if (!bestAvailable) return { seats: seats ?? 0, placement: { kind: 'any' } };
  const { section, adjacentOnly = false } = bestAvailable;
  return {
    seats: bestAvailable.seats,
    placement: { kind: 'best-available', adjacentOnly, ...(section !== undefined && { section }) },
  };
}
