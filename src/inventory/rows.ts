import { newId } from '../shared/ids.js';
import { type Columns } from '../database/columns.js';
import { type AnsweredKey, type LedgerRow, type Outcome } from './decision.js';
import { type Booking, type Counters, type PlacedEntry, type WaitlistEntry } from './inventory.js';
import { type SeatPlace } from './seat-map.js';

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

/** What the new bookings of a batch have each for themselves; they share their event and the moment they were made. */
export const BOOKING_COLUMNS: Columns<Booking> = {
  id: ['uuid', ({ id }) => id],
  reference: ['text', ({ reference }) => reference],
  user_id: ['uuid', ({ userId }) => userId],
  status: ['text', ({ status }) => status],
  seats: ['integer', ({ seats }) => seats],
  seat_labels: ['text[]', ({ seatLabels }) => (seatLabels.length > 0 ? seatLabels : null)],
  source: ['text', ({ source }) => source],
  arrival_number: ['integer', ({ arrivalNumber }) => arrivalNumber],
  user_limit: ['integer', ({ userLimit }) => userLimit],
  hold_expires_at: ['timestamptz', ({ holdExpiresAt }) => holdExpiresAt],
  confirmed_at: ['timestamptz', ({ confirmedAt }) => confirmedAt],
  cancelled_at: ['timestamptz', ({ cancelledAt }) => cancelledAt],
};

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

/** What new entries have each for themselves, as `BOOKING_COLUMNS` of bookings. */
export const ENTRY_COLUMNS: Columns<WaitlistEntry> = {
  id: ['uuid', ({ id }) => id],
  user_id: ['uuid', ({ userId }) => userId],
  seats: ['integer', ({ seats }) => seats],
  status: ['text', ({ status }) => status],
  reason: ['text', ({ reason }) => reason],
  arrival_number: ['integer', ({ arrivalNumber }) => arrivalNumber],
  user_limit: ['integer', ({ userLimit }) => userLimit],
  booking_id: ['uuid', ({ voucher }) => voucher.bookingId],
  booking_reference: ['text', ({ voucher }) => voucher.reference],
  ended_at: ['timestamptz', ({ endedAt }) => endedAt],
};

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

/** What the rows of one version have each for themselves, in the order in which things happened. */
export const LEDGER_COLUMNS: Columns<LedgerRow> = {
  change: ['text', ({ change }) => change],
  actor_id: ['uuid', ({ actorId }) => actorId],
  booking_id: ['uuid', ({ bookingId }) => bookingId],
  waitlist_entry_id: ['uuid', ({ waitlistEntryId }) => waitlistEntryId],
  seats: ['integer', ({ seats }) => seats],
};

/** In the order in which a ledger row has them; the database's `seat_counters` reads them back. */
export const COUNTER_COLUMNS: Columns<Counters> = {
  capacity: ['integer', ({ capacity }) => capacity],
  seats_confirmed: ['integer', ({ seatsConfirmed }) => seatsConfirmed],
  seats_held: ['integer', ({ seatsHeld }) => seatsHeld],
  waiting: ['integer', ({ waiting }) => waiting],
  accessible_seats: ['integer', ({ accessibleSeats }) => accessibleSeats],
  accessible_free: ['integer', ({ accessibleFree }) => accessibleFree],
};

/** The counters as `ledger.before` and `ledger.after` hold them. */
export const toNumbers = (counters: Counters): unknown[] =>
  Object.values(COUNTER_COLUMNS).map(([, value]) => value(counters));

export const ANSWER_COLUMNS: Columns<AnsweredKey> = {
  user_id: ['uuid', ({ userId }) => userId],
  key: ['text', ({ key }) => key],
  fingerprint: ['text', ({ fingerprint }) => fingerprint],
  outcome: ['json', ({ outcome }) => outcome],
};

export const SEAT_COLUMNS: Columns<readonly [place: number, seat: SeatPlace]> = {
  id: ['uuid', () => newId()],
  place: ['integer', ([place]) => place],
  section: ['text', ([, { section }]) => section],
  row_name: ['text', ([, { row }]) => row],
  number: ['integer', ([, { number }]) => number],
  label: ['text', ([, { label }]) => label],
  x: ['double precision', ([, { x }]) => x],
  y: ['double precision', ([, { y }]) => y],
  accessible: ['boolean', ([, { accessible }]) => accessible],
};

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

export const reviveDate = (stored: string | null): Date | null => (stored === null ? null : new Date(stored));
