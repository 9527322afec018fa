import { type Outcome } from './decision.js';
import { type Booking, type PlacedEntry, type WaitlistEntry } from './inventory.js';

/** A row of `bookings` as the driver reads it. */
export interface BookingRow {
  readonly id: string;
  readonly reference: string;
  readonly event_id: string;
  readonly user_id: string;
  readonly status: Booking['status'];
  readonly seats: number;
  readonly seat_labels: readonly string[];
  readonly source: Booking['source'];
  readonly arrival_number: number;
  readonly user_limit: number;
  readonly hold_expires_at: Date | null;
  readonly created_at: Date;
  readonly confirmed_at: Date | null;
  readonly cancelled_at: Date | null;
}

/** A row of `waitlist_entries` as the driver reads it. */
export interface EntryRow {
  readonly id: string;
  readonly event_id: string;
  readonly user_id: string;
  readonly seats: number;
  readonly status: WaitlistEntry['status'];
  readonly reason: WaitlistEntry['reason'];
  readonly arrival_number: number;
  readonly user_limit: number;
  readonly booking_id: string;
  readonly booking_reference: string;
  readonly created_at: Date;
  readonly ended_at: Date | null;
}

export const toBookingRow = (booking: Booking): BookingRow => ({
  id: booking.id,
  reference: booking.reference,
  event_id: booking.eventId,
  user_id: booking.userId,
  status: booking.status,
  seats: booking.seats,
  seat_labels: booking.seatLabels,
  source: booking.source,
  arrival_number: booking.arrivalNumber,
  user_limit: booking.userLimit,
  hold_expires_at: booking.holdExpiresAt,
  created_at: booking.createdAt,
  confirmed_at: booking.confirmedAt,
  cancelled_at: booking.cancelledAt,
});

export const fromBookingRow = (row: BookingRow): Booking => ({
  id: row.id,
  reference: row.reference,
  eventId: row.event_id,
  userId: row.user_id,
  status: row.status,
  seats: row.seats,
  seatLabels: row.seat_labels,
  source: row.source,
  arrivalNumber: row.arrival_number,
  userLimit: row.user_limit,
  holdExpiresAt: row.hold_expires_at,
  createdAt: row.created_at,
  confirmedAt: row.confirmed_at,
  cancelledAt: row.cancelled_at,
});

export const toEntryRow = (entry: WaitlistEntry): EntryRow => ({
  id: entry.id,
  event_id: entry.eventId,
  user_id: entry.userId,
  seats: entry.seats,
  status: entry.status,
  reason: entry.reason,
  arrival_number: entry.arrivalNumber,
  user_limit: entry.userLimit,
  booking_id: entry.voucher.bookingId,
  booking_reference: entry.voucher.reference,
  created_at: entry.createdAt,
  ended_at: entry.endedAt,
});

export const fromEntryRow = (row: EntryRow): WaitlistEntry => ({
  id: row.id,
  eventId: row.event_id,
  userId: row.user_id,
  seats: row.seats,
  status: row.status,
  reason: row.reason,
  arrivalNumber: row.arrival_number,
  userLimit: row.user_limit,
  voucher: { bookingId: row.booking_id, reference: row.booking_reference },
  createdAt: row.created_at,
  endedAt: row.ended_at,
});

/** An outcome as JSON keeps it: every `Date` has become its ISO text. */
type Stored<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Stored<T[K]> } : T;

/** Gives a stored outcome its dates back. Refusals are never stored. */
export function reviveOutcome(stored: Stored<Outcome>): Outcome {
  if (stored.kind === 'booked') return { kind: 'booked', booking: reviveBooking(stored.booking) };
  if (stored.kind === 'waitlisted') return { ...stored, entry: reviveEntry(stored.entry) };
  throw new Error(`an outcome of kind ${stored.kind} is never stored`);
}

const reviveBooking = (stored: Stored<Booking>): Booking => ({
  ...stored,
  holdExpiresAt: reviveDate(stored.holdExpiresAt),
  createdAt: new Date(stored.createdAt),
  confirmedAt: reviveDate(stored.confirmedAt),
  cancelledAt: reviveDate(stored.cancelledAt),
});

const reviveEntry = (stored: Stored<PlacedEntry>): PlacedEntry => ({
  ...stored,
  createdAt: new Date(stored.createdAt),
  endedAt: reviveDate(stored.endedAt),
});

const reviveDate = (stored: string | null): Date | null => (stored === null ? null : new Date(stored));
