import { cancelLive, isLive } from './booking-commands.js';
import { type Draft } from './draft.js';
import { type BlockSeatsCommand, type CancelEventCommand, type ChangeCapacityCommand } from './commands.js';
import { type Outcome } from './decision.js';
import { type Booking } from './inventory.js';
import { refused } from './rules.js';
import { endWaiting } from './waitlist-commands.js';

/** Bookings, and as many waitlist entries, that one batch of a cancelled event tidies; bounds its transaction. */
export const CANCELLATIONS_PER_BATCH = 500;

export function changeCapacity(draft: Draft, command: ChangeCapacityCommand): Outcome {
  const { terms, counters } = draft;
  const refusal = refuseEdit(draft, command);
  if (refusal) return refusal;
  if (draft.hall) {
    return refused('wrong-seating', {}, 'The capacity of an event with a seat map is its unblocked seats: block some.');
  }
  const { seatsConfirmed, seatsHeld } = counters;
  if (command.capacity < seatsConfirmed + seatsHeld) {
    return refused('capacity-below-booked', { seatsConfirmed, seatsHeld, capacity: counters.capacity });
  }
  draft.terms = { ...terms, ...command.details, revision: terms.revision + 1 };
  draft.editDetails(command.details);
  draft.record(
    { change: 'capacity-changed', actorId: command.actorId, seats: command.capacity - counters.capacity },
    { capacity: command.capacity },
  );
  return { kind: 'edited' };
}

/** Takes seats off sale or puts them back, all or none. Only free seats can be blocked; blocking twice changes nothing. */
export function blockSeats(draft: Draft, command: BlockSeatsCommand): Outcome {
  const { terms, hall } = draft;
  const refusal = refuseEdit(draft, command);
  if (refusal) return refusal;
  if (!hall) return refused('wrong-seating', {}, 'This event has no seat map: change its capacity instead.');
  const unknown = (['block', 'unblock'] as const).flatMap((list) =>
    command[list].flatMap((id, index) =>
      hall.placeOf(id) === undefined ? [{ pointer: `#/${list}/${index}`, detail: 'must be a seat of this event' }] : [],
    ),
  );
  if (unknown.length > 0) return refused('validation-failed', { errors: unknown });
  const toPlaces = (ids: readonly string[]): number[] =>
    ids.map((id) => hall.placeOf(id)).filter((place) => place !== undefined);
  const blocked = toPlaces(command.block).filter((place) => !hall.isBlocked(place));
  const unblocked = toPlaces(command.unblock).filter((place) => hall.isBlocked(place));
  const lost = blocked.filter((place) => !hall.isFree(place)).map((place) => hall.idOf(place));
  if (lost.length > 0) return refused('seat-taken', { seatIds: lost });
  if (blocked.length + unblocked.length === 0) return { kind: 'edited' };
  for (const place of blocked) hall.block(place);
  for (const place of unblocked) hall.unblock(place);
  draft.terms = { ...terms, revision: terms.revision + 1 };
  const gained = unblocked.length - blocked.length;
  draft.record(
    { change: 'seats-blocked', actorId: command.actorId, seats: gained },
    { capacity: draft.counters.capacity + gained },
  );
  return { kind: 'edited' };
}

function refuseEdit({ terms }: Draft, command: ChangeCapacityCommand | BlockSeatsCommand): Outcome | undefined {
  if (command.expectedRevision !== terms.revision) return refused('revision-stale', { revision: terms.revision });
  if (terms.status === 'cancelled') return refused('event-not-bookable', { eventStatus: terms.status });
  return undefined;
}

/**
 * The first command closes the event, so that nothing new comes in; each one then ends a bounded part of what is left.
 * @param bookings live bookings, at most `CANCELLATIONS_PER_BATCH`
 */
export function cancelEvent(draft: Draft, { actorId }: CancelEventCommand, bookings: readonly Booking[]): Outcome {
  if (draft.terms.status !== 'cancelled') {
    draft.terms = { ...draft.terms, status: 'cancelled', revision: draft.terms.revision + 1 };
    draft.record({ change: 'event-cancelled', actorId, seats: 0 }, {});
  }
  for (const { id } of bookings) {
    const booking = draft.booking(id);
    if (booking && isLive(booking)) cancelLive(draft, booking, null);
  }
  for (const entry of [...draft.queue()].slice(0, CANCELLATIONS_PER_BATCH)) {
    endWaiting(draft, { ...entry, status: 'expired', endedAt: draft.now }, null);
    draft.tell({ topic: 'waitlist-closed', userId: entry.userId, bookingId: null, seats: entry.seats });
  }
  const { seatsConfirmed, seatsHeld, waiting } = draft.counters;
  return { kind: 'event-cancelled', unfinished: seatsConfirmed + seatsHeld + waiting > 0 };
}
