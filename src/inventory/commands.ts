import { type EventDetails } from './event-details.js';

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

/** How seats are chosen: on general events it does not matter which; on reserved ones by name, or the best together. */
export type Placement =
  | { readonly kind: 'any' }
  /** No seat twice. */
  | { readonly kind: 'chosen'; readonly seatIds: readonly string[] }
  | { readonly kind: 'best-available'; readonly section?: string; readonly adjacentOnly: boolean };

export interface BookCommand {
  readonly kind: 'book';
  readonly userId: string;
  /** 1 to the event's `maxSeatsPerBooking`. */
  readonly seats: number;
  readonly placement: Placement;
  /** Keep the seats for `holdSeconds` instead of booking them for good. */
  readonly hold: boolean;
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

export interface ConfirmBookingCommand {
  readonly kind: 'confirm-booking';
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

/** Ends lapsed holds and serves the waitlist from whatever is free, as every batch does; what the sweeper asks for. */
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

/** Takes seats of the map off sale, or puts them back; the capacity follows. */
export interface BlockSeatsCommand {
  readonly kind: 'block-seats';
  readonly actorId: string;
  readonly block: readonly string[];
  readonly unblock: readonly string[];
  readonly expectedRevision: number;
}

/** Stops sales for good, or goes on emptying an event already cancelled; one bounded part per command. */
export interface CancelEventCommand {
  readonly kind: 'cancel-event';
  readonly actorId: string | null;
}

export type Command =
  | BookCommand
  | ConfirmBookingCommand
  | CancelBookingCommand
  | JoinWaitlistCommand
  | LeaveWaitlistCommand
  | PromoteCommand
  | ChangeCapacityCommand
  | BlockSeatsCommand
  | CancelEventCommand;

export const idempotencyId = (userId: string, key: string): string => `${userId} ${key}`;
