import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '#api';
import { seedUsers } from '#database-tools';
import { type User } from '#scenario';
import { ServerProcess } from '#server-process';
import { ROOT } from '#target';

/** A built server and its PostgreSQL, both started for the bench and gone with it. */
export interface Stage {
  readonly origin: string;
  readonly databaseUrl: string;
  readonly users: readonly User[];
  /** An API client of an organizer of its own. */
  organize(): Promise<Api>;
  close(): Promise<void>;
}

/** The parts of the built server that the bench uses in this process. */
interface ServerParts {
  readonly loadConfig: (environment: Readonly<Record<string, string>>) => unknown;
  readonly startDatabase: (config: unknown) => Promise<{ readonly url: string; stop(): Promise<void> }>;
}

/** Starts a server with the defaults of production on a fresh database, and seeds real users with tokens. */
export async function openStage(userCount: number): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'rowlock-bench-'));
  // Run by root, PostgreSQL belongs to another user, who has to get through.
  await chmod(folder, 0o755);
  const settings = { ROWLOCK_DATA_DIR: join(folder, 'data'), JWT_SECRET: randomBytes(32).toString('hex') };
  const { loadConfig, startDatabase } = await loadServerParts();
  const database = await startDatabase(loadConfig(settings));
  const environment = { ...settings, DATABASE_URL: database.url, LOG_LEVEL: 'warn' };
  const server = new ServerProcess(folder, environment);
  const close = async (): Promise<void> => {
    await server.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const origin = await server.ready();
    const users = await seedUsers({ cwd: folder, environment }, userCount);
    const organize = async (): Promise<Api> => {
      const api = new Api(origin, { email: `${randomUUID()}@example.org`, password: randomUUID() });
      await api.register();
      return api;
    };
    return { origin, databaseUrl: database.url, users, organize, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function loadServerParts(): Promise<ServerParts> {
  const parts: unknown[] = await Promise.all([
    import(join(ROOT, 'dist', 'config', 'config.js')),
    import(join(ROOT, 'dist', 'database', 'start-database.js')),
  ]);
  return Object.assign({}, ...parts) as ServerParts;
}
