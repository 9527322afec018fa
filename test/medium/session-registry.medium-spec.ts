import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SessionRegistry } from '../../src/auth/session-registry.js';
import { SessionsRepository } from '../../src/auth/sessions.repository.js';
import { TokenClock } from '../../src/auth/token-clock.js';
import { newId } from '../../src/shared/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** Past the second for which news are believed. */
const NEWS_ARE_OLD_MS = 1_100;

// Goal: nobody is let in whom the database has lost. Method: take its table away, and a session with it.
describe('SessionRegistry', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  it('looks everybody up anew once the news could not be read: a failover may have lost what was stored last', async () => {
    const { manager } = database.dataSource;
    const [id, userId] = [newId(), newId()];
    await manager.query(
      `INSERT INTO users (id, email, name, role, password_hash) VALUES ($1, 'a@example.org', 'A', 'attendee', 'none')`,
      [userId],
    );
    const sessions = new SessionsRepository();
    await sessions.insert(manager, [
      { id, userId, refreshHash: Buffer.alloc(32), ttlSeconds: 60, accessTtlSeconds: 60 },
    ]);
    const registry = new SessionRegistry(sessions, manager, new TokenClock());
    await registry.onApplicationBootstrap();
    expect(await registry.find(id)).toMatchObject({ userId });

    await manager.query(`ALTER TABLE sessions RENAME TO sessions_elsewhere`);
    await pause(NEWS_ARE_OLD_MS);
    await expect(Promise.resolve(registry.find(id))).rejects.toThrow('sessions');
    await manager.query(`ALTER TABLE sessions_elsewhere RENAME TO sessions`);
    await manager.query(`DELETE FROM sessions WHERE id = $1`, [id]);
    expect(await registry.find(id)).toBeUndefined();
  });
});
