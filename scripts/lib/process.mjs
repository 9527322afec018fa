// Starting other programs: with the right Node, signals passed on, exit codes handed back.
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';

/** The checkout. */
export const root = resolve(import.meta.dirname, '..', '..');

/** How soon we notice that nobody waits for us any more. */
const PARENT_POLL_MS = 500;

const bin = join(root, 'node_modules', '.bin');

/** One line about what is going on, apart from what the programs print themselves. */
export const say = (text) => console.log(`› ${text}`);

/** Whether this is a run that must not skip anything. */
export const isCi = () => !['', '0', 'false', undefined].includes(process.env.CI);

/**
 * The Node to run Rowlock with: the one in `node_modules`, whatever the machine has.
 * @throws where that one is missing (install scripts switched off) and ours is too old
 */
export function nodePath() {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const own = join(root, 'node_modules', 'node', 'bin', `node${suffix}`);
  if (existsSync(own)) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Error(
    `Node ${process.versions.node} is too old, and the package "node" has not put a newer one into node_modules. ` +
      'Install with install scripts on (npm config get ignore-scripts), or use Node 22.18 or newer.',
  );
}

/** The environment of our programs: their `node` is the one above, also for programs they start themselves. */
export const environment = (extra = {}) => ({
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
  ...extra,
});

/** Runs a script with Node in the checkout, sharing our terminal. @returns its exit code */
export const runNode = (args, { env = {} } = {}) =>
  run(nodePath(), args, { cwd: root, env: environment(env), stdio: 'inherit' });

/**
 * Runs a program to its end. Signals that reach us go on to it, and we wait for it to finish its work: a Ctrl-C that
 * the terminal has sent to both of us arrives there twice, which programs that drain take as once.
 * @returns its exit code; 128 + n when signal n ended it, as a shell has it
 */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const passOn = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, passOn);
    // `npm start` has a shell between npm and us, which dies of a signal without passing it on.
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== parent) child.kill('SIGTERM');
    }, PARENT_POLL_MS);
    const settle = () => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, passOn);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code, signal) => {
      settle();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** Runs a program quietly. @returns its exit code and everything it printed */
export async function runQuietly(command, args, { env = {} } = {}) {
  const chunks = [];
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  return { code, output: Buffer.concat(chunks).toString('utf8') };
}

/** Runs the work of a script: its exit code becomes ours, and an error is one readable line. */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(`✗ ${error.message}`);
    process.exitCode = 1;
  }
}
