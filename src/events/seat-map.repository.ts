import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { SeatMapFrame, type FramedSeat } from './seat-map-frame.js';

/** Who has which seat at one version of the event. */
export interface SeatStates {
  readonly version: number;
  /** A letter for each place of the map, see `SeatMapFrame.fill`; 50,000 rows would take ten times as long. */
  readonly states: string;
}

/** Reads seat maps to show them; changing them is the inventory's alone. */
@Injectable()
export class SeatMapRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The part of a map that never changes. */
  async readFrame(eventId: string): Promise<SeatMapFrame> {
    const seats: FramedSeat[] = await this.manager.query(
      `SELECT id, section, row_name AS row, number, label, x, y, accessible
         FROM seats WHERE event_id = $1 ORDER BY place`,
      [eventId],
    );
    return new SeatMapFrame(seats);
  }

  /** The part that changes; an expired hold is free, whether or not it has been tidied. */
  async readStates(eventId: string): Promise<SeatStates> {
    const rows: SeatStates[] = await this.manager.query(
      `SELECT (SELECT version FROM events WHERE id = $1) AS version,
              coalesce(string_agg(CASE WHEN seat.blocked THEN 'b'
                                       WHEN booking.status = 'held' THEN 'h'
                                       WHEN booking.status = 'confirmed' THEN 'c'
                                       ELSE 'f' END, '' ORDER BY seat.place), '') AS states
         FROM seats AS seat LEFT JOIN current_bookings AS booking ON booking.id = seat.booking_id
        WHERE seat.event_id = $1`,
      [eventId],
    );
    return rows[0] ?? { version: 0, states: '' };
  }
}
