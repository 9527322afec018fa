import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cleanEnvironment } from '#environment';
import { NODE_FLAGS } from '../scripts/lib/node-flags.mjs';

/** A first start makes a database as well; a minute is far beyond that. */
const START_TIMEOUT_MS = 60_000;

const PROGRAM = join(import.meta.dirname, '..', 'dist', 'main.js');

/** How a program ended: its exit code, or the signal that ended it. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * The built server, or another program that says `ready: <origin>`, as a process of its own on 127.0.0.1: on a free port,
 * unless the settings name one.
 */
export class ServerProcess {
  /** Settles when it has ended, in whatever way. */
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  #output = '';

  /**
   * @param cwd its `.env` is read: a folder that has none, or the right one
   * @param program a file and its arguments, instead of the server's own
   */
  constructor(cwd: string, settings: Readonly<Record<string, string>>, program: readonly string[] = [PROGRAM]) {
    this.#child = spawn(process.execPath, [...NODE_FLAGS, ...program], {
      cwd,
      env: cleanEnvironment({ HOST: '127.0.0.1', PORT: '0', ...settings }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const child = this.#child;
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve({ code, signal });
      });
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
  }

  /** @returns the origin it answers on, once it has said so */
  async ready(): Promise<string> {
    const deadline = AbortSignal.timeout(START_TIMEOUT_MS);
    const ended = this.ended.then(() => true);
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

  /** Everything it has printed so far. */
  get output(): string {
    return this.#output;
  }

  /** Sends it a signal; nothing happens when it has ended. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async stop(): Promise<void> {
    this.signal('SIGTERM');
    await this.ended;
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
