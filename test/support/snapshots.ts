import { idempotencyId, type Command } from '../../src/inventory/commands.js';
import { type Changes, type LedgerRow, type OutboxMessage, type StoredOutcome } from '../../src/inventory/decision.js';
import {
  SEATS_PER_BOOKING_MAX,
  seatsFree,
  type Booking,
  type Counters,
  type EventTerms,
  type PlacedEntry,
  type WaitlistEntry,
} from '../../src/inventory/inventory.js';
import { type QueueWindow, type Snapshot } from '../../src/inventory/snapshot.js';
import { CANCELLATIONS_PER_BATCH } from '../../src/inventory/event-commands.js';
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

/** The rows of one event as its tables would keep them, in memory: what one decision stores, the next one reads. */
export class EventRows {
  terms: EventTerms;
  counters: Counters;
  version = 1;
  arrivals = 0;
  readonly bookings = new Map<string, Booking>();
  readonly entries = new Map<string, WaitlistEntry>();
  readonly ledger: LedgerRow[] = [];
  readonly outbox: OutboxMessage[] = [];
  readonly answers = new Map<string, StoredOutcome>();

  constructor({ capacity, ...terms }: Partial<EventTerms> & { readonly capacity: number }) {
    this.terms = { ...DEFAULT_TERMS, ...terms };
    this.counters = { capacity, seatsConfirmed: 0, seatsHeld: 0, waiting: 0, accessibleSeats: 0, accessibleFree: 0 };
  }

  /** Those who wait, in order of arrival. */
  get waiting(): WaitlistEntry[] {
    return [...this.entries.values()]
      .filter(({ status }) => status === 'waiting')
      .sort((one, other) => one.arrivalNumber - other.arrivalNumber);
  }

  get liveBookings(): Booking[] {
    return [...this.bookings.values()].filter(({ status }) => status === 'confirmed');
  }

  /** What `InventoryRepository.store` does, without its condition. */
  store(changes: Changes): void {
    if (changes.ledger.length > 0) this.version += 1;
    const { counters, arrivals, edit } = changes;
    Object.assign(this, { counters, arrivals });
    if (edit) this.terms = { ...this.terms, ...edit.details, status: edit.status, revision: edit.revision };
    for (const booking of [...changes.newBookings, ...changes.changedBookings]) this.bookings.set(booking.id, booking);
    for (const entry of [...changes.newEntries, ...changes.endedEntries]) this.entries.set(entry.id, entry);
    this.ledger.push(...changes.ledger);
    this.outbox.push(...changes.outbox);
    for (const { userId, key, fingerprint, outcome } of changes.answeredKeys) {
      this.answers.set(idempotencyId(userId, key), { fingerprint, outcome });
    }
  }

  /** What `SnapshotRepository.load` reads for these commands. */
  snapshot(commands: readonly Command[], reading: Reading): Snapshot {
    const userIds = new Set(commands.flatMap((command) => ('userId' in command ? [command.userId] : [])));
    const named = commands.flatMap((command) => (command.kind === 'cancel-booking' ? [command.bookingId] : []));
    const { terms, counters, version, arrivals, waiting } = this;
    const placed = waiting.map((entry, index): PlacedEntry => ({ ...entry, position: index + 1 }));
    const bookings = new Map([...this.bookings].filter(([id]) => named.includes(id)));
    return {
      terms,
      counters,
      version,
      arrivals,
      bookings,
      liveSeats: new Map([...userIds].map((userId) => [userId, this.#liveSeatsOf(userId)])),
      waitingByUser: new Map(placed.filter(({ userId }) => userIds.has(userId)).map((entry) => [entry.userId, entry])),
      queue: this.#readQueue(commands, bookings, reading),
      bookingsToCancel: commands.some(({ kind }) => kind === 'cancel-event')
        ? this.liveBookings.slice(0, CANCELLATIONS_PER_BATCH)
        : [],
      lapsedHolds: [],
      hall: null,
      answered: this.answers,
    };
  }

  #liveSeatsOf(userId: string): number {
    return this.liveBookings.filter((booking) => booking.userId === userId).reduce((sum, { seats }) => sum + seats, 0);
  }

  #lastServed(): number[] {
    const promoted = [...this.entries.values()].filter(({ status }) => status === 'promoted');
    const direct = [...this.bookings.values()].filter(({ source }) => source === 'direct');
    return [...promoted, ...direct]
      .map(({ arrivalNumber }) => arrivalNumber)
      .sort((one, other) => other - one)
      .slice(0, PASSES_MAX);
  }

  /** The window says in plain words what the query of `SnapshotRepository` says in SQL. */
  #readQueue(commands: readonly Command[], bookings: ReadonlyMap<string, Booking>, reading: Reading): QueueWindow {
    const { waiting } = this;
    if (reading === 'entire') return { entries: waiting, lastServed: this.#lastServed() };
    const reachable = this.#reachableSeats(commands, bookings);
    const closes = commands.some(({ kind }) => kind === 'cancel-event');
    if (waiting.length === 0 || (reachable === 0 && !closes)) return { entries: [], lastServed: [] };
    const promotions = Math.min(PROMOTIONS_PER_BATCH, reachable);
    const front = Math.max(promotions + commands.length + 1, closes ? CANCELLATIONS_PER_BATCH : 0);
    const ceilings = [this.counters.capacity, ...commands.flatMap(capacityOf), ...(closes ? [Infinity] : [])];
    const fronts = ceilings.flatMap((most) => waiting.filter(({ seats }) => seats <= most).slice(0, front));
    const fitting = Array.from({ length: Math.min(reachable, SEATS_PER_BOOKING_MAX) }, (_, index) => index + 1).flatMap(
      (size) =>
        waiting.filter(({ seats }) => seats === size).slice(0, Math.floor(promotions / size) + commands.length + 1),
    );
    const read = new Set([...fronts, ...fitting]);
    return { entries: waiting.filter((entry) => read.has(entry)), lastServed: this.#lastServed() };
  }

  #reachableSeats(commands: readonly Command[], bookings: ReadonlyMap<string, Booking>): number {
    const { capacity } = this.counters;
    return commands.reduce((seats, command) => {
      if (command.kind === 'cancel-booking') return seats + (bookings.get(command.bookingId)?.seats ?? 0);
      if (command.kind === 'change-capacity') return seats + Math.max(0, command.capacity - capacity);
      return seats;
    }, seatsFree(this.counters));
  }
}

const capacityOf = (command: Command): number[] => (command.kind === 'change-capacity' ? [command.capacity] : []);
