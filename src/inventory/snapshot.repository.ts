import { Injectable } from '@nestjs/common';
import { type Statements } from '../database/bounded-transaction.js';
import { inOneStatement, type Call } from '../database/calls.js';
import { answersOf } from '../database/pipeline.js';
import { pairIs } from '../database/pair-condition.js';
import { DomainError } from '../shared/domain-error.js';
import { CANCELLATIONS_PER_BATCH } from './event-commands.js';
import { HallRepository } from './hall.repository.js';
import { idempotencyId, type Command } from './commands.js';
import { type StoredOutcome } from './decision.js';
import { type Booking, type Counters, type EventTerms, type PlacedEntry } from './inventory.js';
import { type Snapshot } from './snapshot.js';
import { QueueRepository } from './queue.repository.js';
import { fromBookingRow, fromEntryRow, reviveDate, reviveOutcome, type BookingRow, type EntryRow } from './rows.js';

/** How a batch gets at its event. */
export interface Access {
  /** From when this is read until the transaction has ended, an inquiry can wait for that end (`CommitInquiry`). */
  readonly batchId: string;
  /** Others are kept from writing by a lock before it reads, instead of by the version when it writes. */
  readonly locked: boolean;
  /** How long to wait for another transaction to release the event, now or at the write, ≥ 1. */
  readonly lockWaitMs: number;
}

/** The row of the event, and the database's clock at the moment it was read. */
interface EventState {
  readonly terms: EventTerms;
  readonly counters: Counters;
  readonly version: number;
  readonly arrivals: number;
  readonly lastServed: readonly number[];
  readonly now: Date;
}

/** Holds one batch of the sweeper ends, so that its transaction stays short. */
const HOLDS_PER_SWEEP = 1_000;

/**
 * Reads what a batch may depend on, and no more. Under READ COMMITTED the statements may see different moments; the
 * event's row comes first, and the versioned write fails if anything moved since, so no mixture is ever stored. A seat
 * map is read after the bookings and refused when it is newer than the event's row.
 */
@Injectable()
export class SnapshotRepository {
  constructor(
    private readonly queues: QueueRepository,
    private readonly halls: HallRepository,
  ) {}

  /**
   * @param draw gives the commands: at once, or under a lock when that is held
   * @throws {DomainError} `event-not-found`
   */
  async load(
    tx: Statements,
    eventId: string,
    draw: () => readonly Command[],
    access: Access,
  ): Promise<{ snapshot: Snapshot; now: Date; commands: readonly Command[] }> {
    const fence: Call = { name: 'hold_fence', values: [access.batchId, Math.ceil(access.lockWaitMs)] };
    if (access.locked) await tx.query(...inOneStatement([fence, { name: 'lock_event', values: [eventId] }]));
    const commands = draw();
    const userIds = [...new Set(commands.flatMap((command) => ('userId' in command ? [command.userId] : [])))];
    const [{ event, liveSeats, answered }, bookings, bookingsToCancel] = await answersOf([
      this.#read(tx, eventId, access.locked ? [] : [fence], commands, userIds),
      this.#loadBookings(tx, eventId, commands),
      this.#loadBookingsToCancel(tx, eventId, commands),
    ]);
    const { terms, counters, version, now } = event;
    // What few events need, and what depends on the rest.
    const lapsedHolds = counters.seatsHeld > 0 ? await this.#loadLapsedHolds(tx, eventId, now, commands) : [];
    const endingBookings = [...bookings.values(), ...lapsedHolds];
    const [waitingByUser, queue, hall] = await answersOf([
      counters.waiting > 0 ? this.#loadWaiting(tx, eventId, userIds) : new Map<string, PlacedEntry>(),
      this.queues.loadWindow(tx, { eventId, counters, commands, endingBookings }),
      terms.seating === 'reserved' ? this.halls.load(tx, eventId, version) : null,
    ]);
    const snapshot: Snapshot = {
      ...event,
      bookings,
      bookingsToCancel,
      lapsedHolds,
      liveSeats,
      waitingByUser,
      queue,
      hall,
      answered,
    };
    return { snapshot, now, commands };
  }

  /** What every batch needs, in one statement, behind the calls that are to come first. */
  async #read(
    tx: Statements,
    eventId: string,
    first: readonly Call[],
    commands: readonly Command[],
    userIds: readonly string[],
  ): Promise<Pick<Snapshot, 'liveSeats' | 'answered'> & { readonly event: EventState }> {
    const keys = commands.flatMap((command) =>
      'idempotency' in command ? [{ userId: command.userId, key: command.idempotency.key }] : [],
    );
    const calls: Call[] = [...first, { name: 'event_state', values: [eventId] }];
    if (userIds.length > 0) calls.push({ name: 'live_seats', values: [eventId, userIds] });
    if (keys.length > 0) {
      calls.push({ name: 'kept_answers', values: [keys.map(({ userId }) => userId), keys.map(({ key }) => key)] });
    }
    const [row]: ReadingRow[] = await tx.query(...inOneStatement(calls));
    if (!row?.event_state) throw new DomainError('event-not-found');
    const seats = row.live_seats ?? [];
    return {
      event: fromEventState(row.event_state),
      liveSeats: new Map(userIds.map((userId, index) => [userId, seats[index] ?? 0])),
      answered: new Map((row.kept_answers ?? []).map(fromAnswerRow)),
    };
  }

  /**
   * Not by their status: as it is what the indexes of the queue are made for, one of them might be read from end to end,
   * while PostgreSQL has not counted yet how many wait.
   */
  async #loadWaiting(tx: Statements, eventId: string, userIds: string[]): Promise<Map<string, PlacedEntry>> {
    if (userIds.length === 0) return new Map();
    const rows: (EntryRow & { position: number })[] = await tx.query(
      `SELECT entry.*, (SELECT count(*)::integer + 1 FROM waitlist_entries AS ahead
                         WHERE ahead.event_id = $1 AND ahead.status = 'waiting'
                           AND ahead.arrival_number < entry.arrival_number) AS position
         FROM unnest($2::uuid[]) AS buyer (id)
         JOIN waitlist_entries AS entry ON ${pairIs(['entry.user_id', 'entry.event_id'], ['buyer.id', '$1'])}
        WHERE entry.ended_at IS NULL`,
      [eventId, userIds],
    );
    return new Map(rows.map((row) => [row.user_id, { ...fromEntryRow(row), position: row.position }]));
  }

  async #loadBookings(tx: Statements, eventId: string, commands: readonly Command[]): Promise<Map<string, Booking>> {
    const ids = commands.flatMap((command) => ('bookingId' in command ? [command.bookingId] : []));
    if (ids.length === 0) return new Map();
    const rows: BookingRow[] = await tx.query(`SELECT * FROM bookings WHERE id = ANY ($1)`, [ids]);
    // Not left to the statement, which might look for the ids among all bookings of the event then.
    const ofEvent = rows.filter(({ event_id }) => event_id === eventId);
    return new Map(ofEvent.map((row) => [row.id, fromBookingRow(row)]));
  }

  async #loadBookingsToCancel(tx: Statements, eventId: string, commands: readonly Command[]): Promise<Booking[]> {
    if (!commands.some(({ kind }) => kind === 'cancel-event')) return [];
    const rows: BookingRow[] = await tx.query(
      `SELECT * FROM bookings WHERE event_id = $1 AND status IN ('held', 'confirmed') LIMIT $2`,
      [eventId, CANCELLATIONS_PER_BATCH],
    );
    return rows.map(fromBookingRow);
  }

  /** Compared with the clock of the event's row, so that what a decision calls expired is exactly what it got. */
  async #loadLapsedHolds(tx: Statements, eventId: string, now: Date, commands: readonly Command[]): Promise<Booking[]> {
    // Whoever wants a seat must find all of them free; the sweeper alone may take its time.
    const limit = commands.every(({ kind }) => kind === 'promote') ? HOLDS_PER_SWEEP : null;
    const rows: BookingRow[] = await tx.query(
      `SELECT * FROM bookings WHERE event_id = $1 AND status = 'held' AND hold_expires_at <= $2
        ORDER BY hold_expires_at, arrival_number LIMIT $3`,
      [eventId, now, limit],
    );
    return rows.map(fromBookingRow);
  }
}

/** What the functions of the reading gave; the last two only where they were called. */
interface ReadingRow {
  readonly event_state: EventStateRow | null;
  /** Of each buyer, in their order. */
  readonly live_seats?: readonly number[];
  readonly kept_answers?: readonly AnswerRow[] | null;
}

interface AnswerRow {
  readonly user_id: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly outcome: Parameters<typeof reviveOutcome>[0];
}

const fromAnswerRow = ({ user_id, key, fingerprint, outcome }: AnswerRow): [id: string, stored: StoredOutcome] => [
  idempotencyId(user_id, key),
  { fingerprint, outcome: reviveOutcome(outcome) },
];

/** As JSON has it: a point in time is text. */
interface EventStateRow {
  readonly id: string;
  readonly organizer_id: string;
  readonly status: EventTerms['status'];
  readonly seating: EventTerms['seating'];
  readonly starts_at: string;
  readonly sales_open_at: string | null;
  readonly sales_close_at: string | null;
  readonly max_seats_per_booking: number;
  readonly max_seats_per_user: number;
  readonly hold_seconds: number;
  readonly waitlist_enabled: boolean;
  readonly waitlist_mode: EventTerms['waitlistMode'];
  readonly waitlist_offer_seconds: number;
  readonly revision: number;
  readonly capacity: number;
  readonly seats_confirmed: number;
  readonly seats_held: number;
  readonly waiting: number;
  readonly accessible_seats: number;
  readonly accessible_free: number;
  readonly arrivals: number;
  readonly last_served: number[];
  readonly version: number;
  readonly now: string;
}

const fromEventState = (row: EventStateRow): EventState => ({
  terms: {
    id: row.id,
    organizerId: row.organizer_id,
    status: row.status,
    seating: row.seating,
    startsAt: new Date(row.starts_at),
    salesOpenAt: reviveDate(row.sales_open_at),
    salesCloseAt: reviveDate(row.sales_close_at),
    maxSeatsPerBooking: row.max_seats_per_booking,
    maxSeatsPerUser: row.max_seats_per_user,
    holdSeconds: row.hold_seconds,
    waitlistEnabled: row.waitlist_enabled,
    waitlistMode: row.waitlist_mode,
    waitlistOfferSeconds: row.waitlist_offer_seconds,
    revision: row.revision,
  },
  counters: {
    capacity: row.capacity,
    seatsConfirmed: row.seats_confirmed,
    seatsHeld: row.seats_held,
    waiting: row.waiting,
    accessibleSeats: row.accessible_seats,
    accessibleFree: row.accessible_free,
  },
  version: row.version,
  arrivals: row.arrivals,
  lastServed: row.last_served,
  now: new Date(row.now),
});
