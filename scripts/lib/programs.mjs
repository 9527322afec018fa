// Programs that tests and measurements need and npm cannot bring.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** `variable` names one in a place of its own; `tests` are the files that are of no use without it. */
const PROGRAMS = {
  Redis: { names: ['redis-server', 'valkey-server'], debian: 'redis-server', tests: '*-redis.e2e-spec.ts' },
  Chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    debian: 'chromium',
    variable: 'CHROMIUM_PATH',
    tests: '*.page-spec.ts',
  },
};

/** The first of these programs that the machine has, by its path. */
export function findProgram(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/**
 * The path of "Redis" or "Chromium"; nothing where the machine has none.
 * @throws where its variable names a file that does not exist: to go on without would hide the mistake
 */
export function locate(what) {
  const { names, variable } = PROGRAMS[what];
  const named = variable && process.env[variable];
  if (!named) return findProgram(...names);
  if (existsSync(named)) return named;
  throw new Error(`${variable} is ${named}, which does not exist: name the program of ${what}, or unset the variable.`);
}

/** What to tell somebody who has none. */
export function lackOf(what) {
  const { debian, variable } = PROGRAMS[what];
  const orNamed = variable === undefined ? '' : `, or set ${variable}`;
  return `${what} is not installed (Debian: apt-get install ${debian}${orNamed})`;
}

/** The path of a program one cannot do without. @throws as `locate`, and where there is none, saying what to do */
export function requireProgram(what) {
  const path = locate(what);
  if (path === undefined) throw new Error(`${lackOf(what)}.`);
  return path;
}

/** What this machine lacks: `lack` says so, `tests` are the names of the files that cannot run. @throws as `locate` */
export const missingPrograms = () =>
  Object.entries(PROGRAMS)
    .filter(([what]) => locate(what) === undefined)
    .map(([what, { tests }]) => ({ lack: lackOf(what), tests }));
