import { parseArgs } from 'node:util';
import { variable } from '#environment';
import { type ExternalServer } from '#external-server';
import { type DriverName, DRIVERS, type Scenario } from '#scenario';

/** Failed runs are counted up to here; the codes above mean something else. */
export const FAILED_MAX = 100;
/** The arguments make no sense; nothing was run. */
export const MISUSE_EXIT = 101;
/** There was no server to run against, or nowhere to write to. */
export const BROKEN_EXIT = 102;

export const USAGE = `Usage: npm run load -- [SCENARIO…] [options]

Without a SCENARIO all of them run except those that take an hour (see --list).

  --list                        the scenarios and what they prove
  --runs N                      how often each one runs, on a fresh event each time (1)
  --driver artillery|burst|steady
                                only one of them: Artillery spreads its arrivals over a second or more, the burst sends
                                everything at the same moment, the steady one keeps a rate (all that a scenario has)
  --minutes N                   how long soak goes on (60)
  --watch                       what happens while it happens: sold, waiting, refused, requests/s, latency

Without --target a server with a fresh database is started on this machine and removed afterwards.

  --target URL                  a running server; several times for several instances, which requests go to in turn
  --organizer-email ADDRESS     whose events are used (or LOAD_ORGANIZER_EMAIL)
  --organizer-password TEXT     (or LOAD_ORGANIZER_PASSWORD, which does not show in the list of processes)
  --users FILE                  users made by npm run seed on that server

With the server's DATABASE_URL and JWT_SECRET in the environment, users are seeded and the invariants checked.

The exit code is the number of failed runs, ${FAILED_MAX} at most; ${MISUSE_EXIT}: the arguments make no sense; ${BROKEN_EXIT}: nothing could be run.`;

/** What to run. */
export interface Options {
  readonly scenarios: readonly Scenario[];
  readonly runs: number;
  /** Nothing: all that a scenario has. */
  readonly driver: DriverName | undefined;
  readonly minutes: number;
  readonly list: boolean;
  readonly watch: boolean;
  readonly server: ExternalServer | undefined;
}

/** The arguments make no sense; the message says which. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const RUNS_MAX = 1_000;
const MINUTES_DEFAULT = 60;
const MINUTES_MIN = 0.5;
/** A day. */
const MINUTES_MAX = 1_440;

/** @throws {UsageError} */
export function readOptions(args: readonly string[], known: readonly Scenario[]): Options {
  const { values, positionals } = parse(args);
  const driver = DRIVERS.find((name) => name === values.driver);
  if (values.driver !== undefined && !driver) throw new UsageError(`--driver must be one of ${DRIVERS.join(', ')}.`);
  const scenarios = choose(positionals, driver, known);
  if (values.minutes !== undefined && scenarios.every(({ onlyByName }) => onlyByName !== true)) {
    throw new UsageError('--minutes is about soak: name it.');
  }
  return {
    scenarios,
    runs: readRuns(values.runs),
    driver,
    minutes: readMinutes(values.minutes),
    list: values.list === true,
    watch: values.watch === true,
    server: readServer(values),
  };
}

/** The scenarios that were named, each once; without names all but the long ones. */
function choose(names: readonly string[], driver: DriverName | undefined, known: readonly Scenario[]): Scenario[] {
  const plays = ({ drivers }: Scenario): boolean => driver === undefined || drivers.includes(driver);
  if (names.length === 0) return known.filter((scenario) => scenario.onlyByName !== true && plays(scenario));
  return [...new Set(names)].map((name) => {
    const scenario = known.find((candidate) => candidate.name === name);
    if (!scenario) {
      throw new UsageError(`There is no scenario "${name}". There are: ${known.map((one) => one.name).join(', ')}.`);
    }
    if (plays(scenario)) return scenario;
    throw new UsageError(`${name} is not played by ${driver ?? ''}, only by ${scenario.drivers.join(' and ')}.`);
  });
}

function readRuns(text = '1'): number {
  const runs = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (runs < 1 || runs > RUNS_MAX) throw new UsageError(`--runs must be a whole number from 1 to ${RUNS_MAX}.`);
  return runs;
}

function readMinutes(text = String(MINUTES_DEFAULT)): number {
  const minutes = /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (minutes >= MINUTES_MIN && minutes <= MINUTES_MAX) return minutes;
  throw new UsageError(`--minutes must be a number from ${MINUTES_MIN} to ${MINUTES_MAX}.`);
}

type Values = ReturnType<typeof parse>['values'];

function readServer({ target = [], users, ...values }: Values): ExternalServer | undefined {
  if (target.length === 0) return undefined;
  const email = values['organizer-email'] ?? variable('LOAD_ORGANIZER_EMAIL');
  const password = values['organizer-password'] ?? variable('LOAD_ORGANIZER_PASSWORD');
  if (email === undefined || password === undefined) {
    throw new UsageError('--target needs an organizer: --organizer-email and --organizer-password.');
  }
  return {
    origins: target.map(toOrigin),
    organizer: { email, password },
    ...(users === undefined ? {} : { usersFile: users }),
  };
}

function toOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new UsageError('--target must be an address such as http://127.0.0.1:3000.');
  }
  return url.origin;
}

/** What to type to have the same again. The password stays out: reports are passed on. */
export function toCommand({ scenarios, runs, driver, minutes, server }: Options): string {
  const flags = [
    ...(runs === 1 ? [] : ['--runs', String(runs)]),
    ...(driver === undefined ? [] : ['--driver', driver]),
    ...(scenarios.some(({ onlyByName }) => onlyByName) ? ['--minutes', String(minutes)] : []),
    ...(server?.origins.flatMap((origin) => ['--target', origin]) ?? []),
    ...(server ? ['--organizer-email', server.organizer.email] : []),
    ...(server?.usersFile === undefined ? [] : ['--users', server.usersFile]),
  ];
  return ['npm run load --', ...scenarios.map(({ name }) => name), ...flags].join(' ');
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        list: flag,
        watch: flag,
        runs: text,
        driver: text,
        minutes: text,
        target: { type: 'string', multiple: true },
        'organizer-email': text,
        'organizer-password': text,
        users: text,
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
