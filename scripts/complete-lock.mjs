// npm run lock: adds to package-lock.json the optional packages of other machines that npm left out.
//
// A registry mirror may lack what is compiled for other systems. npm then writes a lock file without those packages,
// and `npm ci` refuses that very file ("Missing: … from lock file"). Their versions are known all the same: the package
// that wants them names them exactly. They get no checksum here; npm adds it where the registry has them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { amendLock } from './lib/prepare.mjs';
import { main, root, say } from './lib/process.mjs';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const EXACT_VERSION = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

await main(() => {
  if (process.argv.includes('--check')) return check();
  amendLock((lock) => {
    const missing = missingIn(lock);
    say(`${missing.length} packages of other machines are added to package-lock.json.`);
    const entries = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) });
    return { ...lock, packages: Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en'))) };
  });
  return 0;
});

function check() {
  const missing = missingIn(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  for (const [place] of missing) console.error(`package-lock.json lacks ${place}; run: npm run lock`);
  return missing.length === 0 ? 0 : 1;
}

function missingIn({ packages }) {
  return Object.entries(packages).flatMap(([place, entry]) => missingOf(packages, place, entry));
}

/** The optional packages of one package that the lock file does not know, with the entries they need. */
function missingOf(packages, place, { optionalDependencies = {}, dev, devOptional }) {
  return Object.entries(optionalDependencies)
    .filter(([name, version]) => EXACT_VERSION.test(version) && machineOf(name) !== undefined)
    .filter(([name]) => !isInLock(packages, place, name))
    .map(([name, version]) => [
      `node_modules/${name}`,
      { version, ...machineOf(name), ...(dev || devOptional ? { dev: true } : {}), optional: true },
    ]);
}

/** Whether the package is at one of the places where Node would look for it. */
function isInLock(packages, place, name) {
  const parts = place.split('/node_modules/');
  const nested = parts.map((_, depth) => `${parts.slice(0, depth + 1).join('/node_modules/')}/node_modules/${name}`);
  return [`node_modules/${name}`, ...nested].some((path) => path in packages);
}

/** The machine a package is compiled for, as its name tells: `@swc/core-linux-x64-musl`. */
function machineOf(name) {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined) return undefined;
  const musl = words.some((word) => word.startsWith('musl'));
  const gnu = words.some((word) => word.startsWith('gnu'));
  const libc = musl ? { libc: ['musl'] } : gnu && os === 'linux' ? { libc: ['glibc'] } : {};
  return { os: [os], cpu: [cpu], ...libc };
}
