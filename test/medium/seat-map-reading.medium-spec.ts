import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EntityManager } from 'typeorm';
import { SeatMapRepository } from '../../src/events/seat-map.repository.js';
import { expandSeatMap } from '../../src/inventory/seat-map.js';
import { LiveRepository } from '../../src/live/live.repository.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { insertUsers, openEvent, openInstance } from '../support/inventory.js';

const OTHER_BOOKINGS = 20_000;

// Goal: what others have booked costs nobody who looks at a map. Method: a hall beside many bookings of another event,
// and a look at what PostgreSQL has scanned for it.
describe('reading a seat map beside many bookings', () => {
  let database: TestDatabase;
  let hallId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource } = database;
    const instance = openInstance(dataSource);
    const [organizerId = '', buyerId = ''] = await insertUsers(dataSource, 2);
    const map = expandSeatMap({ blocks: [{ section: 'S', rows: 50, seatsPerRow: 40 }] });
    if ('errors' in map) throw new Error('the map is not a good one');
    hallId = await openEvent(dataSource, instance, { capacity: 0, organizerId, map: map.seats });
    const otherId = await openEvent(dataSource, instance, { capacity: OTHER_BOOKINGS, organizerId });
    await instance.send(
      hallId,
      await instance.bookCommand(buyerId, 2, { placement: { kind: 'best-available', adjacentOnly: true } }),
    );
    await dataSource.query(
      `INSERT INTO bookings (id, reference, event_id, user_id, status, seats, seat_labels, source, arrival_number,
                             user_limit, created_at)
       SELECT gen_random_uuid(), 'R' || n, $1, $2, 'confirmed', 1, '{}', 'direct', n, 9, now()
         FROM generate_series(1, $3::integer) AS n`,
      [otherId, buyerId, OTHER_BOOKINGS],
    );
    await dataSource.query('ANALYZE');
  });

  afterAll(async () => {
    await database.drop();
  });

  /** How often the whole of `bookings` was read for `work`. */
  const scansOf = (work: (manager: EntityManager) => Promise<void>): Promise<number> =>
    database.dataSource.transaction(async (manager) => {
      await work(manager);
      const rows: { seq_scan: string }[] = await manager.query(
        `SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'bookings'`,
      );
      return Number(rows[0]?.seq_scan);
    });

  it('scans none of them for the whole map', async () => {
    const scans = await scansOf(async (manager) => {
      const { states } = await new SeatMapRepository(manager).readStates(hallId);
      expect([states.length, states.replaceAll('f', '')]).toEqual([2_000, 'cc']);
    });
    expect(scans).toBe(0);
  });

  it('nor for what changed', async () => {
    const scans = await scansOf(async (manager) => {
      const changes = await new LiveRepository().readSeatChanges(manager, [{ eventId: hallId, since: 0 }]);
      const states = Map.groupBy(changes, ({ state }) => state);
      expect([states.get('free')?.length, states.get('booked')?.length]).toEqual([1_998, 2]);
    });
    expect(scans).toBe(0);
  });
});
