import { type Draft } from './draft.js';
import { type HallDraft } from './hall-draft.js';
import { type BookCommand, type Placement } from './commands.js';
import { type Outcome } from './decision.js';
import { refused, soldOut } from './rules.js';
import { seatsForNewcomers } from './waitlist-commands.js';

/** Where a party may sit: on these seats of the map (none on general events), nowhere yet, or not as it asked. */
export type Seating =
  | { readonly kind: 'seated'; readonly places: readonly number[] }
  | { readonly kind: 'no-room' }
  | { readonly kind: 'refused'; readonly outcome: Outcome };

const NO_ROOM: Seating = { kind: 'no-room' };

/** Finds seats for a new buyer among those that no waiting party could use. */
export function allocate(draft: Draft, command: BookCommand): Seating {
  const { placement, seats } = command;
  const { hall } = draft;
  if (!hall || placement.kind === 'any') {
    if (hall || placement.kind !== 'any') return refuse(wrongSeating(draft));
    return seats <= seatsForNewcomers(draft) ? { kind: 'seated', places: [] } : NO_ROOM;
  }
  if (placement.kind === 'chosen') return allocateChosen(draft, hall, placement.seatIds);
  return seats <= seatsForNewcomers(draft) ? allocateBest(draft, hall, seats, placement) : NO_ROOM;
}

/** All of the seats or none. Accessible ones are nobody else's to wait for, so the queue has no claim on them. */
function allocateChosen(draft: Draft, hall: HallDraft, seatIds: readonly string[]): Seating {
  const places = seatIds.map((id) => hall.placeOf(id));
  const errors = places.flatMap((place, index) =>
    place === undefined ? [{ pointer: `#/seatIds/${index}`, detail: 'must be a seat of this event' }] : [],
  );
  if (errors.length > 0) return refuse(refused('validation-failed', { errors }));
  const known = places.filter((place) => place !== undefined);
  const lost = known.filter((place) => !hall.isFree(place)).map((place) => hall.idOf(place));
  if (lost.length > 0) return refuse(refused('seat-taken', { seatIds: lost }));
  const claimable = known.filter((place) => !hall.isAccessible(place)).length;
  return claimable <= seatsForNewcomers(draft) ? { kind: 'seated', places: known } : NO_ROOM;
}

function allocateBest(
  draft: Draft,
  hall: HallDraft,
  seats: number,
  { section, adjacentOnly }: Extract<Placement, { kind: 'best-available' }>,
): Seating {
  const pick = hall.pick({ seats, adjacentOnly, ...(section !== undefined && { section }) });
  if ('seats' in pick) return { kind: 'seated', places: pick.seats };
  // Seats are free, only not these: a place on the waitlist would bring others than were asked for.
  return refuse(pick.refused === 'sold-out' ? soldOut(draft, { section }) : refused('no-adjacent-seats', { seats }));
}

const refuse = (outcome: Outcome): Seating => ({ kind: 'refused', outcome });

const wrongSeating = ({ terms }: Draft): Outcome =>
  refused(
    'wrong-seating',
    { seating: terms.seating },
    terms.seating === 'reserved'
      ? 'This event has a seat map: send seatIds or bestAvailable.'
      : 'This event has no seat map: send seats.',
  );
