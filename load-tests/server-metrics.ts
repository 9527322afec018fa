import { type Bar, type ServerFigures } from '#run-record';
import { type ServerReading } from '#timeline';

const READ_TIMEOUT_MS = 5_000;

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What `/metrics` of all instances said at one moment: every series by the name of its metric. */
export type Metrics = ReadonlyMap<string, readonly Series[]>;

/** Reads `/metrics` of all instances; `undefined` unless every one of them answers. */
export async function readMetrics(origins: readonly string[]): Promise<Metrics | undefined> {
  const texts = await Promise.all(origins.map(readText));
  if (texts.some((text) => text === undefined)) return undefined;
  const metrics = parseMetrics(texts.join('\n'));
  // A page of somebody else's that happens to be there is no metrics of ours.
  return metrics.has('rowlock_conflicts_total') ? metrics : undefined;
}

async function readText(origin: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${origin}/metrics`, { signal: AbortSignal.timeout(READ_TIMEOUT_MS) });
    return response.ok ? await response.text() : undefined;
  } catch {
    // A proxy in front keeps it inside: a run is judged without it.
    return undefined;
  }
}

/** Parses the text format of Prometheus, version 0.0.4, as far as it holds series. */
export function parseMetrics(text: string): Metrics {
  const metrics = new Map<string, Series[]>();
  for (const line of text.split('\n')) {
    const [, name, labels = '', value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    if (name === undefined) continue;
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', text = '']) => [label, text]);
    const series = { labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
    metrics.set(name, [...(metrics.get(name) ?? []), series]);
  }
  return metrics;
}

const total = (metrics: Metrics, name: string): number =>
  (metrics.get(name) ?? []).reduce((sum, { value }) => sum + value, 0);

/** The part of the metrics that is followed during a run. */
export const toReading = (metrics: Metrics): ServerReading => ({
  conflicts: total(metrics, 'rowlock_conflicts_total'),
  rssBytes: total(metrics, 'process_resident_memory_bytes'),
  heapBytes: total(metrics, 'nodejs_heap_size_used_bytes'),
});

/** What happened between two readings. */
export function compareMetrics(before: Metrics, after: Metrics): ServerFigures {
  const grown = (name: string): number => total(after, name) - total(before, name);
  return {
    conflicts: grown('rowlock_conflicts_total'),
    retries: grown('rowlock_retries_total'),
    contendedEnrolments: grown('rowlock_contended_enrolments_total'),
    batches: toBars(before, after, 'rowlock_lane_batch_commands'),
    batchCount: grown('rowlock_lane_batch_commands_count'),
    commandCount: grown('rowlock_lane_batch_commands_sum'),
    answersByStatus: answersByStatus(before, after),
    cpuSeconds: grown('process_cpu_seconds_total'),
    rssBytes: { before: toReading(before).rssBytes, after: toReading(after).rssBytes },
  };
}

/** Prometheus counts each bar together with all before it. */
function toBars(before: Metrics, after: Metrics, name: string): Bar[] {
  const [atFirst, atLast] = [sumBy(before, `${name}_bucket`, 'le'), sumBy(after, `${name}_bucket`, 'le')];
  let sum = 0;
  return [...atLast].map(([upTo, value]) => {
    const grown = value - (atFirst.get(upTo) ?? 0);
    const count = grown - sum;
    sum = grown;
    return { upTo: upTo === '+Inf' ? null : Number(upTo), count };
  });
}

function answersByStatus(before: Metrics, after: Metrics): Record<string, number> {
  const name = 'http_request_duration_seconds_count';
  const atFirst = sumBy(before, name, 'status');
  const grown = [...sumBy(after, name, 'status')].map(([status, value]): [string, number] => [
    status,
    value - (atFirst.get(status) ?? 0),
  ]);
  return Object.fromEntries(grown.filter(([, count]) => count > 0));
}

function sumBy(metrics: Metrics, name: string, label: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { labels, value } of metrics.get(name) ?? []) {
    const key = labels[label] ?? '';
    sums.set(key, (sums.get(key) ?? 0) + value);
  }
  return sums;
}
