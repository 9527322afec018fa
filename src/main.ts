import 'reflect-metadata';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config, ConfigError, withDatabaseUrl } from './config/config.js';
import { configFromEnvironment } from './config/environment.js';
import { createApp } from './app.setup.js';
import { openDataSource } from './database/data-source.js';
import { EmbeddedPostgresError } from './database/embedded/server-files.js';
import { migrate } from './database/migrate.js';
import { isConnectionLoss } from './database/sql-state.js';
import { startDatabase } from './database/start-database.js';
import { type DemoLogin, plantDemo } from './demo/demo-data.js';
import { WEB_FOLDER } from './http/web-pages.js';

/** Requests in flight get this long to finish; then their connections are cut, and the data is safe all the same. */
const DRAIN_MAX_MS = 10_000;
/** The terminal and npm both pass a Ctrl-C on. A second one later than this is a person who means it. */
const SAME_SIGNAL_MS = 1000;

/** Starts everything in order; each step registers how it is undone, and `stop` undoes them in reverse. */
class Program {
  private readonly undo: (() => Promise<void>)[] = [];
  private starting: Promise<void> = Promise.resolve();
  private stopping: Promise<void> | undefined;

  start(): Promise<void> {
    this.starting = this.startAll();
    return this.starting;
  }

  /** Safe to call more than once: everybody waits for the same end. */
  stop(): Promise<void> {
    this.stopping ??= this.undoAll();
    return this.stopping;
  }

  private async startAll(): Promise<void> {
    const given = await configFromEnvironment();
    const config = await this.startDatabase(given);
    const app = await createApp(config, { webFolder: WEB_FOLDER });
    this.undo.push(() => drain(app));
    // Its passwords are public, so it is only for the database of our own, which nobody else can reach.
    const logins = given.databaseUrl === undefined ? await plantDemo(app) : [];
    await app.listen(config.port, config.host);
    announce(await app.getUrl(), logins);
  }

  private async startDatabase(config: Config): Promise<Config> {
    const database = await startDatabase(config);
    this.undo.push(() => database.stop());
    const dataSource = await openDataSource({ databaseUrl: database.url, poolMax: 2 });
    try {
      await migrate(dataSource);
    } finally {
      await dataSource.destroy();
    }
    return withDatabaseUrl(config, database.url);
  }

  private async undoAll(): Promise<void> {
    // A database that is just being started would be left running: nobody knows it yet.
    await this.starting.catch(() => undefined);
    for (const step of this.undo.reverse()) await step();
  }
}

async function drain(app: NestFastifyApplication): Promise<void> {
  const cut = setTimeout(() => {
    app.getHttpServer().closeAllConnections();
  }, DRAIN_MAX_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}

function announce(url: string, logins: readonly DemoLogin[]): void {
  say(`\nRowlock is ready: ${url}`);
  say(`  API    ${url}/api/docs`);
  for (const { email, password, role } of logins) say(`  Login  ${email}  ${password}  (${role})`);
  say('  Stop   Ctrl-C\n');
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** What went wrong at the start, and what to do about it, where we know. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof EmbeddedPostgresError) return error.message;
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (code === 'EADDRINUSE') {
    return 'The port is in use by another program. Stop that one, or choose another port: PORT=3001 npm start';
  }
  if (code === 'EACCES') return 'This port is not ours to take. Choose one above 1023: PORT=3001 npm start';
  if (isConnectionLoss(error)) return `The database does not answer: ${messageOf(error)}. Check DATABASE_URL.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** An address that resolves to several gives one error with no text of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

async function fail(program: Program, error: unknown): Promise<never> {
  process.stderr.write(`\nRowlock could not go on. ${explain(error)}\n`);
  // What failed may fail again while it is undone; the first error is the one to report.
  await program.stop().catch(() => undefined);
  process.exit(1);
}

function stopOnSignals(program: Program): void {
  let askedAt: number | undefined;
  const onSignal = (): void => {
    const now = performance.now();
    if (askedAt !== undefined) {
      if (now - askedAt > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    askedAt = now;
    say('\nStopping: letting requests finish, then closing the database. Ctrl-C again to stop at once.');
    program.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(program, error),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}

// Whoever read our output is gone: no reason to stop serving, and nobody left to complain to.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const program = new Program();
stopOnSignals(program);
process.on('uncaughtException', (error) => void fail(program, error));
try {
  await program.start();
} catch (error) {
  await fail(program, error);
}
