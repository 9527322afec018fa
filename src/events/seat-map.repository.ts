import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';

/** The seat map as JSON text: 50,000 seats are put together where they lie, not row by row in this process. */
@Injectable()
export class SeatMapRepository {
  constructor(private readonly manager: EntityManager) {}

  /** `{ version, sections: [{ section, rows: [{ row, seats: [...] }] }] }`, in the order of the map. */
  async readJson(eventId: string): Promise<string> {
    const rows: { json: string }[] = await this.manager.query(
      `WITH seat AS (
         SELECT seat.place, seat.section, seat.row_name, json_build_object(
                  'id', seat.id, 'label', seat.label, 'number', seat.number, 'x', seat.x, 'y', seat.y,
                  'accessible', seat.accessible,
                  'state', CASE WHEN seat.blocked THEN 'blocked'
                                WHEN booking.status = 'held' THEN 'held'
                                WHEN booking.status = 'confirmed' THEN 'booked'
                                ELSE 'free' END) AS json
           FROM seats AS seat LEFT JOIN current_bookings AS booking ON booking.id = seat.booking_id
          WHERE seat.event_id = $1
       ), line AS (
         SELECT min(place) AS place, section,
                json_build_object('row', row_name, 'seats', json_agg(json ORDER BY place)) AS json
           FROM seat GROUP BY section, row_name
       ), block AS (
         SELECT min(place) AS place,
                json_build_object('section', section, 'rows', json_agg(json ORDER BY place)) AS json
           FROM line GROUP BY section
       )
       SELECT json_build_object(
                'version', (SELECT version FROM events WHERE id = $1),
                'sections', coalesce((SELECT json_agg(json ORDER BY place) FROM block), '[]'))::text AS json`,
      [eventId],
    );
    return rows[0]?.json ?? '{}';
  }
}
