import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type AvailabilityResponse } from '../events/dto/availability.response.js';
import { type EventStatus } from '../inventory/inventory.js';

/** What is public about an event at one moment. */
export interface EventState {
  /** Expired holds count as free. */
  readonly availability: AvailabilityResponse;
  readonly hasSeatMap: boolean;
  /** Seats of expired holds that wait to be tidied. */
  readonly lapsedSeats: number;
}

/** Asks for the seats of an event that changed after a version. */
export interface SeatsQuestion {
  readonly eventId: string;
  readonly since: number;
}

/** What a seat is now, and at which version it last changed. */
export interface SeatChange {
  readonly eventId: string;
  readonly id: string;
  readonly state: 'free' | 'held' | 'booked' | 'blocked';
  readonly version: number;
}

interface EventRow {
  readonly id: string;
  readonly version: number;
  readonly status: EventStatus;
  readonly seating: 'general' | 'reserved';
  readonly capacity: number;
  readonly seats_confirmed: number;
  readonly seats_held: number;
  readonly waiting: number;
  readonly lapsed_seats: number;
}

/** Reads what watchers are told, of any number of events in one statement. */
@Injectable()
export class LiveRepository {
  /** Events that do not exist are absent. */
  async readStates(tx: EntityManager, eventIds: readonly string[]): Promise<EventState[]> {
    const rows: EventRow[] = await tx.query(
      `SELECT event.id, version, status, seating, capacity, seats_confirmed, seats_held, waiting,
              coalesce(lapsed.seats, 0)::integer AS lapsed_seats
         FROM events AS event
         LEFT JOIN LATERAL (
                SELECT sum(booking.seats) AS seats FROM bookings AS booking
                 WHERE event.seats_held > 0 AND booking.event_id = event.id
                   AND booking.status = 'held' AND booking.hold_expires_at <= clock_timestamp()) AS lapsed ON true
        WHERE event.id = ANY ($1)`,
      [eventIds],
    );
    return rows.map(toEventState);
  }

  /**
   * The seats that changed since, as they are now. Read after the version they are told under, so they are at least as
   * new as it; a seat that is newer comes again with the next version. Bookings are looked up one by one, for the reason
   * given at `SeatMapRepository.readStates`.
   */
  async readSeatChanges(tx: EntityManager, questions: readonly SeatsQuestion[]): Promise<SeatChange[]> {
    return tx.query(
      `SELECT seat.event_id AS "eventId", seat.id, seat.changed_version AS version,
              CASE WHEN seat.blocked THEN 'blocked'
                   WHEN seat.booking_id IS NULL THEN 'free'
                   ELSE coalesce((SELECT CASE status WHEN 'held' THEN 'held' WHEN 'confirmed' THEN 'booked' END
                                    FROM current_bookings WHERE id = seat.booking_id), 'free') END AS state
         FROM unnest($1::uuid[], $2::integer[]) AS question (event_id, since)
         JOIN seats AS seat ON seat.event_id = question.event_id AND seat.changed_version > question.since
        ORDER BY seat.place`,
      [questions.map(({ eventId }) => eventId), questions.map(({ since }) => since)],
    );
  }
}

function toEventState(row: EventRow): EventState {
  const seatsHeld = Math.max(0, row.seats_held - row.lapsed_seats);
  return {
    availability: {
      eventId: row.id,
      version: row.version,
      status: row.status,
      capacity: row.capacity,
      seatsConfirmed: row.seats_confirmed,
      seatsHeld,
      seatsFree: row.capacity - row.seats_confirmed - seatsHeld,
      waiting: row.waiting,
    },
    hasSeatMap: row.seating === 'reserved',
    lapsedSeats: row.lapsed_seats,
  };
}
