import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { variable } from '#environment';

/** Where Debian keeps the programs of PostgreSQL that it does not put on the PATH. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/** The first of these programs that the machine has, by its path. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (variable('PATH') ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** `pgbench` of the newest PostgreSQL that is installed. */
export function findPgbench(): string | undefined {
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES).map(Number) : [];
  const paths = versions.sort((a, b) => b - a).map((version) => join(DEBIAN_POSTGRES, `${version}`, 'bin', 'pgbench'));
  return findProgram('pgbench') ?? paths.find((path) => existsSync(path));
}

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no free port was given'));
      });
    });
  });
}
