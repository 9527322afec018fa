import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gatherCrowd } from '#bench/crowd';
import { cleanEnvironment } from '#environment';
import { CROWD, type World } from '#faults/lab';
import { loadConfig, startDatabase, withDatabaseUrl } from '#product';
import { type ProcessEnd } from '#server-process';
import { ROOT } from '#target';

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 20;

/** The embedded PostgreSQL of a data folder, as a world for buyers: its address is asked for anew after each start. */
export class EmbeddedWorld implements World {
  readonly jwtSecret: string;
  readonly organizer = { email: `${randomUUID()}@example.org`, password: randomUUID() };
  readonly #dataDir: string;
  #databaseUrl = '';
  #crowd: World['crowd'] = [];

  private constructor(dataDir: string, jwtSecret: string) {
    this.#dataDir = dataDir;
    this.jwtSecret = jwtSecret;
  }

  /** Fills the database of an app that runs on this folder. */
  static async populate(dataDir: string, jwtSecret: string): Promise<EmbeddedWorld> {
    const world = new EmbeddedWorld(dataDir, jwtSecret);
    await world.locate();
    world.#crowd = await gatherCrowd(withDatabaseUrl(world.#config, world.#databaseUrl), CROWD);
    return world;
  }

  get databaseUrl(): string {
    return this.#databaseUrl;
  }

  get crowd(): World['crowd'] {
    return this.#crowd;
  }

  /** Finds the server, joining it for a moment as commands do. */
  async locate(): Promise<void> {
    const database = await startDatabase(this.#config, { asApp: false });
    this.#databaseUrl = database.url;
    await database.stop();
  }

  /** Process number of the server. */
  get serverPid(): number {
    return readServerPid(this.#dataDir);
  }

  get #config() {
    return loadConfig({ ROWLOCK_DATA_DIR: this.#dataDir, JWT_SECRET: this.jwtSecret, LOG_LEVEL: 'warn' });
  }
}

function readServerPid(dataDir: string): number {
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0;
}

export const makeSecret = (): string => randomBytes(32).toString('hex');

/** `npm start`, as people type it. */
export class NpmStart {
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  #output = '';

  constructor(settings: Readonly<Record<string, string>>) {
    // Empty counts as absent, whatever an .env of the checkout says.
    const absent = { DATABASE_URL: '', REDIS_URL: '' };
    const child = spawn('npm', ['start'], {
      cwd: ROOT,
      env: cleanEnvironment({ ...absent, HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...settings }),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: npm, its shell, the script and the server end together.
      detached: true,
    });
    this.#child = child;
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve({ code, signal });
      });
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
  }

  get output(): string {
    return this.#output;
  }

  /** @returns where it answers, once it says so */
  async ready(): Promise<string> {
    const deadline = performance.now() + START_TIMEOUT_MS;
    for (;;) {
      const origin = /ready: (http:\/\/\S+)/.exec(this.#output)?.[1];
      if (origin !== undefined) return origin;
      if (this.#child.exitCode !== null || performance.now() > deadline) {
        throw new Error(`npm start did not start:\n${this.#output}`);
      }
      await pause(POLL_MS);
    }
  }

  /** A signal to all of its processes. */
  signal(name: NodeJS.Signals): void {
    if (this.#child.pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    process.kill(-this.#child.pid, name);
  }

  async stop(): Promise<void> {
    this.signal('SIGTERM');
    await this.ended;
  }
}
