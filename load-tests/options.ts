import { parseArgs } from 'node:util';
import { variable } from '#environment';
import { type ExternalServer } from '#external-server';

export const USAGE = `Usage: npm run load -- [SCENARIO…] [options]

  --list                        the scenarios and what they prove
  --runs N                      how often each one runs, on a fresh event each time (1)
  --driver artillery|burst      only one of the two: Artillery spreads its arrivals over a second, the burst
                                sends everything at the same moment (both)

Without --target a server with a fresh database is started on this machine and removed afterwards.

  --target URL                  a running server; several times for several instances, which bursts go to in turn
  --organizer-email ADDRESS     whose events are used (or LOAD_ORGANIZER_EMAIL)
  --organizer-password TEXT     (or LOAD_ORGANIZER_PASSWORD, which does not show in the list of processes)
  --users FILE                  users made by npm run seed on that server

With the server's DATABASE_URL and JWT_SECRET in the environment, users are seeded and the invariants checked.`;

export const DRIVERS = ['artillery', 'burst'] as const;

export type DriverName = (typeof DRIVERS)[number];

/** What to run. */
export interface Options {
  /** Names as typed; empty: all. */
  readonly scenarios: readonly string[];
  readonly runs: number;
  readonly drivers: readonly DriverName[];
  readonly list: boolean;
  readonly server: ExternalServer | undefined;
}

/** The arguments make no sense; the message says which. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const RUNS_MAX = 1_000;

/** @throws {UsageError} */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const runs = Number(values.runs ?? '1');
  if (!Number.isInteger(runs) || runs < 1 || runs > RUNS_MAX) {
    throw new UsageError(`--runs must be a whole number from 1 to ${RUNS_MAX}.`);
  }
  const drivers = DRIVERS.filter((driver) => values.driver === undefined || values.driver === driver);
  if (drivers.length === 0) throw new UsageError(`--driver must be one of ${DRIVERS.join(', ')}.`);
  return { scenarios: positionals, runs, drivers, list: values.list === true, server: readServer(values) };
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

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        list: { type: 'boolean' },
        runs: text,
        driver: text,
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
