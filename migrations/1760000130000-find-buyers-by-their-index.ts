import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What one buyer has of the event, as plain equalities. */
const EQUAL = 'booking.event_id = live_seats.event_id AND booking.user_id = buyer.id';

/** The same, with the event in a comparison of rows. */
const WITHIN = `booking.user_id = buyer.id
                     AND (booking.user_id, booking.event_id) BETWEEN (buyer.id, live_seats.event_id)
                                                                 AND (buyer.id, live_seats.event_id)`;

const liveSeats = (isOfBuyer: string): string => `
  CREATE OR REPLACE FUNCTION live_seats(event_id uuid, buyers uuid[])
    RETURNS integer[] LANGUAGE plpgsql SET enable_seqscan = off AS $$
    BEGIN
      RETURN ARRAY(
        SELECT (SELECT coalesce(sum(booking.seats), 0)::integer FROM bookings AS booking
                 WHERE ${isOfBuyer}
                   AND booking.status IN ('held', 'confirmed'))
          FROM unnest(buyers) WITH ORDINALITY AS buyer (id, place)
         ORDER BY buyer.place);
    END
  $$`;

/**
 * PostgreSQL counts rows now and then. Of an event that went on sale since, it thinks that there are next to none, and
 * prefers any index of the event to the one of the buyer: each buyer of a rush had all bookings of the event read, until
 * they were counted (docs/performance.md). None of the indexes that start with the event can serve a comparison that starts
 * with the buyer; the equality beside it tells how little is to be expected.
 */
export class FindBuyersByTheirIndex1760000130000 implements MigrationInterface {
  readonly name = 'FindBuyersByTheirIndex1760000130000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(liveSeats(WITHIN));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(liveSeats(EQUAL));
  }
}
