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

  /**
   * The part that changes; an expired hold is free, whether or not it has been tidied. Bookings are looked up one by one:
   * a join was planned as a scan of everybody's bookings, or by stale statistics as a loop over loops
   * (docs/performance.md).
   */
  async readStates(eventId: string): Promise<SeatStates> {
    const rows: SeatStates[] = await this.manager.query(
      `SELECT (SELECT version FROM events WHERE id = $1) AS version,
              coalesce(string_agg(CASE WHEN blocked THEN 'b'
                                       WHEN booking_id IS NULL THEN 'f'
                                       ELSE coalesce((SELECT CASE status WHEN 'held' THEN 'h' WHEN 'confirmed' THEN 'c' END
                                                        FROM current_bookings WHERE id = booking_id), 'f') END,
                                  '' ORDER BY place), '') AS states
         FROM seats WHERE event_id = $1`,
      [eventId],
    );
    return rows[0] ?? { version: 0, states: '' };
  }
}
