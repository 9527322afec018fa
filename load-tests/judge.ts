import { type Scenario } from '#scenario';
import { type Answer } from '#shot';
import { type Target } from '#target';

/** One thing that had to be so, and what was found. */
export interface Check {
  readonly name: string;
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
}

/** Full-answer latencies in milliseconds, nearest rank. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** How often each answer was given, by `<status> <outcome>`, most frequent first. */
export function countAnswers(answers: readonly Answer[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { status, outcome } of answers) {
    const name = `${status} ${outcome}`.trim();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/** Latencies of all answers; those that never came count with the time they were waited for. */
export function measureLatency(answers: readonly Answer[]): Latency {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const rank = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: rank(1) };
}

/** Holds the answers, the event and the database against what the scenario expects; never throws for a breach. */
export async function judge(
  scenario: Scenario,
  target: Target,
  eventId: string,
  answers: readonly Answer[],
): Promise<Check[]> {
  const { expected, thresholds } = scenario;
  const { p99 } = measureLatency(answers);
  return [
    compare('answers', expected.answers, countAnswers(answers)),
    compare('availability', expected.availability, await readAvailability(target, eventId, expected.availability)),
    await checkParties(scenario, target, eventId),
    {
      name: 'p99',
      passed: p99 <= thresholds.p99Ms,
      expected: `at most ${thresholds.p99Ms} ms`,
      found: `${p99.toFixed(0)} ms`,
    },
    ...(await checkInvariants(target, eventId)),
  ];
}

/** The counters that the scenario names, as the API tells them. */
async function readAvailability(
  { api }: Target,
  eventId: string,
  expected: Scenario['expected']['availability'],
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = { ...(await api.availability(eventId)) };
  return Object.fromEntries(Object.keys(expected).map((name) => [name, found[name]]));
}

/** The organizer's lists must say the same as the counters. */
async function checkParties({ expected }: Scenario, { api }: Target, eventId: string): Promise<Check> {
  const bookings = (await api.bookings(eventId)).filter(({ status }) => status === 'confirmed');
  const waiting = (await api.waitlist(eventId)).filter(({ status }) => status === 'waiting');
  const { seatsConfirmed, waiting: waitingExpected } = expected.availability;
  return compare(
    "organizer's lists",
    { seatsConfirmed, waiting: waitingExpected },
    { seatsConfirmed: bookings.reduce((sum, { seats }) => sum + seats, 0), waiting: waiting.length },
  );
}

async function checkInvariants(target: Target, eventId: string): Promise<Check[]> {
  const verdict = await target.verify(eventId);
  if (!verdict) return [];
  return [
    {
      name: 'invariants',
      passed: verdict.holds,
      expected: 'all hold',
      found: verdict.holds ? 'all hold' : verdict.output.trim(),
    },
  ];
}

function compare(name: string, expected: object, found: object): Check {
  const [wanted, got] = [describe(expected), describe(found)];
  return { name, passed: wanted === got, expected: wanted, found: got };
}

/** Names in alphabetical order, so that equal things read alike. */
const describe = (counts: object): string =>
  Object.entries(counts)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name}: ${String(count)}`)
    .join(', ');
