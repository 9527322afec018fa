import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate, migrateDown } from '../../src/database/migrate.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';

const ZERO = '00000000-0000-0000-0000-000000000000';

// Goal: a migration never surprises a live database. Method: run them all on an empty one, back and forth.
describe('migrations', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createEmptyDatabase();
  });

  afterAll(() => database.drop());

  const tables = async (): Promise<string[]> => {
    const rows: { name: string }[] = await database.dataSource.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    return rows.map(({ name }) => name).filter((name) => name !== 'migrations');
  };

  it('run up, down to nothing, and up again to the same schema', async () => {
    const names = await migrate(database.dataSource);
    const first = await tables();
    for (let left = names.length; left > 0; left -= 1) await migrateDown(database.dataSource);
    expect(await tables()).toEqual([]);
    expect(await migrate(database.dataSource)).toEqual(names);
    expect(await tables()).toEqual(first);
    expect(first).toContain('users');
  });

  it('find nothing to do the second time', async () => {
    expect(await migrate(database.dataSource)).toEqual([]);
  });

  it('run once when several instances start at the same time', async () => {
    const empty = await createEmptyDatabase();
    try {
      const runs = await Promise.all([1, 2, 3].map(() => migrate(empty.dataSource)));
      expect(runs.filter((names) => names.length > 0)).toHaveLength(1);
    } finally {
      await empty.drop();
    }
  });

  it('leave a schema that the entities agree with: nothing to generate', async () => {
    const migrated = await createTestDatabase();
    try {
      const { upQueries } = await migrated.dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await migrated.drop();
    }
  });

  it('keep the counters of the ledger, as JSON and as numbers', async () => {
    const old = await createTestDatabase();
    const { dataSource } = old;
    const typeOfCounters = async (): Promise<string> => {
      const [column] = await dataSource.query<{ type: string }[]>(
        `SELECT data_type AS type FROM information_schema.columns WHERE table_name = 'ledger' AND column_name = 'before'`,
      );
      return column?.type ?? 'none';
    };
    const counters = async (): Promise<unknown> =>
      dataSource.query(`SELECT before, after FROM ledger ORDER BY ordinal`);
    const rows = (before: string, after: string): string =>
      `INSERT INTO ledger (event_id, version, ordinal, batch_id, change, seats, before, after, recorded_at)
       SELECT '${ZERO}', 1, (SELECT count(*) FROM ledger), '${ZERO}', 'opened', 1, '${before}', '${after}', now()`;
    try {
      await dataSource.query(rows('{9,1,2,3,5,4}', '{9,2,2,3,5,4}'));
      while ((await typeOfCounters()) === 'ARRAY') await migrateDown(dataSource);
      const json = { capacity: 9, seatsConfirmed: 1, seatsHeld: 2, waiting: 3, accessibleSeats: 5, accessibleFree: 4 };
      expect(await counters()).toEqual([{ before: json, after: { ...json, seatsConfirmed: 2 } }]);

      // From before there were accessible seats.
      await dataSource.query(rows('{"capacity":7,"seatsConfirmed":0,"seatsHeld":0,"waiting":0}', JSON.stringify(json)));
      await migrate(dataSource);
      expect(await counters()).toEqual([
        { before: [9, 1, 2, 3, 5, 4], after: [9, 2, 2, 3, 5, 4] },
        { before: [7, 0, 0, 0, 0, 0], after: [9, 1, 2, 3, 5, 4] },
      ]);
    } finally {
      await old.drop();
    }
  });
});
