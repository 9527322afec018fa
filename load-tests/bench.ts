import { benchAlternatives } from '#bench/alternatives';
import { benchBurst } from '#bench/burst';
import { benchGrowth } from '#bench/growth';
import { benchHotEvent } from '#bench/hot-event';
import { benchIdle } from '#bench/idle';
import { benchInstances } from '#bench/instances';
import { type BenchOptions, readBenchOptions, UsageError } from '#bench/options';
import { markOf, report } from '#bench/report';
import { type Bench, type BenchResult, type Finding, say, sayTable } from '#bench/result';
import { benchSeatMap } from '#bench/seat-map';
import { BenchServers } from '#bench/servers';
import { benchSlowDisk } from '#bench/slow-disk';
import { benchStartup } from '#bench/startup';
import { benchWatchers } from '#bench/watchers';

/** In the order in which they are measured without names: what wants a quiet machine first. */
const BENCHES: Readonly<Record<string, { readonly tells: string; readonly run: Bench }>> = {
  startup: { tells: 'npm start in a fresh checkout, until it answers', run: benchStartup },
  idle: { tells: 'one booking with nobody else there', run: benchIdle },
  watchers: { tells: '1,000 open pages of one event, while nothing changes', run: benchWatchers },
  burst: { tells: '300 at once for 299 seats, 1,000 at once for 100', run: benchBurst },
  'hot-event': {
    tells: 'bookings per second, beside the row-lock transaction and the route without a database',
    run: benchHotEvent,
  },
  alternatives: {
    tells: 'Rowlock and the usual ways to sell seats: throughput, and 300 at once for 299',
    run: benchAlternatives,
  },
  instances: { tells: 'four processes on one event, against one', run: benchInstances },
  'slow-disk': { tells: 'throughput while each commit takes longer', run: benchSlowDisk },
  'seat-map': { tells: 'a map of 50,000 seats, created and read', run: benchSeatMap },
  growth: { tells: 'one booking beside 1,000,000 others, 100,000 who wait, 50,000 seats', run: benchGrowth },
};

/** The one promise that no bench keeps an eye on. */
const BY_ANOTHER_COMMAND: Finding = {
  what: 'memory over an hour of load',
  target: 'flat',
  found: 'npm run load -- soak',
};

const SAME_SIGNAL_MS = 1_000;
/** Exit code of a program that Ctrl-C ended, as a shell has it. */
const STOPPED = 130;

const USAGE = `Usage: npm run bench [-- NAME…] [--rounds N --seconds N]

${Object.entries(BENCHES)
  .map(([name, { tells }]) => `  ${name.padEnd(14)}${tells}`)
  .join('\n')}

Without a name: all of them. Each candidate is measured --rounds times (3) for --seconds (3), in turns.
Quote the ratios: seconds depend on the machine and its mood.
`;

async function main(args: readonly string[]): Promise<void> {
  const options = readBenchOptions(args, Object.keys(BENCHES));
  const servers = new BenchServers();
  stopOnSignals(servers);
  try {
    say('Starting PostgreSQL, Rowlock and a crowd of users …');
    await servers.open();
    const startedAt = new Date();
    const results = await runAll(servers, options);
    const isWhole = options.names.length === Object.keys(BENCHES).length;
    sayFindings([...results.flatMap(({ findings }) => findings), ...(isWhole ? [BY_ANOTHER_COMMAND] : [])]);
    say(`\nReport: ${await report(servers, options, { results, startedAt })}`);
  } finally {
    await servers.close();
  }
}

async function runAll(servers: BenchServers, { names, ...effort }: BenchOptions): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const name of names) {
    const bench = BENCHES[name];
    if (!bench) continue;
    say(`\n${name}: ${bench.tells}`);
    results.push(await bench.run(servers, effort));
  }
  return results;
}

function sayFindings(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  say('\nPromised and found:');
  sayTable(
    ['', 'promised', 'found', ''],
    findings.map((finding) => [finding.what, finding.target, finding.found, markOf(finding)]),
  );
}

/** A Ctrl-C reaches us from the terminal and from npm: only one that comes later is somebody who means it. */
function stopOnSignals(servers: BenchServers): void {
  let askedAt: number | undefined;
  const stop = (): void => {
    if (askedAt !== undefined) {
      if (performance.now() - askedAt > SAME_SIGNAL_MS) process.exit(STOPPED);
      return;
    }
    askedAt = performance.now();
    void servers.close().finally(() => process.exit(STOPPED));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${USAGE}` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}
