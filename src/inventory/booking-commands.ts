import { type Draft } from './draft.js';
import { type BookCommand, type Booking, type CancelBookingCommand, type Outcome } from './inventory.js';
import { refused, refuseParty, refuseSale, soldOut } from './rules.js';
import { enrol, isWaitlistUnserved, seatsForNewcomers } from './waitlist-commands.js';

export function book(draft: Draft, command: BookCommand): Outcome {
  const refusal = refuseSale(draft) ?? refuseParty(draft, command);
  if (refusal) return refusal;
  if (command.seats <= seatsForNewcomers(draft)) return refuseHoarding(draft, command) ?? sell(draft, command);
  return command.joinWaitlist ? waitInstead(draft, command) : noSeatNow(draft);
}

function waitInstead(draft: Draft, command: BookCommand): Outcome {
  const waitingEntry = draft.waitingEntryOf(command.userId);
  if (waitingEntry) return { kind: 'waitlisted', reason: 'sold-out', entry: waitingEntry };
  if (command.seats > draft.counters.capacity) return soldOut(draft);
  return draft.terms.waitlistEnabled ? enrol(draft, command, 'sold-out') : noSeatNow(draft);
}

/** While a full batch keeps seats free for those it could not serve yet, nobody can say what will be left of them. */
const noSeatNow = (draft: Draft): Outcome =>
  isWaitlistUnserved(draft) ? refused('contended', { retryAfterSeconds: 1 }) : soldOut(draft);

export function cancelBooking(draft: Draft, { bookingId, actorId }: CancelBookingCommand): Outcome {
  const booking = draft.booking(bookingId);
  if (!booking) return refused('booking-not-found');
  if (booking.status !== 'confirmed') return { kind: 'cancelled', booking };
  return { kind: 'cancelled', booking: releaseBooking(draft, booking, actorId) };
}

/** Gives a confirmed booking's seats back and tells its owner, unless they did it themselves. */
export function releaseBooking(draft: Draft, booking: Booking, actorId: string | null): Booking {
  const cancelled: Booking = { ...booking, status: 'cancelled', cancelledAt: draft.now };
  draft.endBooking(cancelled);
  draft.record(
    { change: 'booking-cancelled', actorId, booking, seats: booking.seats },
    { seatsConfirmed: draft.counters.seatsConfirmed - booking.seats },
  );
  if (actorId !== booking.userId) {
    const { id: bookingId, userId, seats } = booking;
    draft.tell({ topic: 'booking-cancelled', userId, bookingId, seats });
  }
  return cancelled;
}

/** Seats somebody waits for count as well, or a promotion could carry them over the limit. */
function refuseHoarding(draft: Draft, { userId, seats }: BookCommand): Outcome | undefined {
  const { maxSeatsPerUser } = draft.terms;
  const liveSeats = draft.liveSeatsOf(userId);
  const waitingSeats = draft.waitingEntryOf(userId)?.seats ?? 0;
  if (waitingSeats === 0 || liveSeats + waitingSeats + seats <= maxSeatsPerUser) return undefined;
  const detail = 'The seats you are waiting for count too; leave the waitlist to book others.';
  return refused('user-limit-exceeded', { maxSeatsPerUser, liveSeats, waitingSeats }, detail);
}

function sell(draft: Draft, { userId, seats, voucher }: BookCommand): Outcome {
  const arrivalNumber = draft.nextArrival();
  const booking: Booking = {
    id: voucher.bookingId,
    reference: voucher.reference,
    eventId: draft.terms.id,
    userId,
    status: 'confirmed',
    seats,
    source: 'direct',
    arrivalNumber,
    userLimit: draft.terms.maxSeatsPerUser,
    holdExpiresAt: null,
    createdAt: draft.now,
    confirmedAt: draft.now,
    cancelledAt: null,
  };
  draft.addBooking(booking, arrivalNumber);
  draft.record(
    { change: 'booked', actorId: userId, booking, seats },
    { seatsConfirmed: draft.counters.seatsConfirmed + seats },
  );
  return { kind: 'booked', booking };
}
