import { Injectable } from '@nestjs/common';
import { type Statements } from '../database/bounded-transaction.js';
import { BoundedMap } from '../shared/bounded-map.js';
import { ConflictError } from './conflict.js';
import { SEAT, type Hall, type HallSeat } from './hall.js';
import { buildSeatingPlan, type PlannedSeat } from './seating-plan.js';

/** Halls kept in memory; about 10 MB for one of 50,000 seats. More: memory. Fewer: maps are read again and again. */
const HALLS_MAX = 16;

/** A hall as this process last saw it. */
interface KnownHall extends Hall {
  version: number;
  readonly seatsOf: Map<string, number[]>;
  /** Who has each seat. */
  readonly bookingOf: (string | null)[];
}

interface SeatRow extends PlannedSeat {
  readonly id: string;
  readonly label: string;
}

interface StateRow {
  readonly place: number;
  readonly blocked: boolean;
  readonly booking_id: string | null;
  readonly changed_version: number;
}

/**
 * Reads seat maps. The geometry never changes, so it is read once and kept; of the states only those are read that
 * changed since the version last seen, by whichever instance.
 */
@Injectable()
export class HallRepository {
  readonly #known = new BoundedMap<string, KnownHall>(HALLS_MAX);

  /**
   * The hall as it is for this transaction; valid until the next `load` of the same event.
   * @param version of the event's row that goes with it
   * @throws {ConflictError} the map is newer than that: counters that promise seats the map does not have decide nothing;
   *   or somebody has read it meanwhile, so that what was found may be older than what is known
   */
  async load(tx: Statements, eventId: string, version: number): Promise<Hall> {
    const hall = this.#known.get(eventId) ?? (await this.#survey(tx, eventId));
    const { version: since } = hall;
    // A hall just surveyed has all its seats free, so of those that are there is nothing to learn.
    const changed: StateRow[] = await tx.query(
      `SELECT place, blocked, booking_id, changed_version FROM seats
        WHERE event_id = $1 AND changed_version > $2 AND ($2 > 0 OR blocked OR booking_id IS NOT NULL)`,
      [eventId, since],
    );
    if (hall.version !== since) throw new ConflictError(eventId);
    for (const row of changed) update(hall, row);
    this.#known.set(eventId, hall);
    if (hall.version > version) throw new ConflictError(eventId);
    return hall;
  }

  async #survey(tx: Statements, eventId: string): Promise<KnownHall> {
    const rows: SeatRow[] = await tx.query(
      `SELECT id, label, section, row_name AS row, number, x, y, accessible
         FROM seats WHERE event_id = $1 ORDER BY place`,
      [eventId],
    );
    return {
      plan: buildSeatingPlan(rows),
      seats: rows.map(({ id, label, accessible }): HallSeat => ({ id, label, accessible })),
      placeOf: new Map(rows.map(({ id }, place) => [id, place])),
      states: new Uint8Array(rows.length),
      seatsOf: new Map(),
      bookingOf: rows.map(() => null),
      version: 0,
    };
  }
}

function update(hall: KnownHall, { place, blocked, booking_id, changed_version }: StateRow): void {
  const former = hall.bookingOf[place] ?? null;
  if (former !== booking_id) {
    if (former !== null) leaveSeat(hall, former, place);
    if (booking_id !== null) hall.seatsOf.set(booking_id, [...(hall.seatsOf.get(booking_id) ?? []), place]);
    hall.bookingOf[place] = booking_id;
  }
  hall.states[place] = blocked ? SEAT.BLOCKED : booking_id === null ? SEAT.FREE : SEAT.TAKEN;
  hall.version = Math.max(hall.version, changed_version);
}

function leaveSeat({ seatsOf }: KnownHall, bookingId: string, place: number): void {
  const left = (seatsOf.get(bookingId) ?? []).filter((other) => other !== place);
  if (left.length > 0) seatsOf.set(bookingId, left);
  else seatsOf.delete(bookingId);
}
