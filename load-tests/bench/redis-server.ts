import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { cleanEnvironment } from '#environment';
import { freePort } from '#free-port';
import { requireProgram } from '../../scripts/lib/programs.mjs';

/** Without data it is there at once; more means that it does not start. */
const START_TIMEOUT_MS = 10_000;
const POLL_MS = 20;

/** A Redis of the bench's own, with the configuration it comes with, and its files in a folder that goes with it. */
export class RedisServer {
  readonly #program: string;
  readonly #folder: string;
  readonly #port: number;
  readonly #client: Redis;
  #child: ChildProcess | undefined;

  private constructor(program: string, folder: string, port: number) {
    this.#program = program;
    this.#folder = folder;
    this.#port = port;
    this.#client = new Redis(this.url, { lazyConnect: true, maxRetriesPerRequest: null });
    // Each failed attempt to connect is an event too; unheard, it would end the process.
    this.#client.on('error', () => undefined);
  }

  /** On a free port, with nothing in it. @throws Error where none is installed */
  static async start(): Promise<RedisServer> {
    const program = requireProgram('Redis');
    const folder = await mkdtemp(join(tmpdir(), 'rowlock-redis-'));
    const server = new RedisServer(program, folder, await freePort());
    await server.restart();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  get client(): Redis {
    return this.#client;
  }

  /** Starts it on the files it left behind. */
  async restart(): Promise<void> {
    const place = ['--port', String(this.#port), '--bind', '127.0.0.1', '--dir', this.#folder];
    const child = spawn(this.#program, place, { env: cleanEnvironment(), stdio: 'ignore' });
    this.#child = child;
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!(await this.#answers())) {
      if (child.exitCode !== null || performance.now() > deadline) throw new Error('redis-server did not start');
      await pause(POLL_MS);
    }
  }

  /** Ends it without a word (SIGKILL), as a crash of the machine's memory does. */
  crash(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** What it does to keep its data: `save 3600 1 300 100 60 10000, appendonly no` unless somebody changed the default. */
  async persistence(): Promise<string> {
    const [, save = ''] = (await this.#client.config('GET', 'save')) as string[];
    const [, appendonly = ''] = (await this.#client.config('GET', 'appendonly')) as string[];
    return `save ${save}, appendonly ${appendonly}`;
  }

  async version(): Promise<string> {
    return /redis_version:(\S+)/.exec(await this.#client.info('server'))?.[1] ?? 'unknown';
  }

  async close(): Promise<void> {
    this.#client.disconnect();
    await this.#end('SIGTERM');
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #answers(): Promise<boolean> {
    const probe = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
    probe.on('error', () => undefined);
    try {
      await probe.connect();
      await probe.ping();
      return true;
    } catch {
      return false;
    } finally {
      probe.disconnect();
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
}
