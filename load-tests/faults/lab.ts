import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatherCrowd } from '#bench/crowd';
import { type Organizer } from '#api';
import { Instance } from '#faults/instance';
import { PostgresServer } from '#faults/postgres-server';
import { freePort } from '#free-port';
import { loadConfig } from '#product';
import { type User } from '#scenario';

/** People of whom each asks for a seat of an event once. */
export const CROWD = 2_500;

/** Past the server's own deadline of ten seconds: a busy machine, and the time the answer takes. */
export const WAIT_MAX_MS = 12_000;

/** A database with people in it, and how to reach it past everything that is done to servers and wires. */
export interface World {
  readonly databaseUrl: string;
  readonly jwtSecret: string;
  readonly crowd: readonly User[];
  readonly organizer: Organizer;
}

/** One PostgreSQL with a crowd of users, and whatever faults start beside it. All of it is gone after `close`. */
export class Lab {
  readonly postgres: PostgresServer;
  readonly world: World;
  readonly #folder: string;
  /** Undone in reverse. */
  readonly #undo: (() => Promise<void>)[];
  #instances: Instance[] = [];

  private constructor(postgres: PostgresServer, world: World, folder: string, undo: (() => Promise<void>)[]) {
    this.postgres = postgres;
    this.world = world;
    this.#folder = folder;
    this.#undo = undo;
  }

  /** @param undo takes what undoes each step, so that a start that fails half-way can be undone as well */
  static async open(undo: (() => Promise<void>)[]): Promise<Lab> {
    const folder = await makeFolder();
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const postgres = await PostgresServer.create(folder);
    undo.push(() => postgres.stop());
    const world = await populate(postgres.url, randomBytes(32).toString('hex'), folder);
    return new Lab(postgres, world, folder, undo);
  }

  /** Has something undone after the fault, also when it breaks off half-way. */
  atClose(undo: () => Promise<void>): void {
    this.#undo.push(undo);
  }

  /** How much there is to undo by now; for `closeTo`. */
  get mark(): number {
    return this.#undo.length;
  }

  /** Undoes what came after a mark. */
  async closeTo(mark: number): Promise<void> {
    this.#instances = [];
    const problems: unknown[] = [];
    // One step that fails must not leave the others undone.
    while (this.#undo.length > mark)
      await this.#undo
        .pop()?.()
        .catch((error: unknown) => problems.push(error));
    if (problems.length > 0)
      throw new AggregateError(problems, `could not tidy up: ${problems.map(String).join('; ')}`);
  }

  /** Errors in the logs of the instances started since the last mark, each kind once. */
  get errors(): string[] {
    const errors = new Map<string, string>();
    for (const line of this.#instances.flatMap(({ output }) => output.split('\n'))) {
      const { level = 0, msg = '', err } = parseLine(line);
      if (level >= ERROR_LEVEL) errors.set(`${msg} ${err?.message ?? ''}`, line);
    }
    return [...errors.values()];
  }

  /** A server with the settings of production on a port of its own, over the lab's database or another way to it. */
  async startInstance(settings: Readonly<Record<string, string>> = {}): Promise<Instance> {
    const instance = new Instance(this.#folder, {
      DATABASE_URL: this.postgres.url,
      JWT_SECRET: this.world.jwtSecret,
      LOG_LEVEL: 'warn',
      PORT: String(await freePort()),
      ...settings,
    });
    this.watch(instance);
    await instance.start();
    return instance;
  }

  /** Ends an instance with the fault, and listens to its log. */
  watch(instance: Instance): void {
    this.#instances.push(instance);
    this.atClose(() => instance.end());
  }

  /** An empty folder that goes with the fault; everybody may enter it. */
  async folder(): Promise<string> {
    const folder = await makeFolder();
    this.atClose(() => rm(folder, { recursive: true, force: true }));
    return folder;
  }
}

/** Of pino. */
const ERROR_LEVEL = 50;

interface LogLine {
  readonly level?: number;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}

function parseLine(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    // What a program says before its log is set up, or in its last words.
    return {};
  }
}

/** Run by root, PostgreSQL belongs to another user, who has to get through. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rowlock-faults-'));
  await chmod(folder, 0o755);
  return folder;
}

/** Migrates a database, as any first start does, and fills it with people. */
async function populate(databaseUrl: string, jwtSecret: string, folder: string): Promise<World> {
  const settings = { DATABASE_URL: databaseUrl, JWT_SECRET: jwtSecret, LOG_LEVEL: 'warn' };
  const first = new Instance(folder, { ...settings, PORT: '0' });
  await first.start();
  await first.end();
  const crowd = await gatherCrowd(loadConfig(settings), CROWD);
  return { databaseUrl, jwtSecret, crowd, organizer: { email: `${randomUUID()}@example.org`, password: randomUUID() } };
}
