import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { readOrMakeSecret } from '../config/secret-file.js';
import { errorCode } from '../shared/error-code.js';
import {
  type Cluster,
  disarmStalePidFile,
  halt,
  initialise,
  isInitialised,
  lastLogLines,
  launch,
  OWNER,
  readPostmaster,
} from './embedded/cluster.js';
import { Keeper } from './embedded/keeper.js';
import { joinServer, type Membership } from './embedded/membership.js';
import { settleCluster } from './embedded/places.js';
import { EmbeddedPostgresError } from './embedded/server-files.js';

/** Crash recovery replays at most a checkpoint's worth of log; a minute is far beyond that. */
const READY_TIMEOUT_MS = 60_000;
/** A start fails when somebody else took the port or was faster with the same data: worth a few tries, not more. */
const ATTEMPTS_MAX = 5;
const POLL_MS = 20;

/** SQLSTATE of a server that is starting up or shutting down. */
const CANNOT_CONNECT_NOW = '57P03';
/** The database is there already, or is being made at this moment. */
const DUPLICATE_DATABASE = ['42P04', '23505'];

/** What to start. */
export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  /** The app itself, of which one at a time may use the data; commands join beside it. */
  readonly asApp: boolean;
  /** More server settings, `name=value`. */
  readonly settings?: readonly string[];
}

/** A running database and the way out of it. */
export interface RunningDatabase {
  readonly url: string;
  /** Ends this process's use; the last one to leave stops the server. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL on `<dataDir>/postgres`, or joins the one already running there: started by another
 * command, or left behind by a killed parent. It listens on 127.0.0.1 only, on a free port, with a random password. For as
 * long as the app runs it is started again, at the same address, whenever it ends.
 * @throws {EmbeddedPostgresError} with what to do: not for this machine, data in use by another app, start failed
 */
export async function startEmbeddedPostgres({
  dataDir,
  asApp,
  settings = [],
}: EmbeddedPostgresOptions): Promise<RunningDatabase> {
  const cluster = await settleCluster(dataDir, settings);
  const password = await readOrMakeSecret(join(dataDir, 'postgres-password'));
  if (!isInitialised(cluster.folder)) await initialise(cluster, password);
  const urlOn = (port: number, database: string): string =>
    `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`;
  const { port, membership } = await startAndJoin(cluster, (onPort) => urlOn(onPort, 'postgres'), { asApp });
  await createDatabase(urlOn(port, 'postgres'));
  const url = urlOn(port, OWNER);
  if (!asApp) return { url, stop: () => stop(cluster, membership) };
  const keeper: Keeper = new Keeper(membership, async () => {
    const isWanted = (): boolean => !keeper.isStopping;
    const again = await startAndJoin(cluster, () => urlOn(port, 'postgres'), { asApp, port, isWanted });
    return again.membership;
  });
  return { url, stop: async () => stop(cluster, await keeper.stop()) };
}

interface StartTerms {
  readonly asApp: boolean;
  /** The port the server had before; without it, a free one. */
  readonly port?: number;
  /** Asked now and then whether it is still worth waiting for. */
  readonly isWanted?: () => boolean;
}

async function startAndJoin(
  cluster: Cluster,
  urlOn: (port: number) => string,
  terms: StartTerms,
): Promise<{ port: number; membership: Membership }> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const port = await ensureRunning(cluster, urlOn, terms);
    const membership = await joinServer(urlOn(port), terms.asApp);
    if (membership !== undefined) return { port, membership };
    await sleep(POLL_MS);
  }
  throw new EmbeddedPostgresError(`The embedded PostgreSQL is being stopped and does not end; see ${cluster.logFile}.`);
}

async function ensureRunning(
  cluster: Cluster,
  urlOn: (port: number) => string,
  { port: givenPort, isWanted = () => true }: StartTerms,
): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX && isWanted(); attempt += 1) {
    const running = readPostmaster(cluster);
    if (running !== undefined) {
      const isOver = (): boolean => !isWanted() || readPostmaster(cluster) === undefined;
      if (await isReady(urlOn(running.port), isOver)) return running.port;
      continue;
    }
    disarmStalePidFile(cluster);
    const { port, hasEnded } = await launch(cluster, givenPort);
    if (await isReady(urlOn(port), () => !isWanted() || hasEnded())) return port;
  }
  throw new EmbeddedPostgresError(`The embedded PostgreSQL did not start. Its log says:\n${lastLogLines(cluster)}`);
}

/** Waits until the server takes connections. @returns false when it ends instead */
async function isReady(url: string, hasEnded: () => boolean): Promise<boolean> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline && !hasEnded()) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      if (isAnswer(error) && errorCode(error) !== CANNOT_CONNECT_NOW) throw error;
      await sleep(POLL_MS);
    }
  }
  return false;
}

/** The server itself has refused, with a SQLSTATE; errors of the socket have codes such as ECONNREFUSED. */
const isAnswer = (error: unknown): boolean => /^[0-9A-Z]{5}$/.test(errorCode(error) ?? '');

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [OWNER]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${OWNER}`);
  } catch (error) {
    // Another command was faster.
    if (!DUPLICATE_DATABASE.includes(errorCode(error) ?? '')) throw error;
  } finally {
    await client.end();
  }
}

async function stop(cluster: Cluster, membership: Membership): Promise<void> {
  if (await membership.leave()) await halt(cluster);
  await membership.close();
}
