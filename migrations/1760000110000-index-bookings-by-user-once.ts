import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * One index instead of two finds what a user has booked: what is live of one event, for a batch, and all of it, for their
 * own list, which is sorted when it is asked for. A rush writes all over an index by user, so that one more costs more
 * than one by event (docs/performance.md).
 */
export class IndexBookingsByUserOnce1760000110000 implements MigrationInterface {
  readonly name = 'IndexBookingsByUserOnce1760000110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX bookings_user_id_event_id_status_idx ON bookings (user_id, event_id, status)`);
    await runner.query(`DROP INDEX bookings_event_id_user_id_live_idx`);
    await runner.query(`DROP INDEX bookings_user_id_idx`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX bookings_user_id_idx ON bookings (user_id, created_at DESC, id DESC)`);
    await runner.query(`
      CREATE INDEX bookings_event_id_user_id_live_idx ON bookings (event_id, user_id)
        INCLUDE (seats) WHERE status IN ('held', 'confirmed')`);
    await runner.query(`DROP INDEX bookings_user_id_event_id_status_idx`);
  }
}
