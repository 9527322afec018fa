import { type Facts } from '../shared/domain-error.js';
import { type ProblemCode } from '../shared/problems.js';
import { type EventDetails } from './event-details.js';

/** The seat counters of one event, as the `events` row and every ledger row carry them. Whole numbers ≥ 0. */
export interface Counters {
  readonly capacity: number;
  readonly seatsConfirmed: number;
  readonly seatsHeld: number;
  /** Parties waiting, not seats. */
  readonly waiting: number;
}

export const seatsFree = ({ capacity, seatsConfirmed, seatsHeld }: Counters): number =>
  capacity - seatsConfirmed - seatsHeld;

/** The largest party any event may allow. Larger: one party could keep half a hall empty while its seats gather. */
export const SEATS_PER_BOOKING_MAX = 100;

export type EventStatus = 'draft' | 'published' | 'cancelled';

/** What the organizer has set and a decision depends on. */
export interface EventTerms {
  readonly id: string;
  readonly organizerId: string;
  readonly status: EventStatus;
  readonly seating: 'general' | 'reserved';
  readonly startsAt: Date;
  readonly salesOpenAt: Date | null;
  readonly salesCloseAt: Date | null;
  readonly maxSeatsPerBooking: number;
  readonly maxSeatsPerUser: number;
  readonly waitlistEnabled: boolean;
  /** The organizer's edits, counted from 1. */
  readonly revision: number;
}

export type BookingStatus = 'held' | 'confirmed' | 'cancelled' | 'expired';

export interface Booking {
  readonly id: string;
  readonly reference: string;
  readonly eventId: string;
  readonly userId: string;
  readonly status: BookingStatus;
  readonly seats: number;
  readonly source: 'direct' | 'waitlist';
  /** Place in the event's order of arrival, shared with waitlist entries, counted from 1. */
  readonly arrivalNumber: number;
  /** `maxSeatsPerUser` as it was when these seats were promised; the organizer may lower it later. */
  readonly userLimit: number;
  readonly holdExpiresAt: Date | null;
  readonly createdAt: Date;
  readonly confirmedAt: Date | null;
  readonly cancelledAt: Date | null;
}

export type WaitlistStatus = 'waiting' | 'promoted' | 'left' | 'expired';

/** Why somebody waits: no seat was left, the write was lost too often, or they asked to wait. */
export type WaitlistReason = 'sold-out' | 'contended' | 'asked';

export interface WaitlistEntry {
  readonly id: string;
  readonly eventId: string;
  readonly userId: string;
  readonly seats: number;
  readonly status: WaitlistStatus;
  readonly reason: WaitlistReason;
  readonly arrivalNumber: number;
  readonly userLimit: number;
  /** The booking this entry becomes when promoted. Minted at enrolment, so that no entry can become two. */
  readonly voucher: Voucher;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** An entry and its place among those who wait, counted from 1; `null` once it waits no more. */
export interface PlacedEntry extends WaitlistEntry {
  readonly position: number | null;
}

/** Identity of a booking that may come to be. */
export interface Voucher {
  readonly bookingId: string;
  readonly reference: string;
}

/** Ties a command to the client's `Idempotency-Key`, so that a repeated request gets the first one's answer. */
export interface Idempotency {
  readonly key: string;
  /** Digest of what was asked; the same key with another digest is refused. */
  readonly fingerprint: string;
}

export interface BookCommand {
  readonly kind: 'book';
  readonly userId: string;
  /** 1 to the event's `maxSeatsPerBooking`. */
  readonly seats: number;
  readonly joinWaitlist: boolean;
  readonly voucher: Voucher;
  readonly entryId: string;
  readonly idempotency?: Idempotency;
}

export interface CancelBookingCommand {
  readonly kind: 'cancel-booking';
  readonly actorId: string;
  readonly bookingId: string;
}

export interface JoinWaitlistCommand {
  readonly kind: 'join-waitlist';
  readonly userId: string;
  readonly seats: number;
  /** `contended` comes from the enroller: the buyer asked for a seat and kept losing the write. */
  readonly reason: 'asked' | 'contended';
  readonly voucher: Voucher;
  readonly entryId: string;
  readonly idempotency?: Idempotency;
}

export interface LeaveWaitlistCommand {
  readonly kind: 'leave-waitlist';
  readonly userId: string;
}

/** Serves the waitlist from whatever is free; what the sweeper and the enroller ask for. */
export interface PromoteCommand {
  readonly kind: 'promote';
}

/** An organizer's edit that touches the seats; `details` are stored with it so that nothing is half-done. */
export interface ChangeCapacityCommand {
  readonly kind: 'change-capacity';
  readonly actorId: string;
  readonly capacity: number;
  readonly expectedRevision: number;
  readonly details: EventDetails;
}

/** Stops sales for good, or goes on emptying an event already cancelled; one bounded part per command. */
export interface CancelEventCommand {
  readonly kind: 'cancel-event';
  readonly actorId: string | null;
}

export type Command =
  | BookCommand
  | CancelBookingCommand
  | JoinWaitlistCommand
  | LeaveWaitlistCommand
  | PromoteCommand
  | ChangeCapacityCommand
  | CancelEventCommand;

export type Outcome =
  | { readonly kind: 'booked'; readonly booking: Booking }
  | { readonly kind: 'waitlisted'; readonly reason: WaitlistReason; readonly entry: PlacedEntry }
  | { readonly kind: 'cancelled'; readonly booking: Booking }
  | { readonly kind: 'left' }
  | { readonly kind: 'served' }
  /** `unfinished`: bookings or waitlist entries are left to end; send the command again. */
  | { readonly kind: 'event-cancelled'; readonly unfinished: boolean }
  | { readonly kind: 'edited' }
  | { readonly kind: 'refused'; readonly code: ProblemCode; readonly facts: Facts; readonly detail?: string }
  /** The answer that was given to the first request with this key. */
  | { readonly kind: 'replayed'; readonly outcome: Outcome };

/** An outcome stored under an idempotency key. */
export interface StoredOutcome {
  readonly fingerprint: string;
  readonly outcome: Outcome;
}

/** Everything a decision may depend on, read at one version of the event. */
export interface Snapshot {
  readonly terms: EventTerms;
  readonly counters: Counters;
  readonly version: number;
  /** Numbers given out so far; the next arrival gets `arrivals + 1`. */
  readonly arrivals: number;
  /** Held and confirmed seats, by user; only users of the batch, absent means none. */
  readonly liveSeats: ReadonlyMap<string, number>;
  /** Waiting entries of users of the batch, by user. */
  readonly waitingByUser: ReadonlyMap<string, PlacedEntry>;
  /** Bookings named by the batch, by id. */
  readonly bookings: ReadonlyMap<string, Booking>;
  readonly queue: QueueWindow;
  /** Some live bookings, only for a batch that cancels the event. */
  readonly bookingsToCancel: readonly Booking[];
  /** Answers already given under the batch's idempotency keys, by `idempotencyId`. */
  readonly answered: ReadonlyMap<string, StoredOutcome>;
}

/**
 * The part of the waitlist that a batch can reach: the front of the queue, and of every party size the first ones,
 * as many as the batch could serve.
 */
export interface QueueWindow {
  /** In order of arrival, no entry twice. */
  readonly entries: readonly WaitlistEntry[];
  /** Arrival numbers of the latest arrivals that got seats, at most `PASSES_MAX`: whoever waits since before was passed over. */
  readonly lastServed: readonly number[];
}

/** What a ledger row says happened. */
export type ChangeKind =
  | 'opened'
  | 'booked'
  | 'booking-cancelled'
  | 'enrolled'
  | 'waitlist-left'
  | 'promoted'
  | 'capacity-changed'
  | 'event-cancelled'
  | 'waitlist-closed';

export interface LedgerRow {
  readonly change: ChangeKind;
  /** Who asked; `null` where the system did by itself. */
  readonly actorId: string | null;
  readonly bookingId: string | null;
  readonly waitlistEntryId: string | null;
  readonly seats: number;
  readonly before: Counters;
  readonly after: Counters;
}

/** News for one person, stored with the change that made it. */
export interface OutboxMessage {
  readonly topic: 'booking-promoted' | 'booking-cancelled' | 'waitlist-closed';
  readonly userId: string;
  readonly bookingId: string | null;
  readonly seats: number;
}

export interface AnsweredKey extends StoredOutcome {
  readonly userId: string;
  readonly key: string;
}

/**
 * What a decision wants stored under `version + 1`. When `ledger` is empty the event stays as it is, and only
 * `answeredKeys` may have something in it.
 */
export interface Changes {
  readonly counters: Counters;
  readonly arrivals: number;
  /** The organizer's side of the row; `null` when the batch leaves it alone. */
  readonly edit: { readonly status: EventStatus; readonly revision: number; readonly details: EventDetails } | null;
  readonly newBookings: readonly Booking[];
  readonly changedBookings: readonly Booking[];
  readonly newEntries: readonly WaitlistEntry[];
  readonly endedEntries: readonly WaitlistEntry[];
  readonly ledger: readonly LedgerRow[];
  readonly outbox: readonly OutboxMessage[];
  readonly answeredKeys: readonly AnsweredKey[];
}

export interface Decision {
  /** One per command, in the commands' order. */
  readonly outcomes: readonly Outcome[];
  readonly changes: Changes;
  /** Somebody still waits whom the order rule would serve now, because the batch was full: promote again. */
  readonly unserved: boolean;
}

export const idempotencyId = (userId: string, key: string): string => `${userId} ${key}`;
