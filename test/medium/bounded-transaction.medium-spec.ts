import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';
import { BoundedConnection, transactionUntil } from '../../src/database/bounded-transaction.js';
import { openDataSource } from '../../src/database/data-source.js';
import { answersOf } from '../../src/database/pipeline.js';
import { isConnectionLoss } from '../../src/database/sql-state.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

// Goal: a deadline holds however the database behaves. Method: a pool of one connection that somebody else has, a
// statement that sleeps.
describe('a transaction with a deadline', () => {
  let database: TestDatabase;
  let pool: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = await openDataSource({ databaseUrl: database.url, poolMax: 1 });
  });

  afterAll(async () => {
    await pool.destroy();
    await database.drop();
  });

  const soon = (): number => performance.now() + 200;

  it('does not wait for a connection beyond it, and leaves the one that comes late to the others', async () => {
    const occupied = pool.createQueryRunner();
    await occupied.connect();
    const startedAt = performance.now();
    const refused = await transactionUntil(pool, soon(), (tx) => tx.query('SELECT 1')).catch((error: unknown) => error);
    expect(isConnectionLoss(refused)).toBe(true);
    // The pool itself would give up after five seconds.
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    await occupied.release();
    for (let time = 0; time < 3; time += 1) {
      expect(await transactionUntil(pool, soon(), (tx) => tx.query('SELECT 7 AS seven'))).toEqual([{ seven: 7 }]);
    }
  });

  it('cuts off a statement that is not done shortly after it', async () => {
    const startedAt = performance.now();
    const cut = transactionUntil(pool, soon(), (tx) => tx.query('SELECT pg_sleep(7)'));
    expect(isConnectionLoss(await cut.catch((error: unknown) => error))).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(6_000);
    expect(await transactionUntil(pool, soon(), (tx) => tx.query('SELECT 7 AS seven'))).toEqual([{ seven: 7 }]);
  });

  it('leaves the one sent behind its COMMIT alone, also when it failed', async () => {
    const connection = await BoundedConnection.open(pool, soon());
    const failing = connection.transact(soon(), async (tx) => {
      await answersOf([tx.query('SELECT 1 / 0'), tx.commit()]);
    });
    const behind = connection.transact(soon(), (tx) => tx.query('SELECT 7 AS seven'));
    await expect(failing).rejects.toThrow('division by zero');
    expect(await behind).toEqual([{ seven: 7 }]);
    await connection.release();
    expect(await transactionUntil(pool, soon(), (tx) => tx.query('SELECT 8 AS eight'))).toEqual([{ eight: 8 }]);
  });
});
