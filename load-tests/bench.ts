import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Api } from '#api';
import { runClosedLoop } from '#closed-loop';
import { seedUsers } from '#database-tools';
import { hasPgbench, runRowLockBench } from '#row-lock-bench';
import { type User } from '#scenario';
import { ServerProcess } from '#server-process';
import { ROOT } from '#target';

const USAGE = `Usage: npm run bench [-- --rounds N --seconds N]

Measures bookings per second on one hot event, and beside it, on the same PostgreSQL and in turns, the usual
transaction that locks the row for each buyer (pgbench). Quote the ratio: seconds depend on the machine and its mood.
`;

/** Enough that nobody meets the limit of 20 bookings in 10 seconds at 7,000 bookings per second. */
const USERS = 4_000;
const CONNECTIONS = 100;
/** More than any run can sell. */
const CAPACITY = 1_000_000;

/** The parts of the built server that the bench uses in this process. */
interface ServerParts {
  readonly loadConfig: (environment: Readonly<Record<string, string>>) => unknown;
  readonly startDatabase: (config: unknown) => Promise<{ readonly url: string; stop(): Promise<void> }>;
}

async function main(args: readonly string[]): Promise<number> {
  const { rounds, seconds } = readOptions(args);
  const folder = await mkdtemp(join(tmpdir(), 'rowlock-bench-'));
  await chmod(folder, 0o755);
  const settings = { ROWLOCK_DATA_DIR: join(folder, 'data'), JWT_SECRET: randomBytes(32).toString('hex') };
  const { loadConfig, startDatabase } = await loadServerParts();
  const database = await startDatabase(loadConfig(settings));
  const environment = { ...settings, DATABASE_URL: database.url, LOG_LEVEL: 'warn' };
  const server = new ServerProcess(folder, environment);
  try {
    const origin = await server.ready();
    say(`Preparing ${USERS} users …`);
    const users = await seedUsers({ cwd: folder, environment }, USERS);
    await compare(origin, database.url, users, { rounds, seconds });
    return 0;
  } finally {
    await server.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A B A B: both in turns, so that a machine that gets slower or faster meanwhile does so for both. */
async function compare(
  origin: string,
  databaseUrl: string,
  users: readonly User[],
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<void> {
  const withPgbench = hasPgbench();
  if (!withPgbench) say('pgbench is not installed (Debian package postgresql-client): no comparison, only our figure.');
  const ours: number[] = [];
  const theirs: number[] = [];
  await bookFor(origin, users, 1);
  for (let round = 1; round <= rounds; round += 1) {
    if (withPgbench) theirs.push(await runRowLockBench(databaseUrl, seconds));
    ours.push(await bookFor(origin, users, seconds));
    say(`round ${round}: ${perSecond(theirs.at(-1))} row-lock transactions/s, ${perSecond(ours.at(-1))} bookings/s`);
  }
  say(`\nRowlock, one hot event, ${CONNECTIONS} connections   ${perSecond(median(ours))} bookings/s`);
  if (!withPgbench) return;
  say(`SELECT … FOR UPDATE, 64 clients (pgbench)      ${perSecond(median(theirs))} transactions/s`);
  const ratios = ours.map((rate, index) => rate / (theirs[index] ?? Number.NaN));
  say(`ratio, median of ${rounds} rounds                     ${median(ratios).toFixed(1)}`);
}

/** Bookings per second on a fresh event. @throws Error when any answer was not 201: the figure would mean nothing */
async function bookFor(origin: string, users: readonly User[], seconds: number): Promise<number> {
  const api = new Api(origin, { email: `${randomUUID()}@example.org`, password: randomUUID() });
  await api.register();
  const eventId = await api.openEvent('Bench', { seating: 'general', capacity: CAPACITY, maxSeatsPerUser: 1_000 });
  let next = 0;
  const result = await runClosedLoop(origin, { connections: CONNECTIONS, seconds }, () => {
    const user = users[next % users.length];
    next += 1;
    const path = `/api/v1/events/${eventId}/bookings`;
    return { accessToken: user?.accessToken ?? '', path, body: { seats: 1 }, idempotencyKey: randomUUID() };
  });
  const refused = result.answers.find(({ status }) => status !== 201);
  if (refused) throw new Error(`a booking was answered ${refused.status} ${refused.outcome}`);
  return result.answers.length / result.seconds;
}

async function loadServerParts(): Promise<ServerParts> {
  const parts: unknown[] = await Promise.all([
    import(join(ROOT, 'dist', 'config', 'config.js')),
    import(join(ROOT, 'dist', 'database', 'start-database.js')),
  ]);
  return Object.assign({}, ...parts) as ServerParts;
}

function readOptions(args: readonly string[]): { rounds: number; seconds: number } {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '5' } },
  });
  return { rounds: wholeBetween(values.rounds, 1, 20), seconds: wholeBetween(values.seconds, 1, 60) };
}

function wholeBetween(text: string, min: number, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new TypeError(`--rounds takes 1 to 20 and --seconds 1 to 60, not ${text}`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

const perSecond = (rate: number | undefined): string => (rate === undefined ? '–' : Math.round(rate).toString());

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof TypeError;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${isUsage ? USAGE : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}
