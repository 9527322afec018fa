import { execFile, execFileSync, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../../shared/error-code.js';
import { EmbeddedPostgresError, program, type ServerFiles, type SystemUser } from './server-files.js';

const run = promisify(execFile);

/** The log starts afresh past this size: it is for the last crash, not for history. */
const LOG_BYTES_MAX = 5_000_000;

/** The name of the superuser of the embedded server, and of its database. */
export const OWNER = 'rowlock';

/** One PostgreSQL data folder and the programs and the user that run it. */
export interface Cluster {
  readonly files: ServerFiles;
  /** The real path of the data folder. */
  readonly folder: string;
  readonly logFile: string;
  /** Set when this process is root. */
  readonly user: SystemUser | undefined;
  /** More settings, `name=value`, for tests. */
  readonly settings: readonly string[];
}

/** What `postmaster.pid` says about the server of a data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** Whether the folder holds a finished data folder. */
export const isInitialised = (folder: string): boolean => existsSync(join(folder, 'PG_VERSION'));

/**
 * Makes the data folder. It is made beside its place and moved there when complete, so that a killed first start
 * leaves nothing half done, and of two first starts one wins.
 */
export async function initialise(cluster: Cluster, password: string): Promise<void> {
  const draft = await mkdtemp(`${cluster.folder}.new-`);
  const passwordFolder = await mkdtemp(join(tmpdir(), 'rowlock-'));
  const passwordFile = join(passwordFolder, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (cluster.user !== undefined) {
    for (const path of [draft, passwordFolder, passwordFile]) chownSync(path, cluster.user.uid, cluster.user.gid);
  }
  try {
    await run(
      program(cluster.files, 'initdb'),
      [
        `--pgdata=${draft}`,
        `--username=${OWNER}`,
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
        ...(cluster.settings.includes('fsync=off') ? ['--no-sync'] : []),
      ],
      { ...cluster.user, cwd: dirname(draft) },
    );
    await rename(draft, cluster.folder);
  } catch (cause) {
    if (isInitialised(cluster.folder)) return;
    throw new EmbeddedPostgresError(`The data folder ${cluster.folder} could not be made.`, { cause });
  } finally {
    await Promise.all([draft, passwordFolder].map((path) => rm(path, { recursive: true, force: true })));
  }
}

/**
 * Starts the server on a port of 127.0.0.1, a free one unless given, without waiting for it. It is a process group of its own, so that
 * Ctrl-C in a terminal reaches only us, and the database outlives the requests being drained.
 * @returns the port, and whether the process has ended again
 */
export async function launch(cluster: Cluster, givenPort?: number): Promise<{ port: number; hasEnded: () => boolean }> {
  const port = givenPort ?? (await freePort());
  if (existsSync(cluster.logFile) && statSync(cluster.logFile).size > LOG_BYTES_MAX) rmSync(cluster.logFile);
  await mkdir(dirname(cluster.logFile), { recursive: true });
  const log = openSync(cluster.logFile, 'a', 0o600);
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'timezone=UTC'];
  const child = spawn(
    program(cluster.files, 'postgres'),
    [
      '-D',
      cluster.folder,
      '-p',
      `${port}`,
      ...[...settings, ...cluster.settings].flatMap((setting) => ['-c', setting]),
    ],
    // A log file, not a pipe: the server must be able to write after its parent was killed.
    { ...cluster.user, cwd: cluster.folder, detached: true, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  child.unref();
  return { port, hasEnded: () => ended };
}

/** Stops the server: sessions are ended, everything is on disk afterwards. Does nothing when it is not running. */
export async function halt(cluster: Cluster): Promise<void> {
  if (readPostmaster(cluster) === undefined) return;
  try {
    await run(program(cluster.files, 'pg_ctl'), ['stop', '-D', cluster.folder, '-m', 'fast', '-w', '-t', '60'], {
      ...cluster.user,
      cwd: cluster.folder,
    });
  } catch (cause) {
    if (readPostmaster(cluster) === undefined) return;
    throw new EmbeddedPostgresError(`The embedded PostgreSQL did not stop; see ${cluster.logFile}.`, { cause });
  }
}

/** The server running on this data folder, if there is one: a pid file left by a crash or a reboot does not count. */
export function readPostmaster(cluster: Cluster): Postmaster | undefined {
  const pidFile = join(cluster.folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return isServerOf(cluster.folder, pid) ? { pid, port } : undefined;
}

/**
 * Makes a pid file left by a crash harmless when another program of this user now has that process number: PostgreSQL
 * would take it for a running server and refuse. With the number of its own parent it goes on to its second check,
 * whether any process of the crashed server still lives, and only then starts.
 */
export function disarmStalePidFile(cluster: Cluster): void {
  const pidFile = join(cluster.folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const [, ...rest] = readFileSync(pidFile, 'utf8').split('\n');
  writeFileSync(pidFile, [`${process.pid}`, ...rest].join('\n'));
}

/** The last lines of the server's log, for a message about a failed start. */
export const lastLogLines = ({ logFile }: Cluster): string =>
  existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : '';

function isServerOf(folder: string, pid: number): boolean {
  if (!isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  if (existsSync(commandLine)) return readFileSync(commandLine, 'utf8').split('\0').includes(folder);
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', `${pid}`], { encoding: 'utf8' }).includes(folder);
  } catch {
    // No `ps` (Windows): the number alone has to do.
    return true;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, as somebody else.
    return errorCode(error) === 'EPERM';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
