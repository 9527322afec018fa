import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate, migrateDown } from '../../src/database/migrate.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';

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
});
