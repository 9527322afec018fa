import { join } from 'node:path';
import { aimAtServer } from '#external-server';
import { describeMachine } from '#machine';
import {
  BROKEN_EXIT,
  FAILED_MAX,
  MISUSE_EXIT,
  type Options,
  readOptions,
  toCommand,
  USAGE,
  UsageError,
} from '#options';
import { startOwnServer, stopOwnServers } from '#own-server';
import { perform } from '#perform';
import { stopPrograms } from '#program';
import { Recorder } from '#recorder';
import { writeReports } from '#report/write';
import { type RunRecord } from '#run-record';
import { type DriverName, type Scenario } from '#scenario';
import { SCENARIOS } from '#scenarios';
import { type Target } from '#target';
import { Users } from '#users';
import { toLines } from '#verdict';
import { watch } from '#watch';

const REPORTS = join(import.meta.dirname, 'reports');

/** Somebody asked us to stop. */
const stopping = new AbortController();

/** One turn of the plan: a scenario, by one driver, for the n-th time. */
interface Turn {
  readonly scenario: Scenario;
  readonly driver: DriverName;
  readonly number: number;
}

/** Runs what was asked for. @returns the exit code; see `USAGE` */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, SCENARIOS);
  if (options.list) {
    for (const scenario of SCENARIOS) say(describe(scenario));
    return 0;
  }
  const leftOut = SCENARIOS.filter(({ onlyByName }) => onlyByName).filter((one) => !options.scenarios.includes(one));
  if (args.every((arg) => SCENARIOS.every(({ name }) => name !== arg))) {
    for (const { name } of leftOut) say(`${name} is left out: it takes an hour. Name it to run it.`);
  }
  if (!options.server) say('Starting a server with a fresh database …');
  const target = options.server ? aimAtServer(options.server) : await startOwnServer();
  try {
    return await runAll(target, options);
  } finally {
    await target.close();
  }
}

async function runAll(target: Target, options: Options): Promise<number> {
  const turns = options.scenarios.flatMap((scenario) => planTurns(scenario, options));
  const users = await Users.seed(
    target,
    turns.map(({ scenario }) => scenario.users),
    (count) => {
      say(`Preparing ${count} users …`);
    },
  );
  const machine = await describeMachine(target);
  const at = new Date().toISOString();
  const runs: RunRecord[] = [];
  for (const turn of turns) {
    const run = await runOnce(target, turn, users, options);
    // What broke off because its server was stopped is no verdict.
    stopping.signal.throwIfAborted();
    for (const line of toLines(run)) say(line);
    runs.push(run);
  }
  const page = await writeReports(
    {
      at,
      command: toCommand(options),
      target: options.server ? options.server.origins.join(' ') : 'a server of its own',
      machine,
      runs,
    },
    join(REPORTS, at.replaceAll(':', '-')),
  );
  return conclude(runs, page);
}

const planTurns = (scenario: Scenario, { driver, runs }: Options): Turn[] =>
  scenario.drivers
    .filter((one) => driver === undefined || one === driver)
    .flatMap((one) => Array.from({ length: runs }, (_, index) => ({ scenario, driver: one, number: index + 1 })));

async function runOnce(
  target: Target,
  { scenario, driver, number }: Turn,
  users: Users,
  { minutes, runs, ...options }: Options,
): Promise<RunRecord> {
  const recorder = new Recorder();
  const title = `${scenario.name}, ${driver}, run ${number} of ${runs}`;
  const stopWatching = options.watch ? watch(title, recorder) : undefined;
  try {
    const taken = users.take(scenario.users);
    return await perform(target, { scenario, driver, number, users: taken, minutes, recorder });
  } finally {
    stopWatching?.();
  }
}

function conclude(runs: readonly RunRecord[], page: string): number {
  const failed = runs.filter(({ passed }) => !passed).length;
  say('');
  if (runs.some(({ checks }) => checks.every(({ name }) => name !== 'invariants'))) {
    say('The invariants were not checked: set DATABASE_URL and JWT_SECRET as the server has them.');
  }
  if (runs.some(({ server }) => !server)) say('/metrics is out of reach: conflicts, batches and memory are not known.');
  say(failed === 0 ? `All ${runs.length} runs passed.` : `${failed} of ${runs.length} runs failed.`);
  say(`Report: ${page}`);
  return Math.min(failed, FAILED_MAX);
}

const describe = ({ name, summary, drivers, onlyByName }: Scenario): string =>
  `${name.padEnd(16)} ${summary} (${drivers.join(', ')}${onlyByName === true ? '; only by name' : ''})`;

function say(line: string): void {
  console.log(line);
}

/** The terminal and npm both pass a Ctrl-C on; once is enough. */
function stopOnSignal(): void {
  if (stopping.signal.aborted) return;
  stopping.abort();
  say('\nStopping …');
  stopPrograms();
  void stopOwnServers().finally(() => process.exit(130));
}

// Not `once`: what restores the cursor after the live view ends the process at once when nobody else listens any more.
process.on('SIGINT', stopOnSignal).on('SIGTERM', stopOnSignal);
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // What was cut off has no news; the process ends once everything is tidied up.
  if (stopping.signal.aborted) await new Promise(() => undefined);
  const isMisuse = error instanceof UsageError;
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}${isMisuse ? `\n\n${USAGE}` : ''}`);
  process.exitCode = isMisuse ? MISUSE_EXIT : BROKEN_EXIT;
}
