import { releaseBooking } from './booking-commands.js';
import { type Draft } from './draft.js';
import { type CancelEventCommand, type ChangeCapacityCommand, type Booking, type Outcome } from './inventory.js';
import { refused } from './rules.js';
import { endWaiting } from './waitlist-commands.js';

/** Bookings, and as many waitlist entries, that one batch of a cancelled event tidies; bounds its transaction. */
export const CANCELLATIONS_PER_BATCH = 500;

export function changeCapacity(draft: Draft, command: ChangeCapacityCommand): Outcome {
  const { terms, counters } = draft;
  if (command.expectedRevision !== terms.revision) return refused('revision-stale', { revision: terms.revision });
  if (terms.status === 'cancelled') return refused('event-not-bookable', { eventStatus: terms.status });
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
    if (booking?.status === 'confirmed') releaseBooking(draft, booking, null);
  }
  for (const entry of [...draft.queue()].slice(0, CANCELLATIONS_PER_BATCH)) {
    endWaiting(draft, { ...entry, status: 'expired', endedAt: draft.now }, null);
    draft.tell({ topic: 'waitlist-closed', userId: entry.userId, bookingId: null, seats: entry.seats });
  }
  const { seatsConfirmed, seatsHeld, waiting } = draft.counters;
  return { kind: 'event-cancelled', unfinished: seatsConfirmed + seatsHeld + waiting > 0 };
}
