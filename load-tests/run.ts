import { fireArtillery } from '#artillery';
import { fireBurst } from '#burst';
import { aimAtServer } from '#external-server';
import { countAnswers, judge, measureLatency } from '#judge';
import { type DriverName, type Options, readOptions, USAGE, UsageError } from '#options';
import { startOwnServer, stopOwnServers } from '#own-server';
import { stopPrograms } from '#program';
import { type Run, toLines, writeReport } from '#report';
import { type Scenario } from '#scenario';
import { SCENARIOS } from '#scenarios';
import { type Shot, type Volley } from '#shot';
import { type Target } from '#target';

const DRIVERS: Readonly<Record<DriverName, (target: Target, shots: readonly Shot[]) => Promise<Volley>>> = {
  artillery: ({ origins: [origin = ''] }, shots) => fireArtillery(origin, shots),
  burst: ({ origins }, shots) => fireBurst(origins, shots),
};

/** Keeps one server at a time: scenarios with the same settings share it, one with others gets a fresh one. */
class Servers {
  readonly #external: Options['server'];
  #target: Target | undefined;
  #settings = '';

  constructor(external: Options['server']) {
    this.#external = external;
  }

  async targetFor({ serverEnvironment = {} }: Scenario): Promise<Target> {
    const settings = JSON.stringify(serverEnvironment);
    if (this.#target && settings === this.#settings) return this.#target;
    await this.close();
    this.#settings = settings;
    if (this.#external) {
      this.#target = aimAtServer(this.#external);
    } else {
      say('Starting a server with a fresh database …');
      this.#target = await startOwnServer(serverEnvironment);
    }
    return this.#target;
  }

  async close(): Promise<void> {
    const target = this.#target;
    this.#target = undefined;
    await target?.close();
  }
}

/** Runs what was asked for. @returns 0 when all of it passed, 1 otherwise, 2 when the arguments make no sense */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.list) {
    for (const { name, summary } of SCENARIOS) say(`${name.padEnd(16)} ${summary}`);
    return 0;
  }
  const scenarios = options.scenarios.length === 0 ? SCENARIOS : options.scenarios.map(find);
  const servers = new Servers(options.server);
  try {
    const runs = await runAll(scenarios, options, servers);
    return await conclude(runs, options);
  } finally {
    await servers.close();
  }
}

async function runAll(scenarios: readonly Scenario[], options: Options, servers: Servers): Promise<Run[]> {
  const usersMax = Math.max(...scenarios.map(({ users }) => users));
  const runs: Run[] = [];
  for (const scenario of scenarios) {
    const target = await servers.targetFor(scenario);
    if (runs.length === 0) say(`Preparing ${usersMax} users …`);
    const users = await target.users(usersMax);
    for (const driver of options.drivers) {
      for (let number = 1; number <= options.runs; number += 1) {
        const run = await runOnce(scenario, target, users.slice(0, scenario.users), { driver, number });
        for (const line of toLines(run)) say(line);
        runs.push(run);
      }
    }
  }
  return runs;
}

async function runOnce(
  scenario: Scenario,
  target: Target,
  users: Parameters<Scenario['shots']>[0],
  { driver, number }: { driver: DriverName; number: number },
): Promise<Run> {
  const eventId = await target.api.openEvent(`${scenario.name}, ${driver}, run ${number}`, scenario.event);
  const startedAt = new Date().toISOString();
  const { answers, spreadMs, notes } = await DRIVERS[driver](target, scenario.shots(users, eventId));
  const checks = await judge(scenario, target, eventId, answers);
  return {
    scenario: scenario.name,
    summary: scenario.summary,
    driver,
    number,
    eventId,
    startedAt,
    passed: checks.every(({ passed }) => passed),
    checks,
    counts: countAnswers(answers),
    latency: measureLatency(answers),
    spreadMs,
    notes,
    answers,
  };
}

async function conclude(runs: readonly Run[], { server }: Options): Promise<number> {
  const page = await writeReport(runs, server ? server.origins.join(' ') : 'a server of its own');
  const failed = runs.filter(({ passed }) => !passed).length;
  say('');
  if (runs.some(({ checks }) => checks.every(({ name }) => name !== 'invariants'))) {
    say('The invariants were not checked: set DATABASE_URL and JWT_SECRET as the server has them.');
  }
  say(failed === 0 ? `All ${runs.length} runs passed.` : `${failed} of ${runs.length} runs failed.`);
  say(`Report: ${page}`);
  return failed === 0 ? 0 : 1;
}

function find(name: string): Scenario {
  const scenario = SCENARIOS.find((candidate) => candidate.name === name);
  if (scenario) return scenario;
  throw new UsageError(`There is no scenario "${name}". There are: ${SCENARIOS.map((one) => one.name).join(', ')}.`);
}

function say(line: string): void {
  console.log(line);
}

const stopping = new AbortController();

function stopOnSignal(): void {
  stopping.abort();
  say('\nStopping …');
  stopPrograms();
  void stopOwnServers().finally(() => process.exit(130));
}

process.once('SIGINT', stopOnSignal).once('SIGTERM', stopOnSignal);
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // What was cut off has no news; the process ends once everything is tidied up.
  if (stopping.signal.aborted) await new Promise(() => undefined);
  const isMisuse = error instanceof UsageError;
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}${isMisuse ? `\n\n${USAGE}` : ''}`);
  process.exitCode = isMisuse ? 2 : 1;
}
