import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Check, type Latency } from '#judge';
import { type Answer } from '#shot';

/** One volley of one scenario and its verdict. */
export interface Run {
  readonly scenario: string;
  readonly summary: string;
  readonly driver: string;
  /** Counted from 1. */
  readonly number: number;
  readonly eventId: string;
  readonly startedAt: string;
  readonly passed: boolean;
  readonly checks: readonly Check[];
  readonly counts: Readonly<Record<string, number>>;
  readonly latency: Latency;
  /** From the first shot to the last, and until the last answer; milliseconds. */
  readonly spreadMs: number;
  readonly notes: Readonly<Record<string, number>>;
  readonly answers: readonly Answer[];
}

const FOLDER = join(import.meta.dirname, 'reports');

/** Writes `report.json` and `report.html` into a folder named after the time. @returns the path of the page */
export async function writeReport(runs: readonly Run[], target: string): Promise<string> {
  const at = new Date().toISOString();
  const folder = join(FOLDER, at.replaceAll(':', '-'));
  await mkdir(folder, { recursive: true });
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryBytes: totalmem() };
  const report = { at, target, node: process.version, machine, runs };
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  const page = join(folder, 'report.html');
  await writeFile(page, toPage(at, `${target}, ${machine.cores} × ${machine.cpu}, Node ${process.version}`, runs));
  return page;
}

/** One line per run for the terminal, and one for each check that failed. */
export function toLines({ scenario, driver, number, passed, counts, latency, spreadMs, checks }: Run): string[] {
  const answers = Object.entries(counts).map(([name, count]) => `${count} × ${name}`);
  const { p50, p95, p99, max } = latency;
  const times = [`p50 ${ms(p50)}`, `p95 ${ms(p95)}`, `p99 ${ms(p99)}`, `max ${ms(max)}`, `sent in ${ms(spreadMs)}`];
  const failed = checks.filter((check) => !check.passed);
  return [
    `${passed ? '✔' : '✘'} ${scenario.padEnd(14)} ${driver.padEnd(10)} ${number}  ${answers.join(', ')}`,
    `    ${times.join('  ')}`,
    `    checked: ${checks.map(({ name }) => name).join(', ')}`,
    ...failed.map(({ name, expected, found }) => `    ✘ ${name}: expected ${expected}; found ${found}`),
  ];
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;

function toPage(at: string, where: string, runs: readonly Run[]): string {
  const failed = runs.filter(({ passed }) => !passed).length;
  const verdict = failed === 0 ? `All ${runs.length} runs passed.` : `${failed} of ${runs.length} runs failed.`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rowlock load test, ${escape(at)}</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border-bottom: 1px solid #ccc; padding: 0.4rem; text-align: left; vertical-align: top; }
  td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
  .passed { color: #1a6b2d; } .failed { color: #a3150b; font-weight: bold; }
</style>
<h1>Rowlock load test</h1>
<p>${escape(at)}, ${escape(where)}</p>
<p class="${failed === 0 ? 'passed' : 'failed'}">${verdict}</p>
<table>
<thead><tr><th>Scenario<th>Driver<th>Run<th>Answers<th>p50<th>p95<th>p99<th>max<th>Checks</tr></thead>
<tbody>
${runs.map(toRow).join('\n')}
</tbody>
</table>
</html>
`;
}

function toRow({ scenario, summary, driver, number, counts, latency, checks }: Run): string {
  const answers = Object.entries(counts).map(([name, count]) => `${count} × ${escape(name)}`);
  const times = [latency.p50, latency.p95, latency.p99, latency.max].map((value) => `<td class="number">${ms(value)}`);
  const verdicts = checks.map(({ name, passed, expected, found }) =>
    passed
      ? `<span class="passed">✔ ${escape(name)}</span>`
      : `<span class="failed">✘ ${escape(name)}: expected ${escape(expected)}; found ${escape(found)}</span>`,
  );
  return `<tr><td><b>${escape(scenario)}</b><br>${escape(summary)}<td>${driver}<td class="number">${number}<td>${answers.join('<br>')}${times.join('')}<td>${verdicts.join('<br>')}</tr>`;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
