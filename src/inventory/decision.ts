import { type Facts } from '../shared/domain-error.js';
import { type ProblemCode } from '../shared/problems.js';
import { type EventDetails } from './event-details.js';
import { type SeatChange } from './hall.js';
import {
  type Booking,
  type Counters,
  type EventStatus,
  type PlacedEntry,
  type WaitlistEntry,
  type WaitlistReason,
} from './inventory.js';

export type Outcome =
  | { readonly kind: 'booked'; readonly booking: Booking }
  | { readonly kind: 'waitlisted'; readonly reason: WaitlistReason; readonly entry: PlacedEntry }
  | { readonly kind: 'confirmed'; readonly booking: Booking }
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

/** What a ledger row says happened. */
export type ChangeKind =
  | 'opened'
  | 'booked'
  | 'held'
  | 'confirmed'
  | 'booking-cancelled'
  | 'hold-expired'
  | 'enrolled'
  | 'waitlist-left'
  | 'promoted'
  | 'capacity-changed'
  | 'seats-blocked'
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
  readonly topic: 'booking-promoted' | 'booking-cancelled' | 'offer-expired' | 'waitlist-closed';
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
  readonly lastServed: readonly number[];
  /** The organizer's side of the row; `null` when the batch leaves it alone. */
  readonly edit: { readonly status: EventStatus; readonly revision: number; readonly details: EventDetails } | null;
  readonly newBookings: readonly Booking[];
  readonly changedBookings: readonly Booking[];
  readonly newEntries: readonly WaitlistEntry[];
  readonly endedEntries: readonly WaitlistEntry[];
  readonly seats: readonly SeatChange[];
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
