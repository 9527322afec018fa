import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readlink, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  canEnter,
  EmbeddedPostgresError,
  findServerFiles,
  isRoot,
  postgresUser,
  type ServerFiles,
  type SystemUser,
} from './server-files.js';
import { type Cluster } from './cluster.js';

/** Where root keeps what the system user `postgres` has to reach and cannot reach in the checkout. */
const REACHABLE_FOLDER = '/var/lib/rowlock';

/**
 * Settles where the data and the programs are and who runs them. The data is in `<dataDir>/postgres`; for root with a
 * checkout that the system user cannot enter, that is a link to a folder which it can, and the programs are copied.
 * @throws {EmbeddedPostgresError} when the folder cannot be written
 */
export async function settleCluster(dataDir: string, settings: readonly string[]): Promise<Cluster> {
  const home = await makeHome(dataDir);
  const logFile = join(home, 'postgres.log');
  const files = findServerFiles();
  const place = join(home, 'postgres');
  if (!isRoot()) return { files, folder: await linkTarget(place), logFile, user: undefined, settings };
  const user = await runner(place);
  await linkOutside(place, home, user);
  return { files: await reachableFiles(files, user), folder: await linkTarget(place), logFile, user, settings };
}

async function makeHome(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true });
    return await realpath(dataDir);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The data folder ${dataDir} cannot be written. Change its owner, or name another one with ROWLOCK_DATA_DIR.`,
      { cause },
    );
  }
}

/** Existing data is run by its owner: PostgreSQL refuses a folder of somebody else. */
async function runner(place: string): Promise<SystemUser> {
  if (!existsSync(place)) return postgresUser();
  const { uid, gid } = await stat(place);
  return uid === 0 ? postgresUser() : { uid, gid };
}

async function linkOutside(place: string, home: string, user: SystemUser): Promise<void> {
  if ((await isLink(place)) || existsSync(place) || (await canEnter(user, home))) return;
  await mkdir(REACHABLE_FOLDER, { recursive: true, mode: 0o755 });
  const outside = await mkdtemp(join(REACHABLE_FOLDER, 'data-'));
  await chmod(outside, 0o711);
  await symlink(join(outside, 'postgres'), place).catch((error: unknown) => {
    if (!existsSync(place)) throw error;
  });
}

async function reachableFiles(files: ServerFiles, user: SystemUser): Promise<ServerFiles> {
  if (await canEnter(user, files.root)) return files;
  const copy = join(REACHABLE_FOLDER, `postgresql-${files.version}`);
  if (!existsSync(copy)) {
    await mkdir(REACHABLE_FOLDER, { recursive: true, mode: 0o755 });
    const draft = await mkdtemp(`${copy}.new-`);
    await cp(files.root, draft, { recursive: true, verbatimSymlinks: true });
    await chmod(draft, 0o755);
    // Of two copies made at once the first one stays.
    await rename(draft, copy).catch(() => rm(draft, { recursive: true }));
  }
  return { ...files, root: copy };
}

const isLink = (path: string): Promise<boolean> =>
  readlink(path).then(
    () => true,
    () => false,
  );

/** Follows a link also where its target does not exist yet. */
const linkTarget = (path: string): Promise<string> => readlink(path).catch(() => path);
