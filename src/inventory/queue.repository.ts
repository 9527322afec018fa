import { Injectable } from '@nestjs/common';
import { type Statements } from '../database/bounded-transaction.js';
import { CANCELLATIONS_PER_BATCH } from './event-commands.js';
import { type Command } from './commands.js';
import {
  SEATS_PER_BOOKING_MAX,
  largestParty,
  seatsFree,
  type Booking,
  type Counters,
  type WaitlistEntry,
} from './inventory.js';
import { fromEntryRow, type EntryRow } from './rows.js';
import { PROMOTIONS_PER_BATCH } from './waitlist-commands.js';

/** What tells how far into the queue a batch can reach. */
export interface Reach {
  readonly eventId: string;
  readonly counters: Counters;
  readonly commands: readonly Command[];
  /** Bookings that the batch may end. */
  readonly endingBookings: readonly Booking[];
}

/** Reads as much of a waitlist as a batch can reach, however long the waitlist is. */
@Injectable()
export class QueueRepository {
  /**
   * The front of the queue, and of every party size the first ones, as many as could be served by the seats that are
   * free or may become free in this batch.
   */
  async loadWindow(tx: Statements, reach: Reach): Promise<readonly WaitlistEntry[]> {
    const { eventId, counters, commands } = reach;
    const seatsReachable = reachableSeats(reach);
    const closes = commands.some(({ kind }) => kind === 'cancel-event');
    if (counters.waiting === 0 || (seatsReachable === 0 && !closes)) return [];
    const promotions = Math.min(PROMOTIONS_PER_BATCH, seatsReachable);
    const rows: EntryRow[] = await tx.query(
      `WITH front AS (
         SELECT entry.* FROM unnest($2::integer[]) AS ceiling (seats)
          CROSS JOIN LATERAL (
            SELECT * FROM waitlist_entries
             WHERE event_id = $1 AND status = 'waiting' AND seats <= ceiling.seats
             ORDER BY arrival_number LIMIT $3) AS entry
       ), fitting AS (
         SELECT entry.* FROM generate_series(1, $4::integer) AS party (seats)
          CROSS JOIN LATERAL (
            SELECT * FROM waitlist_entries
             WHERE event_id = $1 AND status = 'waiting' AND seats = party.seats
             ORDER BY arrival_number LIMIT $5 / party.seats + $6) AS entry
       )
       SELECT * FROM front UNION SELECT * FROM fitting ORDER BY arrival_number`,
      [
        eventId,
        ceilings(counters, commands),
        // Each departure, by promotion or by leaving, brings one more entry to the front.
        Math.max(closes ? CANCELLATIONS_PER_BATCH : 0, promotions + commands.length + 1),
        Math.min(seatsReachable, SEATS_PER_BOOKING_MAX),
        promotions,
        commands.length + 1,
      ],
    );
    return rows.map(fromEntryRow);
  }
}

/**
 * The sizes of the largest party that can be served at some moment of this batch. A larger one stops nobody, so each
 * of these sizes has a front of its own.
 */
function ceilings(counters: Counters, commands: readonly Command[]): number[] {
  const sizes = new Set([largestParty(counters)]);
  for (const command of commands) {
    if (command.kind === 'change-capacity') sizes.add(command.capacity);
    if (command.kind === 'cancel-event') sizes.add(SEATS_PER_BOOKING_MAX);
    // Blocking seats one by one may pass through every size.
    if (command.kind === 'block-seats') for (let size = 1; size <= SEATS_PER_BOOKING_MAX; size += 1) sizes.add(size);
  }
  return [...sizes];
}

/** The most seats that can be free at some moment of this batch. */
function reachableSeats({ counters, commands, endingBookings }: Reach): number {
  let seats = seatsFree(counters);
  for (const booking of endingBookings) seats += booking.seats;
  for (const command of commands) {
    if (command.kind === 'change-capacity') seats += Math.max(0, command.capacity - counters.capacity);
    if (command.kind === 'block-seats') seats += command.unblock.length;
  }
  return seats;
}
