import {
  type BookCommand,
  type Command,
  type JoinWaitlistCommand,
  type Placement,
} from '../../src/inventory/commands.js';
import { decide } from '../../src/inventory/decide.js';
import { type Outcome } from '../../src/inventory/decision.js';
import { type Booking } from '../../src/inventory/inventory.js';
import { inWords } from './model.js';
import { EventRows, NOW } from './snapshots.js';

const SECOND_MS = 1_000;

/**
 * One event and what people do to it, for examples of the pure decision: every call is one batch, at a clock the test
 * moves. Bookings are called b1, b2 …, entries e1, e2 … in the order in which their commands were made.
 */
export class EventStory {
  readonly rows: EventRows;
  now = NOW;
  #names = 0;

  constructor(terms: ConstructorParameters<typeof EventRows>[0]) {
    this.rows = new EventRows(terms);
  }

  book(userId: string, seats: number, more: Partial<BookCommand> = {}): BookCommand {
    const placement: Placement = { kind: 'any' };
    return { kind: 'book', userId, seats, placement, hold: false, joinWaitlist: true, ...this.#identity(), ...more };
  }

  hold(userId: string, seats: number, more: Partial<BookCommand> = {}): BookCommand {
    return this.book(userId, seats, { hold: true, ...more });
  }

  /** These seats, by label. */
  choose(userId: string, labels: readonly string[], more: Partial<BookCommand> = {}): BookCommand {
    const seatIds = labels.map((label) => this.seatId(label));
    return this.book(userId, labels.length, { placement: { kind: 'chosen', seatIds }, ...more });
  }

  /** The best seats, together or not, in any section or one. */
  best(userId: string, seats: number, where: { section?: string; adjacentOnly?: boolean } = {}): BookCommand {
    return this.book(userId, seats, { placement: { kind: 'best-available', adjacentOnly: false, ...where } });
  }

  join(userId: string, seats: number): JoinWaitlistCommand {
    return { kind: 'join-waitlist', userId, seats, reason: 'asked', ...this.#identity() };
  }

  block(block: readonly string[], unblock: readonly string[] = []): Command {
    const toIds = (labels: readonly string[]): string[] => labels.map((label) => this.seatId(label));
    const { revision } = this.rows.terms;
    return {
      kind: 'block-seats',
      actorId: 'organizer',
      block: toIds(block),
      unblock: toIds(unblock),
      expectedRevision: revision,
    };
  }

  seatId(label: string): string {
    return this.rows.seats.find((seat) => seat.label === label)?.id ?? label;
  }

  /** Time goes by and nobody does anything, not even the sweeper. */
  pause(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * SECOND_MS);
  }

  /** Decides all commands as one batch, stores what came of it and gives the outcomes. */
  outcomesOf(...commands: Command[]): readonly Outcome[] {
    const { outcomes, changes } = decide(this.rows.snapshot(commands, 'window', this.now), commands, this.now);
    this.rows.store(changes);
    return outcomes;
  }

  answersTo(...commands: Command[]): string[] {
    return this.outcomesOf(...commands).map(inWords);
  }

  booking(id: string): Booking {
    const booking = this.rows.bookings.get(id);
    if (!booking) throw new Error(`there is no booking ${id}`);
    return booking;
  }

  waitingUsers(): string[] {
    return this.rows.waiting.map(({ userId }) => userId);
  }

  /** The seats of the map as a text in the order of the map: `o` free, `h` held, `x` booked, `-` blocked. */
  get map(): string {
    return this.rows.seats
      .map(({ blocked, bookingId }) => {
        if (blocked) return '-';
        if (bookingId === null) return 'o';
        return this.booking(bookingId).status === 'held' ? 'h' : 'x';
      })
      .join('');
  }

  #identity(): Pick<BookCommand, 'voucher' | 'entryId'> {
    this.#names += 1;
    const name = this.#names;
    return { voucher: { bookingId: `b${name}`, reference: `EVT-${name}` }, entryId: `e${name}` };
  }
}

export const confirm = (bookingId: string, actorId = 'ann'): Command => ({
  kind: 'confirm-booking',
  actorId,
  bookingId,
});

export const cancel = (bookingId: string, actorId = 'organizer'): Command => ({
  kind: 'cancel-booking',
  actorId,
  bookingId,
});

export const leave = (userId: string): Command => ({ kind: 'leave-waitlist', userId });

/** What the sweeper sends. */
export const SWEEP: Command = { kind: 'promote' };
