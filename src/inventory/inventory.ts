import { type Voucher } from './commands.js';

/** The seat counters of one event, as the `events` row and every ledger row carry them. Whole numbers ≥ 0. */
export interface Counters {
  readonly capacity: number;
  readonly seatsConfirmed: number;
  readonly seatsHeld: number;
  /** Parties waiting, not seats. */
  readonly waiting: number;
  /** Unblocked accessible seats; people who need them choose them, nobody gets them automatically. 0 where unmapped. */
  readonly accessibleSeats: number;
  /** Those of them that are free. */
  readonly accessibleFree: number;
}

export const seatsFree = ({ capacity, seatsConfirmed, seatsHeld }: Counters): number =>
  capacity - seatsConfirmed - seatsHeld;

/** Free seats that may be given to whoever comes next. */
export const seatsOnOffer = (counters: Counters): number => seatsFree(counters) - counters.accessibleFree;

/** The largest party that could ever be served. */
export const largestParty = ({ capacity, accessibleSeats }: Counters): number => capacity - accessibleSeats;

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
  /** How long a hold lasts, in seconds. */
  readonly holdSeconds: number;
  readonly waitlistEnabled: boolean;
  /** `auto`: a promotion is a confirmed booking; `offer`: it is a hold of `waitlistOfferSeconds`. */
  readonly waitlistMode: 'auto' | 'offer';
  readonly waitlistOfferSeconds: number;
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
  /** Which seats, on reserved events; kept when the booking ends. */
  readonly seatLabels: readonly string[];
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
