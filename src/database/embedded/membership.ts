import { Client } from 'pg';
import { EmbeddedPostgresError } from './server-files.js';

/**
 * Advisory locks of the maintenance database. They belong to a session, so a killed process lets go of them at once,
 * which no lock file does. Everybody who uses the server shares `users`; the one app on the data has `app` alone.
 */
const LOCKS = { users: [0x52_4f_57_4c, 2], app: [0x52_4f_57_4c, 3] } as const;

/** How long a second app waits for the first: a restart overlaps with the old process draining. */
const APP_LOCK_PATIENCE_MS = 1_000;
const POLL_MS = 50;

/** One process's use of the embedded server, from `join` to `leave`. */
export interface Membership {
  /**
   * Ends the use.
   * @returns whether nobody else uses the server; then nobody can join any more, and the caller stops it
   */
  leave(): Promise<boolean>;
  /** Settles when the session has ended, whoever ended it. */
  readonly over: Promise<void>;
  /** Closes the session; after `leave`, and after the server was stopped if it was. */
  close(): Promise<void>;
}

/**
 * Joins the users of a running server.
 * @param asApp the app itself, of which there is one at a time; commands such as `verify` join beside it
 * @returns nothing when the last user is just stopping the server: try again
 * @throws {EmbeddedPostgresError} when another app is using the data
 */
export async function joinServer(url: string, asApp: boolean): Promise<Membership | undefined> {
  const client = new Client({
    connectionString: url,
    application_name: `rowlock process ${process.pid}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // The session ends when the server is stopped or crashes; whoever then uses the database notices by itself.
  client.on('error', () => undefined);
  const over = new Promise<void>((resolve) => {
    client.once('end', resolve);
  });
  await client.connect();
  try {
    if (!(await ask(client, 'pg_try_advisory_lock_shared', LOCKS.users))) {
      await client.end();
      return undefined;
    }
    if (asApp) await becomeApp(client);
  } catch (error) {
    await client.end();
    throw error;
  }
  return {
    over,
    leave: async () => {
      try {
        await ask(client, 'pg_advisory_unlock_shared', LOCKS.users);
        return await ask(client, 'pg_try_advisory_lock', LOCKS.users);
      } catch {
        // The session is gone: the server has crashed or was stopped by somebody else, and may be stopped again.
        return true;
      }
    },
    close: () => client.end(),
  };
}

async function becomeApp(client: Client): Promise<void> {
  const until = Date.now() + APP_LOCK_PATIENCE_MS;
  while (!(await ask(client, 'pg_try_advisory_lock', LOCKS.app))) {
    if (Date.now() > until) throw await alreadyInUse(client);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function alreadyInUse(client: Client): Promise<EmbeddedPostgresError> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1 AND l.objid = $2`,
    [...LOCKS.app],
  );
  const holder = rows[0]?.name.replace('rowlock ', '') ?? 'another process';
  return new EmbeddedPostgresError(
    `Rowlock is already running on this data (${holder}). Stop it first, or give this one data of its own ` +
      'with ROWLOCK_DATA_DIR, or let both share a PostgreSQL with DATABASE_URL.',
  );
}

async function ask(client: Client, lock: string, keys: readonly [number, number]): Promise<boolean> {
  const { rows } = await client.query<{ done: boolean }>(`SELECT ${lock}($1, $2) AS done`, [...keys]);
  return rows[0]?.done === true;
}
