import { type RunRecord } from '#run-record';
import { ARRIVALS_PLANNED } from '#stage';

/** Arrivals that take so much longer than planned: the driver did not get the processor. */
const LATE = 1.5;

/** One line per run for the terminal, and one for each check that failed. */
export function toLines({ scenario, driver, number, passed, counts, latency, checks, ...run }: RunRecord): string[] {
  const { spreadMs, notes } = run;
  const plannedMs = notes[ARRIVALS_PLANNED] ?? Infinity;
  const answers = Object.entries(counts).map(([name, count]) => `${count} × ${name}`);
  const { p50, p95, p99, max } = latency;
  const spread = spreadMs === 0 ? [] : [`sent in ${ms(spreadMs)}`];
  const times = [`p50 ${ms(p50)}`, `p95 ${ms(p95)}`, `p99 ${ms(p99)}`, `max ${ms(max)}`, ...spread];
  const failed = checks.filter((check) => !check.passed);
  return [
    `${passed ? '✔' : '✘'} ${scenario.padEnd(15)} ${driver.padEnd(10)} ${number}  ${answers.join(', ')}`,
    `    ${times.join('  ')}`,
    `    checked: ${checks.map(({ name }) => name).join(', ')}`,
    ...(spreadMs > LATE * plannedMs
      ? [
          `    the machine was busy: arrivals took ${ms(spreadMs)} instead of ${ms(plannedMs)}, and latencies grew with it`,
        ]
      : []),
    ...failed.map(({ name, expected, found }) => `    ✘ ${name}: expected ${expected}; found ${found}`),
  ];
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;
