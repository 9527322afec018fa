import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cleanEnvironment } from '#environment';

/** A first start makes a database as well; a minute is far beyond that. */
const START_TIMEOUT_MS = 60_000;

const PROGRAM = join(import.meta.dirname, '..', 'dist', 'main.js');

/** Those of `npm start`; see scripts/lib/prepare.mjs. */
const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=32'];

/** The built server, or another program that says `ready: <origin>`, as a process of its own on a free port of 127.0.0.1. */
export class ServerProcess {
  readonly #child: ChildProcess;
  #output = '';

  /**
   * @param cwd its `.env` is read: a folder that has none, or the right one
   * @param program a file and its arguments, instead of the server's own
   */
  constructor(cwd: string, settings: Readonly<Record<string, string>>, program: readonly string[] = [PROGRAM]) {
    this.#child = spawn(process.execPath, [...NODE_FLAGS, ...program], {
      cwd,
      env: cleanEnvironment({ ...settings, HOST: '127.0.0.1', PORT: '0' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
  }

  /** @returns the origin it answers on, once it has said so */
  async ready(): Promise<string> {
    const deadline = AbortSignal.timeout(START_TIMEOUT_MS);
    const ended = once(this.#child, 'exit').then(() => true);
    for (;;) {
      const origin = /ready: (http:\/\/\S+)/.exec(this.#output)?.[1];
      if (origin !== undefined) return origin;
      const wasLast = await Promise.race([ended, nextOutput(this.#child, deadline)]);
      if (wasLast) throw new Error(`The server did not start:\n${this.#output}`);
    }
  }

  /** Of the running process. */
  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the server was not started');
    return this.#child.pid;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await exit;
  }
}

/** @returns true when the deadline has passed instead */
async function nextOutput({ stdout }: ChildProcess, deadline: AbortSignal): Promise<boolean> {
  if (!stdout) return true;
  return once(stdout, 'data', { signal: deadline }).then(
    () => false,
    () => true,
  );
}
