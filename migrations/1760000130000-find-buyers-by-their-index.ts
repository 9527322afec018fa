import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What one buyer has of the event, as plain equalities. */
const EQUAL = 'booking.event_id = live_seats.event_id AND booking.user_id = buyer.id';

/** The same as one comparison of rows, which only an index that starts with these columns can serve. */
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
 * they were counted (docs/performance.md). Now there is only one index to prefer, with the buyer first, for bookings
 * and for waitlist entries.
 */
export class FindBuyersByTheirIndex1760000130000 implements MigrationInterface {
  readonly name = 'FindBuyersByTheirIndex1760000130000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(liveSeats(WITHIN));
    await oneWaitingPerUser(runner, 'user_id, event_id');
  }

  async down(runner: QueryRunner): Promise<void> {
    await oneWaitingPerUser(runner, 'event_id, user_id');
    await runner.query(liveSeats(EQUAL));
  }
}

async function oneWaitingPerUser(runner: QueryRunner, columns: string): Promise<void> {
  await runner.query(`DROP INDEX waitlist_entries_one_waiting_per_user`);
  await runner.query(`
    CREATE UNIQUE INDEX waitlist_entries_one_waiting_per_user ON waitlist_entries (${columns})
      WHERE status = 'waiting'`);
}
