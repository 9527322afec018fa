import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './typescript-hooks.mjs';

/** The tests do not survive a power cut, so nothing has to reach the disk. */
const TEST_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=400'];

/**
 * Gives the tests a PostgreSQL: that of TEST_DATABASE_URL, or else one of their own in a temporary folder.
 * Jest calls this once per project, so the second call finds the work done.
 */
export default async function globalSetup() {
  if (globalThis.rowlockTestServer !== undefined) return;
  process.env.ROWLOCK_TEST_RUN ??= randomBytes(4).toString('hex');
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    process.env.ROWLOCK_TEST_SERVER = given;
    globalThis.rowlockTestServer = { stop: () => Promise.resolve() };
    return;
  }
  const { startEmbeddedPostgres } = await import('../../src/database/embedded-postgres.ts');
  const dataDir = await mkdtemp(join(tmpdir(), 'rowlock-test-'));
  await chmod(dataDir, 0o755);
  const server = await startEmbeddedPostgres({ dataDir, asApp: true, settings: TEST_SETTINGS });
  process.env.ROWLOCK_TEST_SERVER = server.url;
  globalThis.rowlockTestServer = {
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
