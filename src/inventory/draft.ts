import { idempotencyId } from './commands.js';
import {
  type AnsweredKey,
  type ChangeKind,
  type Changes,
  type LedgerRow,
  type OutboxMessage,
  type StoredOutcome,
} from './decision.js';
import {
  seatsOnOffer,
  type Booking,
  type Counters,
  type EventTerms,
  type PlacedEntry,
  type WaitlistEntry,
} from './inventory.js';
import { type Snapshot } from './snapshot.js';
import { type EventDetails } from './event-details.js';
import { HallDraft } from './hall-draft.js';
import { withServed } from './waitlist-order.js';

/** What a ledger row says beside the counters, which the draft knows. */
export interface Cause {
  readonly change: ChangeKind;
  readonly actorId: string | null;
  readonly booking?: Booking;
  readonly entry?: WaitlistEntry;
  readonly seats: number;
}

interface Placing {
  readonly entry: WaitlistEntry;
  /** Place in the queue when `departuresBefore` entries had left it. */
  readonly position: number;
  readonly departuresBefore: number;
}

/**
 * The working copy of one event while a batch is decided. Commands read and change it in turn; whatever moves a
 * counter goes through `record`, so that the ledger is complete by construction.
 */
export class Draft {
  terms: EventTerms;
  counters: Counters;
  arrivals: number;
  lastServed: readonly number[];
  promotions = 0;
  /** The mapped seats; `null` on general events. */
  readonly hall: HallDraft | null;

  readonly #snapshot: Snapshot;
  readonly #liveSeats: Map<string, number>;
  readonly #bookings: Map<string, Booking>;
  readonly #newBookings = new Set<string>();
  readonly #changedBookings = new Set<string>();
  readonly #queue: Map<string, WaitlistEntry>;
  readonly #placings = new Map<string, Placing>();
  readonly #newEntries = new Map<string, WaitlistEntry>();
  readonly #endedEntries = new Map<string, WaitlistEntry>();
  readonly #departures: number[] = [];
  readonly #ledger: LedgerRow[] = [];
  readonly #outbox: OutboxMessage[] = [];
  readonly #answered: Map<string, StoredOutcome>;
  readonly #answeredKeys: AnsweredKey[] = [];
  #details: EventDetails = {};

  constructor(
    snapshot: Snapshot,
    readonly now: Date,
  ) {
    this.#snapshot = snapshot;
    this.terms = snapshot.terms;
    this.counters = snapshot.counters;
    this.arrivals = snapshot.arrivals;
    this.lastServed = snapshot.lastServed;
    this.hall = snapshot.hall && new HallDraft(snapshot.hall, snapshot.counters);
    this.#liveSeats = new Map(snapshot.liveSeats);
    this.#bookings = new Map(snapshot.bookings);
    for (const booking of [...snapshot.bookingsToCancel, ...snapshot.lapsedHolds]) {
      this.#bookings.set(booking.id, booking);
    }
    this.#answered = new Map(snapshot.answered);
    this.#queue = new Map(snapshot.queue.map((entry) => [entry.id, entry]));
    for (const [userId, { position, ...entry }] of snapshot.waitingByUser) {
      if (position !== null) this.#placings.set(userId, { entry, position, departuresBefore: 0 });
    }
  }

  /** Free seats that may be given to whoever comes next. */
  get seatsOnOffer(): number {
    return seatsOnOffer(this.counters);
  }

  liveSeatsOf(userId: string): number {
    return this.#liveSeats.get(userId) ?? 0;
  }

  booking(id: string): Booking | undefined {
    return this.#bookings.get(id);
  }

  /** Those who wait and can be reached, in order of arrival. */
  queue(): Iterable<WaitlistEntry> {
    return this.#queue.values();
  }

  waitingEntryOf(userId: string): PlacedEntry | undefined {
    const placing = this.#placings.get(userId);
    if (!placing) return undefined;
    const { entry, position, departuresBefore } = placing;
    const departedAhead = this.#departures.slice(departuresBefore).filter((number) => number < entry.arrivalNumber);
    return { ...entry, position: position - departedAhead.length };
  }

  nextArrival(): number {
    this.arrivals += 1;
    return this.arrivals;
  }

  /** Adds a live booking; `servedNumber` is the arrival number by which its owner was served. */
  addBooking(booking: Booking, servedNumber: number): void {
    this.#bookings.set(booking.id, booking);
    this.#newBookings.add(booking.id);
    this.#liveSeats.set(booking.userId, this.liveSeatsOf(booking.userId) + booking.seats);
    this.lastServed = withServed(this.lastServed, servedNumber);
  }

  changeBooking(booking: Booking): void {
    this.#bookings.set(booking.id, booking);
    if (!this.#newBookings.has(booking.id)) this.#changedBookings.add(booking.id);
  }

  /** Takes a live booking back with its seats; the caller says what it becomes. */
  endBooking(booking: Booking): void {
    this.changeBooking(booking);
    this.hall?.vacate(booking.id);
    this.#liveSeats.set(booking.userId, this.liveSeatsOf(booking.userId) - booking.seats);
  }

  addEntry(entry: WaitlistEntry): void {
    this.#queue.set(entry.id, entry);
    this.#newEntries.set(entry.id, entry);
    this.#placings.set(entry.userId, {
      entry,
      position: this.counters.waiting + 1,
      departuresBefore: this.#departures.length,
    });
  }

  endEntry(entry: WaitlistEntry): void {
    this.#queue.delete(entry.id);
    this.#placings.delete(entry.userId);
    this.#departures.push(entry.arrivalNumber);
    (this.#newEntries.has(entry.id) ? this.#newEntries : this.#endedEntries).set(entry.id, entry);
  }

  editDetails(details: EventDetails): void {
    this.#details = { ...this.#details, ...details };
  }

  /** Moves the counters and writes the ledger row that says so. */
  record({ change, actorId, booking, entry, seats }: Cause, moved: Partial<Counters>): void {
    const before = this.counters;
    this.counters = { ...before, ...moved, ...this.hall?.accessible };
    this.#ledger.push({
      change,
      actorId,
      bookingId: booking?.id ?? null,
      waitlistEntryId: entry?.id ?? null,
      seats,
      before,
      after: this.counters,
    });
  }

  tell(message: OutboxMessage): void {
    this.#outbox.push(message);
  }

  answerGivenTo(userId: string, key: string): StoredOutcome | undefined {
    return this.#answered.get(idempotencyId(userId, key));
  }

  keepAnswer(answer: AnsweredKey): void {
    this.#answered.set(idempotencyId(answer.userId, answer.key), answer);
    this.#answeredKeys.push(answer);
  }

  close(): Changes {
    const pick = (ids: Set<string>): Booking[] =>
      [...ids].map((id) => this.#bookings.get(id)).filter((booking) => booking !== undefined);
    const { status, revision } = this.terms;
    return {
      counters: this.counters,
      arrivals: this.arrivals,
      lastServed: this.lastServed,
      edit: revision === this.#snapshot.terms.revision ? null : { status, revision, details: this.#details },
      newBookings: pick(this.#newBookings),
      changedBookings: pick(this.#changedBookings),
      newEntries: [...this.#newEntries.values()],
      endedEntries: [...this.#endedEntries.values()],
      seats: this.hall?.changes() ?? [],
      ledger: this.#ledger,
      outbox: this.#outbox,
      answeredKeys: this.#answeredKeys,
    };
  }
}
