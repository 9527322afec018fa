import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { DomainError } from '../shared/domain-error.js';
import { CANCELLATIONS_PER_BATCH } from './event-commands.js';
import {
  SEATS_PER_BOOKING_MAX,
  idempotencyId,
  seatsFree,
  type Booking,
  type Command,
  type Counters,
  type EventTerms,
  type PlacedEntry,
  type QueueWindow,
  type Snapshot,
  type StoredOutcome,
} from './inventory.js';
import { fromBookingRow, fromEntryRow, reviveOutcome, type BookingRow, type EntryRow } from './rows.js';
import { PROMOTIONS_PER_BATCH } from './waitlist-commands.js';
import { PASSES_MAX } from './waitlist-order.js';

/** The row of the event, and the database's clock at the moment it was read. */
interface EventState {
  readonly terms: EventTerms;
  readonly counters: Counters;
  readonly version: number;
  readonly arrivals: number;
  readonly now: Date;
}

/**
 * Reads what a batch may depend on, and no more. Under READ COMMITTED the statements may see different moments; the
 * event's row comes first, and the versioned write fails if anything moved since, so no mixture is ever stored.
 */
@Injectable()
export class SnapshotRepository {
  /**
   * @param lockWaitMs how long to wait for another transaction to release the event, ≥ 1
   * @throws {DomainError} `event-not-found`
   */
  async load(
    tx: EntityManager,
    eventId: string,
    commands: readonly Command[],
    { locked, lockWaitMs }: { locked: boolean; lockWaitMs: number },
  ): Promise<{ snapshot: Snapshot; now: Date }> {
    const state = await this.#loadEvent(tx, eventId, locked, lockWaitMs);
    const userIds = [...new Set(commands.flatMap((command) => ('userId' in command ? [command.userId] : [])))];
    const bookings = await this.#loadBookings(tx, eventId, commands);
    const snapshot: Snapshot = {
      terms: state.terms,
      counters: state.counters,
      version: state.version,
      arrivals: state.arrivals,
      bookings,
      liveSeats: await this.#loadLiveSeats(tx, eventId, userIds),
      waitingByUser: state.counters.waiting > 0 ? await this.#loadWaiting(tx, eventId, userIds) : new Map(),
      queue: await this.#loadQueue(tx, state, commands, bookings),
      bookingsToCancel: await this.#loadBookingsToCancel(tx, eventId, commands),
      answered: await this.#loadAnswered(tx, commands),
    };
    return { snapshot, now: state.now };
  }

  /** Holding the row keeps other writers out until we commit; `NO KEY` lets foreign keys to the event pass. */
  async #loadEvent(tx: EntityManager, eventId: string, locked: boolean, lockWaitMs: number): Promise<EventState> {
    const lockTimeout = String(Math.ceil(lockWaitMs));
    // A lock wait must know its limit beforehand; the unlocked read needs it only for the write that follows.
    if (locked) await tx.query(`SELECT set_config('lock_timeout', $1, true)`, [lockTimeout]);
    const rows: EventRow[] = await tx.query(
      `SELECT id, organizer_id, status, seating, starts_at, sales_open_at, sales_close_at, max_seats_per_booking,
              max_seats_per_user, waitlist_enabled, revision, capacity, seats_confirmed, seats_held, waiting, arrivals,
              version, clock_timestamp() AS now, set_config('lock_timeout', $2, true)
         FROM events WHERE id = $1 ${locked ? 'FOR NO KEY UPDATE' : ''}`,
      [eventId, lockTimeout],
    );
    const row = rows[0];
    if (!row) throw new DomainError('event-not-found');
    return fromEventRow(row);
  }

  async #loadLiveSeats(tx: EntityManager, eventId: string, userIds: string[]): Promise<Map<string, number>> {
    if (userIds.length === 0) return new Map();
    const rows: { user_id: string; seats: number }[] = await tx.query(
      `SELECT user_id, sum(seats)::integer AS seats FROM bookings
        WHERE event_id = $1 AND user_id = ANY ($2) AND status IN ('held', 'confirmed')
        GROUP BY user_id`,
      [eventId, userIds],
    );
    return new Map(rows.map(({ user_id, seats }) => [user_id, seats]));
  }

  async #loadWaiting(tx: EntityManager, eventId: string, userIds: string[]): Promise<Map<string, PlacedEntry>> {
    if (userIds.length === 0) return new Map();
    const rows: (EntryRow & { position: number })[] = await tx.query(
      `SELECT entry.*, (SELECT count(*)::integer + 1 FROM waitlist_entries AS ahead
                         WHERE ahead.event_id = $1 AND ahead.status = 'waiting'
                           AND ahead.arrival_number < entry.arrival_number) AS position
         FROM waitlist_entries AS entry
        WHERE entry.event_id = $1 AND entry.user_id = ANY ($2) AND entry.status = 'waiting'`,
      [eventId, userIds],
    );
    return new Map(rows.map((row) => [row.user_id, { ...fromEntryRow(row), position: row.position }]));
  }

  async #loadBookings(tx: EntityManager, eventId: string, commands: readonly Command[]): Promise<Map<string, Booking>> {
    const ids = commands.flatMap((command) => (command.kind === 'cancel-booking' ? [command.bookingId] : []));
    if (ids.length === 0) return new Map();
    const rows: BookingRow[] = await tx.query(`SELECT * FROM bookings WHERE event_id = $1 AND id = ANY ($2)`, [
      eventId,
      ids,
    ]);
    return new Map(rows.map((row) => [row.id, fromBookingRow(row)]));
  }

  /** Reads as much of the waitlist as the seats that are free, or may become free in this batch, could serve. */
  async #loadQueue(
    tx: EntityManager,
    { terms, counters }: EventState,
    commands: readonly Command[],
    bookings: ReadonlyMap<string, Booking>,
  ): Promise<QueueWindow> {
    const seatsReachable = reachableSeats(counters, commands, bookings);
    const closes = commands.some(({ kind }) => kind === 'cancel-event');
    if (counters.waiting === 0 || (seatsReachable === 0 && !closes)) return { entries: [], lastServed: [] };
    const capacities = commands.map((command) => (command.kind === 'change-capacity' ? command.capacity : 0));
    const largestParty = closes ? SEATS_PER_BOOKING_MAX : Math.max(counters.capacity, ...capacities);
    // Each departure, by promotion or by leaving, brings one more entry to the front.
    const departures = Math.min(PROMOTIONS_PER_BATCH, seatsReachable) + commands.length;
    const entries: EntryRow[] = await tx.query(
      `WITH front AS (
         SELECT * FROM waitlist_entries
          WHERE event_id = $1 AND status = 'waiting' AND seats <= $2
          ORDER BY arrival_number LIMIT $3
       ), fitting AS (
         SELECT entry.* FROM generate_series(1, $4::integer) AS party (seats)
          CROSS JOIN LATERAL (
            SELECT * FROM waitlist_entries
             WHERE event_id = $1 AND status = 'waiting' AND seats = party.seats
             ORDER BY arrival_number LIMIT $5 / party.seats + $6) AS entry
       )
       SELECT * FROM front UNION SELECT * FROM fitting ORDER BY arrival_number`,
      [
        terms.id,
        largestParty,
        closes ? CANCELLATIONS_PER_BATCH : departures + 1,
        Math.min(seatsReachable, SEATS_PER_BOOKING_MAX),
        Math.min(PROMOTIONS_PER_BATCH, seatsReachable),
        commands.length + 1,
      ],
    );
    return { entries: entries.map(fromEntryRow), lastServed: await this.#loadLastServed(tx, terms.id) };
  }

  async #loadLastServed(tx: EntityManager, eventId: string): Promise<number[]> {
    const rows: { arrival_number: number }[] = await tx.query(
      `(SELECT arrival_number FROM waitlist_entries WHERE event_id = $1 AND status = 'promoted'
         ORDER BY arrival_number DESC LIMIT $2)
       UNION ALL
       (SELECT arrival_number FROM bookings WHERE event_id = $1 AND source = 'direct'
         ORDER BY arrival_number DESC LIMIT $2)
       ORDER BY arrival_number DESC LIMIT $2`,
      [eventId, PASSES_MAX],
    );
    return rows.map((row) => row.arrival_number);
  }

  async #loadBookingsToCancel(tx: EntityManager, eventId: string, commands: readonly Command[]): Promise<Booking[]> {
    if (!commands.some(({ kind }) => kind === 'cancel-event')) return [];
    const rows: BookingRow[] = await tx.query(
      `SELECT * FROM bookings WHERE event_id = $1 AND status IN ('held', 'confirmed') LIMIT $2`,
      [eventId, CANCELLATIONS_PER_BATCH],
    );
    return rows.map(fromBookingRow);
  }

  async #loadAnswered(tx: EntityManager, commands: readonly Command[]): Promise<Map<string, StoredOutcome>> {
    const asked = commands.flatMap((command) =>
      'idempotency' in command ? [{ user_id: command.userId, key: command.idempotency.key }] : [],
    );
    if (asked.length === 0) return new Map();
    const rows: { user_id: string; key: string; fingerprint: string; outcome: Parameters<typeof reviveOutcome>[0] }[] =
      await tx.query(
        `SELECT stored.user_id, stored.key, stored.fingerprint, stored.outcome
           FROM json_to_recordset($1) AS asked (user_id uuid, key text)
           JOIN idempotency_keys AS stored USING (user_id, key)`,
        [JSON.stringify(asked)],
      );
    return new Map(
      rows.map(({ user_id, key, fingerprint, outcome }) => [
        idempotencyId(user_id, key),
        { fingerprint, outcome: reviveOutcome(outcome) },
      ]),
    );
  }
}

/** The most seats that can be free at some moment of this batch. */
function reachableSeats(
  counters: Counters,
  commands: readonly Command[],
  bookings: ReadonlyMap<string, Booking>,
): number {
  let seats = seatsFree(counters);
  for (const command of commands) {
    if (command.kind === 'cancel-booking') seats += bookings.get(command.bookingId)?.seats ?? 0;
    if (command.kind === 'change-capacity') seats += Math.max(0, command.capacity - counters.capacity);
  }
  return seats;
}

interface EventRow {
  readonly id: string;
  readonly organizer_id: string;
  readonly status: EventTerms['status'];
  readonly seating: EventTerms['seating'];
  readonly starts_at: Date;
  readonly sales_open_at: Date | null;
  readonly sales_close_at: Date | null;
  readonly max_seats_per_booking: number;
  readonly max_seats_per_user: number;
  readonly waitlist_enabled: boolean;
  readonly revision: number;
  readonly capacity: number;
  readonly seats_confirmed: number;
  readonly seats_held: number;
  readonly waiting: number;
  readonly arrivals: number;
  readonly version: number;
  readonly now: Date;
}

const fromEventRow = (row: EventRow): EventState => ({
  terms: {
    id: row.id,
    organizerId: row.organizer_id,
    status: row.status,
    seating: row.seating,
    startsAt: row.starts_at,
    salesOpenAt: row.sales_open_at,
    salesCloseAt: row.sales_close_at,
    maxSeatsPerBooking: row.max_seats_per_booking,
    maxSeatsPerUser: row.max_seats_per_user,
    waitlistEnabled: row.waitlist_enabled,
    revision: row.revision,
  },
  counters: {
    capacity: row.capacity,
    seatsConfirmed: row.seats_confirmed,
    seatsHeld: row.seats_held,
    waiting: row.waiting,
  },
  version: row.version,
  arrivals: row.arrivals,
  now: row.now,
});
