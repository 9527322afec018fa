import { join } from 'node:path';
import { type BenchOptions } from '#bench/options';
import { type BenchResult, type Finding } from '#bench/result';
import { type BenchServers } from '#bench/servers';
import { describeMachine } from '#machine';
import { writeBenchReport } from '#report/bench';
import { type BenchSection } from '#report/bench-record';
import { ROOT } from '#target';

const GIGABYTE = 1e9;

/** `✔` or `✘`; a dash where nothing could be measured. */
export function markOf({ holds }: Finding): string {
  if (holds === undefined) return '–';
  return holds ? '✔' : '✘';
}

/** Writes what was measured as a page with charts. @returns its path */
export async function report(
  servers: BenchServers,
  { names, rounds, seconds }: BenchOptions,
  { results, startedAt }: { readonly results: readonly BenchResult[]; readonly startedAt: Date },
): Promise<string> {
  const folder = join(ROOT, 'load-tests', 'reports', startedAt.toISOString().replaceAll(':', '-'));
  const findings = results.flatMap((result) => result.findings);
  const missed = findings.filter(({ holds }) => holds === false).length;
  return writeBenchReport(
    {
      title: 'Rowlock bench',
      summary:
        `${findings.length - missed} of ${findings.length} promised numbers held, measured beside the alternatives on ` +
        'one machine, in one run, in turns. Quote the ratios: seconds depend on the machine and its mood.',
      startedAt: startedAt.toISOString(),
      command: `npm run bench -- ${names.join(' ')} --rounds ${rounds} --seconds ${seconds}`,
      facts: { ...(await readFacts(servers)), Rounds: `${rounds}, of ${seconds} s each` },
      sections: [promisedSection(findings), ...results.flatMap(({ sections }) => sections)],
    },
    folder,
  );
}

const promisedSection = (findings: readonly Finding[]): BenchSection => ({
  title: 'Promised and found',
  charts: [],
  table: {
    columns: ['', 'promised', 'found', ''],
    rows: findings.map((finding) => [finding.what, finding.target, finding.found, markOf(finding)]),
  },
});

async function readFacts(servers: BenchServers): Promise<Record<string, string>> {
  const { cpu, cores, memoryBytes, os, node, rowlock } = await describeMachine(undefined);
  const [database] = await servers.query<{ server_version: string }>('SHOW server_version');
  const redis = servers.startedRedis;
  return {
    Processor: `${cpu}, ${cores} cores`,
    Memory: `${Math.round(memoryBytes / GIGABYTE)} GB`,
    System: os,
    Node: node,
    PostgreSQL: database?.server_version ?? 'unknown',
    ...(redis ? { Redis: await redis.version() } : {}),
    Rowlock: rowlock,
  };
}
