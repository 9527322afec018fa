import { type Command } from '../../src/inventory/commands.js';
import { type Outcome } from '../../src/inventory/decision.js';

/** The contract's number: how often a party may be passed over. Written out, so that a changed constant is seen. */
const PASSES = 10;

export interface NaiveTerms {
  readonly capacity: number;
  readonly maxSeatsPerBooking: number;
  readonly maxSeatsPerUser: number;
  readonly waitlistEnabled: boolean;
  readonly waitlistMode: 'auto' | 'offer';
  readonly holdSeconds: number;
  readonly waitlistOfferSeconds: number;
}

interface NaiveBooking {
  readonly id: string;
  readonly userId: string;
  readonly seats: number;
  readonly source: 'direct' | 'waitlist';
  status: 'held' | 'confirmed' | 'cancelled' | 'expired';
  /** `null` where it never was a hold. */
  readonly holdExpiresAt: Date | null;
}

const isLive = ({ status }: NaiveBooking): boolean => status === 'held' || status === 'confirmed';

interface Party {
  readonly entryId: string;
  readonly userId: string;
  readonly seats: number;
  readonly bookingId: string;
  /** Counted by hand, whenever somebody who came later is served. */
  passes: number;
}

/**
 * One event by the letter of the contract, as simple as can be: a list of bookings, a list of those who wait, every
 * question answered by walking over them. It shares no code with the inventory and says its answers in words.
 */
export class NaiveEvent {
  capacity: number;
  revision = 1;
  isCancelled = false;
  readonly bookings: NaiveBooking[] = [];
  waiting: Party[] = [];
  /** How often the queue stopped for a party passed over ten times: tells a test that it got that far. */
  stops = 0;
  /** How often an offer lapsed and its seats passed on at once. */
  passedOn = 0;
  #now = new Date(0);
  #maxSeatsPerUser: number;
  readonly #terms: NaiveTerms;
  readonly #answers = new Map<string, { fingerprint: string; answer: string }>();

  constructor(terms: NaiveTerms) {
    this.#terms = terms;
    this.capacity = terms.capacity;
    this.#maxSeatsPerUser = terms.maxSeatsPerUser;
  }

  get seatsFree(): number {
    return this.capacity - this.liveBookings.reduce((sum, { seats }) => sum + seats, 0);
  }

  get liveBookings(): NaiveBooking[] {
    return this.bookings.filter(isLive);
  }

  /** Takes one command and says the answer in the words of `inWords`. Time never runs backwards. */
  take(command: Command, now: Date): string {
    this.#now = now;
    this.#expire();
    const key = 'idempotency' in command ? `${command.userId}/${command.idempotency.key}` : undefined;
    const fingerprint = 'idempotency' in command ? command.idempotency.fingerprint : '';
    const given = key === undefined ? undefined : this.#answers.get(key);
    if (given) return given.fingerprint === fingerprint ? `again: ${given.answer}` : 'refused: idempotency-key-reused';
    const answer = this.#answer(command);
    if (key !== undefined && !answer.startsWith('refused')) this.#answers.set(key, { fingerprint, answer });
    return answer;
  }

  #answer(command: Command): string {
    switch (command.kind) {
      case 'book':
        return this.#book(command);
      case 'join-waitlist':
        return this.#join(command);
      case 'cancel-booking':
        return this.#cancel(command.bookingId);
      case 'leave-waitlist':
        return this.#leave(command.userId);
      case 'change-capacity':
        return this.#changeCapacity(command);
      case 'cancel-event':
        return this.#cancelEvent();
      case 'promote':
        return 'served';
      case 'confirm-booking':
        return this.#confirm(command.bookingId);
      case 'block-seats':
        throw new Error(`the naive model knows no ${command.kind}`);
    }
  }

  #book(command: Extract<Command, { kind: 'book' }>): string {
    const { userId, seats, joinWaitlist } = command;
    const refusal = this.#refusal(userId, seats);
    if (refusal !== undefined) return refusal;
    const own = this.waiting.find((party) => party.userId === userId);
    if (seats <= this.seatsFree && this.#whoIsDue() === 'nobody') return this.#sell(command, own?.seats ?? 0);
    if (!joinWaitlist) return 'refused: sold-out';
    if (own) return this.#place(own, 'sold-out');
    if (!this.#terms.waitlistEnabled || seats > this.capacity) return 'refused: sold-out';
    return this.#enrol(command, 'sold-out');
  }

  #sell({ userId, seats, voucher, hold }: Extract<Command, { kind: 'book' }>, seatsWaitedFor: number): string {
    if (seatsWaitedFor > 0 && this.#liveSeatsOf(userId) + seatsWaitedFor + seats > this.#maxSeatsPerUser) {
      return 'refused: user-limit-exceeded';
    }
    for (const party of this.waiting) party.passes += 1;
    const booking = { id: voucher.bookingId, userId, seats, source: 'direct' as const };
    this.#add(booking, hold ? this.#terms.holdSeconds : null);
    return `${hold ? 'held' : 'booked'} ${voucher.bookingId}`;
  }

  /** @param seconds how long it is a hold; `null`: it is booked for good */
  #add(booking: Pick<NaiveBooking, 'id' | 'userId' | 'seats' | 'source'>, seconds: number | null): void {
    const holdExpiresAt = seconds === null ? null : new Date(this.#now.getTime() + seconds * 1_000);
    this.bookings.push({ ...booking, status: seconds === null ? 'confirmed' : 'held', holdExpiresAt });
  }

  /** Whoever looks finds lapsed holds gone, and their seats with those who wait. */
  #expire(): void {
    for (const booking of this.bookings) {
      if (booking.status !== 'held' || booking.holdExpiresAt === null || booking.holdExpiresAt > this.#now) continue;
      booking.status = 'expired';
      if (booking.source === 'waitlist' && this.waiting.length > 0) this.passedOn += 1;
    }
    this.#serve();
  }

  #confirm(bookingId: string): string {
    const booking = this.bookings.find(({ id }) => id === bookingId);
    if (!booking) return 'refused: booking-not-found';
    if (booking.status === 'expired') return 'refused: hold-expired';
    if (booking.status === 'cancelled') return 'refused: booking-not-held';
    booking.status = 'confirmed';
    return `confirmed ${bookingId}`;
  }

  #join(command: Extract<Command, { kind: 'join-waitlist' }>): string {
    const { userId, seats, reason } = command;
    const refusal = this.#refusal(userId, seats);
    if (refusal !== undefined) return refusal;
    const own = this.waiting.find((party) => party.userId === userId);
    if (own) return this.#place(own, reason);
    if (!this.#terms.waitlistEnabled) return `refused: ${reason === 'contended' ? 'contended' : 'event-not-bookable'}`;
    if (seats > this.capacity) return 'refused: sold-out';
    return this.#enrol(command, reason);
  }

  #enrol({ userId, seats, entryId, voucher }: Extract<Command, { entryId: string }>, reason: string): string {
    const party: Party = { entryId, userId, seats, bookingId: voucher.bookingId, passes: 0 };
    this.waiting.push(party);
    this.#serve();
    return this.waiting.includes(party) ? this.#place(party, reason) : `promoted at once ${entryId} (${reason})`;
  }

  #place(party: Party, reason: string): string {
    return `waits ${party.entryId} at ${this.waiting.indexOf(party) + 1} (${reason})`;
  }

  #cancel(bookingId: string): string {
    const booking = this.bookings.find(({ id }) => id === bookingId);
    if (!booking) return 'refused: booking-not-found';
    if (isLive(booking)) booking.status = 'cancelled';
    this.#serve();
    return `${booking.status} ${bookingId}`;
  }

  #leave(userId: string): string {
    if (!this.waiting.some((party) => party.userId === userId)) return 'refused: waitlist-entry-not-found';
    this.waiting = this.waiting.filter((party) => party.userId !== userId);
    this.#serve();
    return 'left';
  }

  #changeCapacity(command: Extract<Command, { kind: 'change-capacity' }>): string {
    if (command.expectedRevision !== this.revision) return 'refused: revision-stale';
    if (this.isCancelled) return 'refused: event-not-bookable';
    if (command.capacity < this.capacity - this.seatsFree) return 'refused: capacity-below-booked';
    this.revision += 1;
    this.capacity = command.capacity;
    this.#maxSeatsPerUser = command.details.maxSeatsPerUser ?? this.#maxSeatsPerUser;
    this.#serve();
    return 'edited';
  }

  #cancelEvent(): string {
    if (!this.isCancelled) this.revision += 1;
    this.isCancelled = true;
    for (const booking of this.liveBookings) booking.status = 'cancelled';
    this.waiting = [];
    return 'event cancelled';
  }

  #refusal(userId: string, seats: number): string | undefined {
    if (this.isCancelled) return 'refused: event-not-bookable';
    if (seats > this.#terms.maxSeatsPerBooking) return 'refused: validation-failed';
    if (this.#liveSeatsOf(userId) + seats > this.#maxSeatsPerUser) return 'refused: user-limit-exceeded';
    return undefined;
  }

  #liveSeatsOf(userId: string): number {
    return this.liveBookings.filter((booking) => booking.userId === userId).reduce((sum, { seats }) => sum + seats, 0);
  }

  /** Gives free seats away until nobody is due; everybody before the one who is served was passed over. */
  #serve(): void {
    if (this.isCancelled) return;
    for (let due = this.#whoIsDue(); typeof due !== 'string'; due = this.#whoIsDue()) {
      const { bookingId: id, userId, seats } = due;
      for (const party of this.waiting.slice(0, this.waiting.indexOf(due))) party.passes += 1;
      this.waiting = this.waiting.filter((party) => party !== due);
      const { waitlistMode, waitlistOfferSeconds } = this.#terms;
      this.#add({ id, userId, seats, source: 'waitlist' }, waitlistMode === 'offer' ? waitlistOfferSeconds : null);
    }
  }

  #whoIsDue(): Party | 'nobody' | 'a party gathers its seats' {
    for (const party of this.waiting) {
      if (party.seats <= this.seatsFree) return party;
      if (party.seats <= this.capacity && party.passes >= PASSES) {
        if (this.seatsFree > 0) this.stops += 1;
        return 'a party gathers its seats';
      }
    }
    return 'nobody';
  }
}

/** An outcome of the inventory in the words of the naive model: what a buyer can tell apart. */
export function inWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'booked':
      return `${outcome.booking.status === 'held' ? 'held' : 'booked'} ${outcome.booking.id}`;
    case 'confirmed':
      return `confirmed ${outcome.booking.id}`;
    case 'waitlisted':
      return placeInWords(outcome);
    case 'cancelled':
      return `${outcome.booking.status} ${outcome.booking.id}`;
    case 'event-cancelled':
      return 'event cancelled';
    case 'refused':
      return `refused: ${outcome.code}`;
    case 'replayed':
      return `again: ${inWords(outcome.outcome)}`;
    default:
      return outcome.kind;
  }
}

const placeInWords = ({ entry, reason }: Extract<Outcome, { kind: 'waitlisted' }>): string =>
  entry.position === null
    ? `${entry.status} at once ${entry.id} (${reason})`
    : `waits ${entry.id} at ${entry.position} (${reason})`;
