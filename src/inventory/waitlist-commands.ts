import { type Draft } from './draft.js';
import { type HallDraft } from './hall-draft.js';
import { type BookCommand, type JoinWaitlistCommand, type LeaveWaitlistCommand } from './commands.js';
import { type Outcome } from './decision.js';
import { largestParty, type Booking, type WaitlistEntry, type WaitlistReason } from './inventory.js';
import { refused, refuseParty, refuseSale, soldOut } from './rules.js';
import { nextInLine } from './waitlist-order.js';

/**
 * Promotions one batch stores at most; the rest follows in the next one. Larger: a raised capacity makes one long
 * transaction that everybody waits for. Smaller: more transactions until the waitlist is served.
 */
export const PROMOTIONS_PER_BATCH = 500;

export function joinWaitlist(draft: Draft, command: JoinWaitlistCommand): Outcome {
  const refusal = refuseSale(draft) ?? refuseParty(draft, command);
  if (refusal) return refusal;
  const waitingEntry = draft.waitingEntryOf(command.userId);
  if (waitingEntry) return { kind: 'waitlisted', reason: command.reason, entry: waitingEntry };
  if (!draft.terms.waitlistEnabled) return refuseWithoutWaitlist(command.reason);
  if (command.seats > largestParty(draft.counters)) return soldOut(draft);
  return enrol(draft, command, command.reason);
}

export function leaveWaitlist(draft: Draft, { userId }: LeaveWaitlistCommand): Outcome {
  const entry = draft.waitingEntryOf(userId);
  if (!entry) return refused('waitlist-entry-not-found');
  endWaiting(draft, { ...entry, status: 'left', endedAt: draft.now }, userId);
  return { kind: 'left' };
}

/** Puts a buyer at the end of the queue; who fits already is served at once. */
export function enrol(draft: Draft, command: BookCommand | JoinWaitlistCommand, reason: WaitlistReason): Outcome {
  const { userId, seats, entryId, voucher } = command;
  const entry: WaitlistEntry = {
    id: entryId,
    eventId: draft.terms.id,
    userId,
    seats,
    status: 'waiting',
    reason,
    arrivalNumber: draft.nextArrival(),
    userLimit: draft.terms.maxSeatsPerUser,
    voucher,
    createdAt: draft.now,
    endedAt: null,
  };
  draft.addEntry(entry);
  draft.record({ change: 'enrolled', actorId: userId, entry, seats }, { waiting: draft.counters.waiting + 1 });
  serveWaitlist(draft);
  const waitingEntry = draft.waitingEntryOf(userId);
  return {
    kind: 'waitlisted',
    reason,
    entry: waitingEntry ?? { ...entry, status: 'promoted', endedAt: draft.now, position: null },
  };
}

/** Ends an entry that got no seats: its owner left, or the event closed its waitlist. */
export function endWaiting(draft: Draft, entry: WaitlistEntry, actorId: string | null): void {
  draft.endEntry(entry);
  const change = entry.status === 'left' ? 'waitlist-left' : 'waitlist-closed';
  draft.record({ change, actorId, entry, seats: entry.seats }, { waiting: draft.counters.waiting - 1 });
}

/** Seats that no waiting party could use: all that are free, or none while the queue has a claim on them. */
export function seatsForNewcomers(draft: Draft): number {
  if (draft.counters.waiting === 0 || draft.seatsOnOffer === 0) return draft.seatsOnOffer;
  return whoIsNext(draft) === 'nobody-fits' ? draft.seatsOnOffer : 0;
}

/** Gives free seats to those who wait, in the order of the queue, until nobody fits or the batch is full. */
export function serveWaitlist(draft: Draft): void {
  const { terms, now } = draft;
  if (terms.status !== 'published' || now >= terms.startsAt) return;
  while (draft.counters.waiting > 0 && draft.seatsOnOffer > 0 && draft.promotions < PROMOTIONS_PER_BATCH) {
    const next = whoIsNext(draft);
    if (typeof next === 'string') return;
    promote(draft, next);
  }
}

/** Whether somebody waits whom the order rule would serve now; true only when a batch was too small for them all. */
export const isWaitlistUnserved = (draft: Draft): boolean =>
  draft.promotions >= PROMOTIONS_PER_BATCH && draft.counters.waiting > 0 && typeof whoIsNext(draft) !== 'string';

const whoIsNext = (draft: Draft): ReturnType<typeof nextInLine> =>
  nextInLine(draft.queue(), draft.seatsOnOffer, largestParty(draft.counters), draft.lastServed);

/** Books the seats, or offers them for a while; a mapped event gives the best that are free. */
function promote(draft: Draft, entry: WaitlistEntry): void {
  const { userId, seats, voucher } = entry;
  const { terms, now, hall } = draft;
  const isOffer = terms.waitlistMode === 'offer';
  const places = hall ? bestPlaces(hall, seats) : [];
  const booking: Booking = {
    id: voucher.bookingId,
    reference: voucher.reference,
    eventId: entry.eventId,
    userId,
    status: isOffer ? 'held' : 'confirmed',
    seats,
    seatLabels: hall?.labelsOf(places) ?? [],
    source: 'waitlist',
    arrivalNumber: draft.nextArrival(),
    userLimit: entry.userLimit,
    holdExpiresAt: isOffer ? new Date(now.getTime() + terms.waitlistOfferSeconds * 1_000) : null,
    createdAt: now,
    confirmedAt: isOffer ? null : now,
    cancelledAt: null,
  };
  const { seatsConfirmed, seatsHeld, waiting } = draft.counters;
  draft.promotions += 1;
  draft.endEntry({ ...entry, status: 'promoted', endedAt: now });
  hall?.occupy(places, booking.id);
  draft.addBooking(booking, entry.arrivalNumber);
  draft.record(
    { change: 'promoted', actorId: null, booking, entry, seats },
    isOffer
      ? { seatsHeld: seatsHeld + seats, waiting: waiting - 1 }
      : { seatsConfirmed: seatsConfirmed + seats, waiting: waiting - 1 },
  );
  draft.tell({ topic: 'booking-promoted', userId, bookingId: booking.id, seats });
}

function bestPlaces(hall: HallDraft, seats: number): readonly number[] {
  const pick = hall.pick({ seats });
  if ('seats' in pick) return pick.seats;
  throw new Error(`the counters promise ${seats} seats that the hall does not have`);
}

const refuseWithoutWaitlist = (reason: JoinWaitlistCommand['reason']): Outcome =>
  reason === 'contended'
    ? refused('contended', { retryAfterSeconds: 1 })
    : refused('event-not-bookable', {}, 'This event has no waitlist.');
