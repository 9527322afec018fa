import { type Latency, type RunRecord } from '#run-record';

/** A percentile over several runs, in milliseconds. */
interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** The runs of one scenario by one driver. */
export interface RunGroup {
  readonly scenario: string;
  readonly summary: string;
  readonly driver: string;
  readonly runs: readonly RunRecord[];
  readonly p50: Spread;
  readonly p95: Spread;
  readonly p99: Spread;
}

/** Runs that are repetitions of each other, in the order of their first. */
export function groupRuns(runs: readonly RunRecord[]): RunGroup[] {
  const groups = Map.groupBy(runs, ({ scenario, driver }) => JSON.stringify([scenario, driver]));
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const { scenario, summary, driver } = first;
    const spread = (name: keyof Latency): Spread => spreadOf(members.map(({ latency }) => latency[name]));
    return [{ scenario, summary, driver, runs: members, p50: spread('p50'), p95: spread('p95'), p99: spread('p99') }];
  });
}

/** The lower median with the extremes. */
function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return { median, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
}
