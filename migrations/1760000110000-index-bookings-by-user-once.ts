import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * One index instead of two finds what a user has booked, of one event for a batch and of all for their own list. Their
 * pages lie all over an index of many users, so that each costs a booking more than one of its event (docs/performance.md).
 * The list is sorted when it is asked for: people have dozens of bookings.
 */
export class IndexBookingsByUserOnce1760000110000 implements MigrationInterface {
  readonly name = 'IndexBookingsByUserOnce1760000110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX bookings_user_id_event_id_idx ON bookings (user_id, event_id)`);
    await runner.query(`DROP INDEX bookings_event_id_user_id_live_idx`);
    await runner.query(`DROP INDEX bookings_user_id_idx`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX bookings_user_id_idx ON bookings (user_id, created_at DESC, id DESC)`);
    await runner.query(`
      CREATE INDEX bookings_event_id_user_id_live_idx ON bookings (event_id, user_id)
        INCLUDE (seats) WHERE status IN ('held', 'confirmed')`);
    await runner.query(`DROP INDEX bookings_user_id_event_id_idx`);
  }
}
