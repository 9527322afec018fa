import { type Draft } from './draft.js';
import { type BookCommand, type CancelBookingCommand, type ConfirmBookingCommand } from './commands.js';
import { type Outcome } from './decision.js';
import { largestParty, type Booking } from './inventory.js';
import { refused, refuseHoarding, refuseParty, refuseSale, soldOut } from './rules.js';
import { allocate } from './seat-allocation.js';
import { enrol, isWaitlistUnserved } from './waitlist-commands.js';

const SECOND_MS = 1_000;

export function book(draft: Draft, command: BookCommand): Outcome {
  const refusal = refuseSale(draft) ?? refuseParty(draft, command);
  if (refusal) return refusal;
  const seating = allocate(draft, command);
  if (seating.kind === 'refused') return seating.outcome;
  if (seating.kind === 'seated') return refuseHoarding(draft, command) ?? sell(draft, command, seating.places);
  return command.joinWaitlist ? waitInstead(draft, command) : noSeatNow(draft);
}

function waitInstead(draft: Draft, command: BookCommand): Outcome {
  const waitingEntry = draft.waitingEntryOf(command.userId);
  if (waitingEntry) return { kind: 'waitlisted', reason: 'sold-out', entry: waitingEntry };
  if (command.seats > largestParty(draft.counters)) return soldOut(draft);
  return draft.terms.waitlistEnabled ? enrol(draft, command, 'sold-out') : noSeatNow(draft);
}

/** While a full batch keeps seats free for those it could not serve yet, nobody can say what will be left of them. */
const noSeatNow = (draft: Draft): Outcome =>
  isWaitlistUnserved(draft) ? refused('contended', { retryAfterSeconds: 1 }) : soldOut(draft);

/** Turns a hold into a booking; confirming twice answers the same. */
export function confirmBooking(draft: Draft, { bookingId, actorId }: ConfirmBookingCommand): Outcome {
  const booking = draft.booking(bookingId);
  if (!booking) return refused('booking-not-found');
  // All bookings of a cancelled event are as good as cancelled; emptying it takes more than one batch.
  const isEnding = draft.terms.status === 'cancelled' && isLive(booking);
  switch (isEnding ? 'cancelled' : booking.status) {
    case 'confirmed':
      return { kind: 'confirmed', booking };
    case 'expired':
      return refused('hold-expired', { holdExpiresAt: booking.holdExpiresAt });
    case 'cancelled':
      return refused('booking-not-held', { bookingStatus: 'cancelled' });
    case 'held':
      return confirmHold(draft, booking, actorId);
  }
}

function confirmHold(draft: Draft, hold: Booking, actorId: string): Outcome {
  const confirmed: Booking = { ...hold, status: 'confirmed', confirmedAt: draft.now };
  const { seatsConfirmed, seatsHeld } = draft.counters;
  draft.changeBooking(confirmed);
  draft.hall?.confirm(hold.id);
  draft.record(
    { change: 'confirmed', actorId, booking: confirmed, seats: hold.seats },
    { seatsConfirmed: seatsConfirmed + hold.seats, seatsHeld: seatsHeld - hold.seats },
  );
  return { kind: 'confirmed', booking: confirmed };
}

/** Gives seats back, of a booking or a hold; doing it twice answers the same. */
export function cancelBooking(draft: Draft, { bookingId, actorId }: CancelBookingCommand): Outcome {
  const booking = draft.booking(bookingId);
  if (!booking) return refused('booking-not-found');
  if (!isLive(booking)) return { kind: 'cancelled', booking };
  return { kind: 'cancelled', booking: cancelLive(draft, booking, actorId) };
}

export const isLive = ({ status }: Booking): boolean => status === 'held' || status === 'confirmed';

/** Cancels a live booking and tells its owner, unless they did it themselves. */
export function cancelLive(draft: Draft, booking: Booking, actorId: string | null): Booking {
  const cancelled: Booking = { ...booking, status: 'cancelled', cancelledAt: draft.now };
  release(draft, booking, cancelled, actorId);
  if (actorId !== booking.userId) {
    const { id: bookingId, userId, seats } = booking;
    draft.tell({ topic: 'booking-cancelled', userId, bookingId, seats });
  }
  return cancelled;
}

/** Ends the holds whose time is over at the moment of the batch; whoever had an offer is told that it passed on. */
export function expireHolds(draft: Draft, lapsedHolds: readonly Booking[]): void {
  for (const hold of lapsedHolds) {
    release(draft, hold, { ...hold, status: 'expired' }, null);
    const { id: bookingId, userId, seats, source } = hold;
    if (source === 'waitlist') draft.tell({ topic: 'offer-expired', userId, bookingId, seats });
  }
}

function release(draft: Draft, live: Booking, ended: Booking, actorId: string | null): void {
  const { seatsConfirmed, seatsHeld } = draft.counters;
  const change = ended.status === 'expired' ? 'hold-expired' : 'booking-cancelled';
  draft.endBooking(ended);
  draft.record(
    { change, actorId, booking: live, seats: live.seats },
    live.status === 'held' ? { seatsHeld: seatsHeld - live.seats } : { seatsConfirmed: seatsConfirmed - live.seats },
  );
}

function sell(draft: Draft, command: BookCommand, places: readonly number[]): Outcome {
  const { userId, seats, voucher, hold } = command;
  const { terms, now, counters } = draft;
  const arrivalNumber = draft.nextArrival();
  const booking: Booking = {
    id: voucher.bookingId,
    reference: voucher.reference,
    eventId: terms.id,
    userId,
    status: hold ? 'held' : 'confirmed',
    seats,
    seatLabels: draft.hall?.labelsOf(places) ?? [],
    source: 'direct',
    arrivalNumber,
    userLimit: terms.maxSeatsPerUser,
    holdExpiresAt: hold ? new Date(now.getTime() + terms.holdSeconds * SECOND_MS) : null,
    createdAt: now,
    confirmedAt: hold ? null : now,
    cancelledAt: null,
  };
  draft.hall?.occupy(places, booking.id);
  draft.addBooking(booking, arrivalNumber);
  draft.record(
    { change: hold ? 'held' : 'booked', actorId: userId, booking, seats },
    hold ? { seatsHeld: counters.seatsHeld + seats } : { seatsConfirmed: counters.seatsConfirmed + seats },
  );
  return { kind: 'booked', booking };
}
