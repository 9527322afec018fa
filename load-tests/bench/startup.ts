import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tidy } from '#bench/figures';
import { type Bench, say } from '#bench/result';
import { type BenchServers } from '#bench/servers';
import { cleanEnvironment } from '#environment';
import { ROOT } from '#target';

const SECONDS_MAX = 8;
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 20;

/** Not part of a fresh checkout, or far too large to copy. */
const LEFT_OUT = new Set(['.git', '.rowlock', 'dist', 'reports', 'coverage']);

/**
 * `npm start` in a fresh checkout whose packages are installed: build, a new PostgreSQL, migrations, demo data, until a
 * request is answered. Each round has a copy of the sources with nothing built in it.
 */
export const benchStartup: Bench = async (servers, { rounds }) => {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    seconds.push(await timeStart(servers));
    say(`  round ${round + 1}  npm start answered after ${tidy(seconds.at(-1) ?? Number.NaN)} s`);
  }
  const worst = Math.max(...seconds);
  return {
    sections: [
      {
        title: 'From npm start to the first answer',
        note: 'Packages installed, nothing built, no data: build, initdb, migrations and demo data are in it.',
        charts: [],
        table: { columns: ['round', 'seconds'], rows: seconds.map((value, round) => [round + 1, value]) },
      },
    ],
    findings: [
      {
        what: 'install done → npm start answering',
        target: `< ${SECONDS_MAX} s`,
        found: `${tidy(worst)} s (slowest of ${rounds})`,
        holds: worst < SECONDS_MAX,
      },
    ],
  };
};

async function timeStart(servers: BenchServers): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'rowlock-start-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  servers.atClose(remove);
  // Run by root, PostgreSQL belongs to another user, who has to get through.
  await chmod(folder, 0o755);
  await copySources(folder);
  const startedAt = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd: folder,
    env: cleanEnvironment({ PORT: '0' }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: npm, its shell and the server end together.
    detached: true,
  });
  servers.atClose(() => end(npm));
  try {
    await waitForAnswer(npm);
    return (performance.now() - startedAt) / 1_000;
  } finally {
    await end(npm);
    await remove();
  }
}

/** Copies what is versioned; packages are linked, wherever there are some. */
async function copySources(folder: string): Promise<void> {
  const packages: string[] = [];
  await cp(ROOT, folder, {
    recursive: true,
    filter: (source) => {
      if (basename(source) === 'node_modules') packages.push(source);
      return basename(source) !== 'node_modules' && !LEFT_OUT.has(basename(source));
    },
  });
  for (const source of packages) await symlink(source, join(folder, relative(ROOT, source)), 'dir');
}

/** Waits until the server has said where it is, and has said there that it can serve. */
async function waitForAnswer(npm: ChildProcess): Promise<void> {
  let output = '';
  for (const stream of [npm.stdout, npm.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const origin = /ready: (http:\/\/\S+)/.exec(output)?.[1];
    if (origin !== undefined) {
      const { status } = await fetch(`${origin}/health/ready`);
      if (status !== 200) throw new Error(`npm start said it was ready, but answered ${status}`);
      return;
    }
    if (npm.exitCode !== null || performance.now() > deadline) throw new Error(`npm start did not start:\n${output}`);
    await pause(POLL_MS);
  }
}

async function end(npm: ChildProcess): Promise<void> {
  if (npm.pid === undefined || npm.exitCode !== null || npm.signalCode !== null) return;
  const closed = once(npm, 'close');
  process.kill(-npm.pid, 'SIGINT');
  await closed;
}
