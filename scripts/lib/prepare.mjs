// Installing what is missing and building what is stale, so that every command works in a fresh checkout.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_FLAGS } from './node-flags.mjs';
import { nodePath, root, run, runNode, runQuietly, say } from './process.mjs';

const modules = join(root, 'node_modules');
const lockFile = join(root, 'package-lock.json');
const installStamp = join(modules, '.rowlock-installed.json');
const web = join(root, 'web');

/** npm writes its own copy of the lock a moment before or after ours. */
const SAME_INSTALL_MS = 10_000;

const NPM_OPTIONS = [
  // The tools are development packages, and NODE_ENV=production would leave them out.
  '--include=dev',
  '--prefer-offline',
  '--no-audit',
  '--no-fund',
  // Below "error" npm warns that the machine's Node is older than the one we run with.
  '--loglevel=error',
];

/** All packages but those of the load tests. */
const WITHOUT_LOAD_TESTS = ['--workspace=web', '--include-workspace-root'];

/**
 * Installs the packages when they are absent or older than the lock file. The 590 MB that only the load tests need
 * are left out unless asked for (`loadTests`), and then stay.
 */
export async function install({ loadTests = false } = {}) {
  const { isCurrent, hasLoadTests } = readInstalled();
  if (isCurrent && (hasLoadTests || !loadTests)) {
    // Also what npm was told to install without us: a copy of this tree must know its packages as current, too.
    stamp(hasLoadTests);
    return;
  }
  const everything = loadTests || hasLoadTests;
  say(`Installing packages${everything ? ', those of the load tests too (a minute or two)' : ''} …`);
  // A tree that only lacks the load tests is added to; any other is made anew from the lock file.
  const command = isCurrent ? ['install', '--no-save'] : ['ci'];
  await npm([...command, ...(everything ? [] : WITHOUT_LOAD_TESTS), ...NPM_OPTIONS]);
  stamp(everything);
}

/** Changes the lock file by `change` without making the installed packages count as stale. */
export function amendLock(change) {
  const { isCurrent, hasLoadTests } = readInstalled();
  const lock = JSON.parse(readFileSync(lockFile, 'utf8'));
  writeFileSync(lockFile, `${JSON.stringify(change(lock), null, 2)}\n`);
  if (isCurrent) stamp(hasLoadTests);
}

const stamp = (loadTests) => writeFileSync(installStamp, JSON.stringify({ lock: hashOf(lockFile), loadTests }));

/** Builds the server and the pages where a source or a setting has changed. */
export async function build() {
  await Promise.all([buildServer(), buildPages()]);
}

/** Compiles `src` into `dist`. */
export const buildServer = () =>
  buildStale({
    what: 'the server',
    sources: [join(root, 'src'), ...['.swcrc', 'nest-cli.json', 'package-lock.json', 'tsconfig.json'].map(inRoot)],
    folder: join(root, 'dist'),
    args: [join(modules, '@nestjs', 'cli', 'bin', 'nest.js'), 'build'],
  });

/** Bundles `web/src` into `web/dist`. */
const buildPages = () =>
  buildStale({
    what: 'the pages',
    sources: [
      ...['src', 'public', 'index.html', 'package.json', 'vite.config.ts'].map((name) => join(web, name)),
      inRoot('package-lock.json'),
    ],
    folder: join(web, 'dist'),
    args: [join(modules, 'vite', 'bin', 'vite.js'), 'build', web, '--logLevel', 'warn'],
  });

/** Builds `folder` with a program of ours unless it was built from these very sources. */
async function buildStale({ what, sources, folder, args }) {
  const stampFile = join(folder, '.built-from');
  const current = fingerprint(sources);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === current) return;
  say(`Building ${what} …`);
  const { code, output } = await runQuietly(nodePath(), args);
  if (code !== 0) throw new Error(`Building ${what} failed:\n${output}`);
  writeFileSync(stampFile, current);
}

/** Installs, builds, then runs a file of the server with our Node. @returns its exit code */
export async function runBuilt(args, { pages = false } = {}) {
  await install();
  await (pages ? build() : buildServer());
  return runNode([...NODE_FLAGS, ...args]);
}

async function npm(args) {
  const options = {
    cwd: root,
    stdio: 'inherit',
    // Browsers are found on the machine; the download fails where only the registry can be reached.
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1', PUPPETEER_SKIP_DOWNLOAD: '1' },
  };
  // Under `npm run` npm tells where it is itself; the plain name is for `node scripts/start.mjs`.
  const cli = process.env.npm_execpath;
  const code = cli?.endsWith('.js')
    ? await run(process.execPath, [cli, ...args], options)
    : await run('npm', args, { ...options, shell: process.platform === 'win32' });
  if (code !== 0) throw new Error('The packages could not be installed; npm says why above.');
}

/** What `node_modules` holds, compared with the lock file. */
function readInstalled() {
  if (!existsSync(modules)) return { isCurrent: false, hasLoadTests: false };
  const stamp = existsSync(installStamp) ? JSON.parse(readFileSync(installStamp, 'utf8')) : {};
  return {
    isCurrent: stamp.lock === hashOf(lockFile) || isNewerThanLock(),
    hasLoadTests: stamp.loadTests === true || existsSync(join(modules, 'artillery', 'package.json')),
  };
}

/** Somebody ran npm by hand: its own record tells when. */
function isNewerThanLock() {
  const record = join(modules, '.package-lock.json');
  return existsSync(record) && statSync(record).mtimeMs + SAME_INSTALL_MS >= statSync(lockFile).mtimeMs;
}

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

const inRoot = (name) => join(root, name);

function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesIn)) {
    if (/\.spec\.ts$/.test(file)) continue;
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file}:${mtimeMs}:${size}\n`);
  }
  return hash.digest('hex');
}

/** The files in a folder, or a file itself. */
const filesIn = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesIn(join(path, name)))
    : [path];
