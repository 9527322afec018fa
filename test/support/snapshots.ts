import { idempotencyId, type Command } from '../../src/inventory/commands.js';
import { type Changes, type LedgerRow, type OutboxMessage, type StoredOutcome } from '../../src/inventory/decision.js';
import {
  largestParty,
  SEATS_PER_BOOKING_MAX,
  seatsFree,
  type Booking,
  type Counters,
  type EventTerms,
  type PlacedEntry,
  type WaitlistEntry,
} from '../../src/inventory/inventory.js';
import { type Snapshot } from '../../src/inventory/snapshot.js';
import { CANCELLATIONS_PER_BATCH } from '../../src/inventory/event-commands.js';
import { type Hall, SEAT } from '../../src/inventory/hall.js';
import { buildSeatingPlan, type PlannedSeat } from '../../src/inventory/seating-plan.js';
import { PROMOTIONS_PER_BATCH } from '../../src/inventory/waitlist-commands.js';
import { PASSES_MAX } from '../../src/inventory/waitlist-order.js';

/** The database's clock in tests of the pure core. */
export const NOW = new Date('2026-01-01T12:00:00Z');

const HOUR_MS = 3_600_000;

/** An instant some hours after `NOW`; negative: before. */
export const hoursFromNow = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR_MS);

/** How much of the waitlist a snapshot carries: all of it, or the part that the repository reads. */
export type Reading = 'entire' | 'window';

const DEFAULT_TERMS: EventTerms = {
  id: 'event',
  organizerId: 'organizer',
  status: 'published',
  seating: 'general',
  startsAt: hoursFromNow(24),
  salesOpenAt: null,
  salesCloseAt: null,
  maxSeatsPerBooking: 10,
  maxSeatsPerUser: 10,
  holdSeconds: 600,
  waitlistEnabled: true,
  waitlistMode: 'auto',
  waitlistOfferSeconds: 900,
  revision: 1,
};

/** A row of `seats`. */
export interface SeatRow extends PlannedSeat {
  readonly id: string;
  readonly label: string;
  bookingId: string | null;
  blocked: boolean;
}

type OpeningTerms = Partial<EventTerms> & ({ readonly capacity: number } | { readonly map: readonly PlannedSeat[] });

/** The rows of one event as its tables would keep them, in memory: what one decision stores, the next one reads. */
export class EventRows {
  terms: EventTerms;
  counters: Counters;
  version = 1;
  arrivals = 0;
  lastServed: readonly number[] = [];
  readonly bookings = new Map<string, Booking>();
  readonly entries = new Map<string, WaitlistEntry>();
  readonly ledger: LedgerRow[] = [];
  readonly outbox: OutboxMessage[] = [];
  readonly answers = new Map<string, StoredOutcome>();

  /** In the order of the map; none on general events. */
  readonly seats: readonly SeatRow[];

  constructor(opening: OpeningTerms) {
    const { capacity, map, ...terms } = { capacity: 0, map: [], ...opening };
    this.terms = { ...DEFAULT_TERMS, seating: map.length > 0 ? 'reserved' : 'general', ...terms };
    this.seats = map.map((seat) => {
      const label = [seat.section, seat.row, seat.number].join('-');
      return { ...seat, id: `id of ${label}`, label, bookingId: null, blocked: false };
    });
    const accessible = map.filter((seat) => seat.accessible).length;
    this.counters = {
      capacity: capacity + map.length,
      seatsConfirmed: 0,
      seatsHeld: 0,
      waiting: 0,
      accessibleSeats: accessible,
      accessibleFree: accessible,
    };
  }

  /** Those who wait, in order of arrival. */
  get waiting(): WaitlistEntry[] {
    return [...this.entries.values()]
      .filter(({ status }) => status === 'waiting')
      .sort((one, other) => one.arrivalNumber - other.arrivalNumber);
  }

  /** Held and confirmed, as they are stored: lapsed holds that nobody has tidied are among them. */
  get liveBookings(): Booking[] {
    return [...this.bookings.values()].filter(({ status }) => status === 'held' || status === 'confirmed');
  }

  /** What `InventoryRepository.store` does, without its condition. */
  store(changes: Changes): void {
    if (changes.ledger.length > 0) this.version += 1;
    const { counters, arrivals, lastServed, edit } = changes;
    Object.assign(this, { counters, arrivals, lastServed });
    if (edit) this.terms = { ...this.terms, ...edit.details, status: edit.status, revision: edit.revision };
    for (const booking of [...changes.newBookings, ...changes.changedBookings]) this.bookings.set(booking.id, booking);
    for (const entry of [...changes.newEntries, ...changes.endedEntries]) this.entries.set(entry.id, entry);
    for (const { id, bookingId, blocked } of changes.seats) {
      const seat = this.seats.find((one) => one.id === id);
      if (seat) Object.assign(seat, { bookingId, blocked });
    }
    this.ledger.push(...changes.ledger);
    this.outbox.push(...changes.outbox);
    for (const { userId, key, fingerprint, outcome } of changes.answeredKeys) {
      this.answers.set(idempotencyId(userId, key), { fingerprint, outcome });
    }
  }

  /** What `SnapshotRepository.load` reads for these commands. */
  snapshot(commands: readonly Command[], reading: Reading, now = NOW): Snapshot {
    const userIds = new Set(commands.flatMap((command) => ('userId' in command ? [command.userId] : [])));
    const named = commands.flatMap((command) => ('bookingId' in command ? [command.bookingId] : []));
    const { terms, counters, version, arrivals, waiting } = this;
    const placed = waiting.map((entry, index): PlacedEntry => ({ ...entry, position: index + 1 }));
    const bookings = new Map([...this.bookings].filter(([id]) => named.includes(id)));
    const lapsedHolds = this.#lapsedHolds(now);
    return {
      terms,
      counters,
      version,
      arrivals,
      lastServed: reading === 'entire' ? this.#everServed().slice(0, PASSES_MAX) : this.lastServed,
      bookings,
      liveSeats: new Map([...userIds].map((userId) => [userId, this.#liveSeatsOf(userId)])),
      waitingByUser: new Map(placed.filter(({ userId }) => userIds.has(userId)).map((entry) => [entry.userId, entry])),
      queue: this.#readQueue(commands, [...bookings.values(), ...lapsedHolds], reading),
      bookingsToCancel: commands.some(({ kind }) => kind === 'cancel-event')
        ? this.liveBookings.slice(0, CANCELLATIONS_PER_BATCH)
        : [],
      lapsedHolds,
      hall: this.#hall(),
      answered: this.answers,
    };
  }

  /** In the order of the query. */
  #lapsedHolds(now: Date): Booking[] {
    const endsAt = ({ holdExpiresAt }: Booking): number => holdExpiresAt?.getTime() ?? Infinity;
    return this.liveBookings
      .filter((booking) => booking.status === 'held' && endsAt(booking) <= now.getTime())
      .sort((one, other) => endsAt(one) - endsAt(other) || one.arrivalNumber - other.arrivalNumber);
  }

  #hall(): Hall | null {
    if (this.seats.length === 0) return null;
    const places = [...this.seats.entries()];
    const taken = places.flatMap(([place, { bookingId }]) => (bookingId === null ? [] : [{ place, bookingId }]));
    return {
      plan: buildSeatingPlan(this.seats),
      seats: this.seats,
      placeOf: new Map(places.map(([place, { id }]) => [id, place])),
      states: Uint8Array.from(this.seats, ({ blocked, bookingId }) =>
        blocked ? SEAT.BLOCKED : bookingId === null ? SEAT.FREE : SEAT.TAKEN,
      ),
      seatsOf: new Map(
        [...Map.groupBy(taken, ({ bookingId }) => bookingId)].map(([id, own]) => [id, own.map(({ place }) => place)]),
      ),
    };
  }

  #liveSeatsOf(userId: string): number {
    return this.liveBookings.filter((booking) => booking.userId === userId).reduce((sum, { seats }) => sum + seats, 0);
  }

  /** By arrival, the latest first; from the rows, where the row of the event only remembers. */
  #everServed(): number[] {
    const promoted = [...this.entries.values()].filter(({ status }) => status === 'promoted');
    const direct = [...this.bookings.values()].filter(({ source }) => source === 'direct');
    return [...promoted, ...direct].map(({ arrivalNumber }) => arrivalNumber).sort((one, other) => other - one);
  }

  /** The window says in plain words what the query of `SnapshotRepository` says in SQL. */
  #readQueue(commands: readonly Command[], ending: readonly Booking[], reading: Reading): readonly WaitlistEntry[] {
    const { waiting } = this;
    if (reading === 'entire') return waiting;
    const reachable = this.#reachableSeats(commands, ending);
    const closes = commands.some(({ kind }) => kind === 'cancel-event');
    if (waiting.length === 0 || (reachable === 0 && !closes)) return [];
    const promotions = Math.min(PROMOTIONS_PER_BATCH, reachable);
    const front = Math.max(promotions + commands.length + 1, closes ? CANCELLATIONS_PER_BATCH : 0);
    const ceilings = [largestParty(this.counters), ...commands.flatMap(capacityOf), ...(closes ? [Infinity] : [])];
    const fronts = ceilings.flatMap((most) => waiting.filter(({ seats }) => seats <= most).slice(0, front));
    const fitting = Array.from({ length: Math.min(reachable, SEATS_PER_BOOKING_MAX) }, (_, index) => index + 1).flatMap(
      (size) =>
        waiting.filter(({ seats }) => seats === size).slice(0, Math.floor(promotions / size) + commands.length + 1),
    );
    const read = new Set([...fronts, ...fitting]);
    return waiting.filter((entry) => read.has(entry));
  }

  #reachableSeats(commands: readonly Command[], ending: readonly Booking[]): number {
    const { capacity } = this.counters;
    return commands.reduce(
      (seats, command) => {
        if (command.kind === 'change-capacity') return seats + Math.max(0, command.capacity - capacity);
        return command.kind === 'block-seats' ? seats + command.unblock.length : seats;
      },
      ending.reduce((seats, booking) => seats + booking.seats, seatsFree(this.counters)),
    );
  }
}

/** Sizes that the largest party may have at some moment of this command; blocking passes through all of them. */
function capacityOf(command: Command): number[] {
  if (command.kind === 'change-capacity') return [command.capacity];
  return command.kind === 'block-seats' ? Array.from({ length: SEATS_PER_BOOKING_MAX }, (_, index) => index + 1) : [];
}
