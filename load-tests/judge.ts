import { type Check, type Latency } from '#run-record';
import { type Availability, type EventTerms, type Thresholds } from '#scenario';
import { type Api } from '#api';
import { answerName } from '#recorder';
import { type Answer } from '#shot';
import { type Target } from '#target';

/** Which answers are right, by names such as `201 confirmed`. */
export interface AnswerRule {
  /** How often each of these comes. */
  readonly exactly: Readonly<Record<string, number>>;
  /** What all others may be; without it there are no others. */
  readonly rest?: readonly string[];
}

/** A user's limit where the organizer sets none. */
const MAX_SEATS_PER_USER = 10;

/** How often each answer was given, most frequent first. */
export function countAnswers(answers: readonly Answer[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answerName(answer), (counts.get(answerName(answer)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/** Whether the answers are the right ones, as often as they should be. @param total how many were asked for */
export function checkAnswers(
  counts: Readonly<Record<string, number>>,
  { exactly, rest = [] }: AnswerRule,
  total: number,
): Check {
  const restCount = total - Object.values(exactly).reduce((sum, count) => sum + count, 0);
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  const passed =
    Object.entries(exactly).every(([name, count]) => (counts[name] ?? 0) === count) &&
    found.every(([name]) => name in exactly || rest.includes(name)) &&
    found.reduce((sum, [, count]) => sum + count, 0) === total;
  const others = rest.length === 0 ? [] : [`${restCount} × ${rest.join(' or ')}`];
  const wanted = Object.entries(exactly).map(([name, count]) => `${count} × ${name}`);
  return {
    name: 'answers',
    passed,
    expected: [...wanted, ...others].join(', '),
    found: found.map(([name, count]) => `${count} × ${name}`).join(', ') || 'none',
  };
}

/** The counters that are named, as the API tells them. */
export async function checkAvailability(
  api: Api,
  eventId: string,
  expected: Readonly<Partial<Availability>>,
): Promise<Check> {
  const found: Record<string, unknown> = { ...(await api.availability(eventId)) };
  const named = Object.keys(expected).map((name) => [name, found[name]]);
  return compare('availability', expected, Object.fromEntries(named) as Record<string, unknown>);
}

/** The organizer's lists must say the same as the counters, and nobody may have more than one person may. */
export async function checkLists(api: Api, eventId: string, { maxSeatsPerUser }: EventTerms): Promise<Check[]> {
  const { seatsConfirmed, waiting } = await api.availability(eventId);
  const bookings = (await api.bookings(eventId)).filter(({ status }) => status === 'confirmed');
  const entries = (await api.waitlist(eventId)).filter(({ status }) => status === 'waiting');
  const seatsByUser = new Map<string, number>();
  for (const { userId, seats } of bookings) seatsByUser.set(userId, (seatsByUser.get(userId) ?? 0) + seats);
  const limit = maxSeatsPerUser ?? MAX_SEATS_PER_USER;
  const most = Math.max(0, ...seatsByUser.values());
  return [
    compare(
      "organizer's lists",
      { seatsConfirmed, waiting },
      { seatsConfirmed: bookings.reduce((sum, { seats }) => sum + seats, 0), waiting: entries.length },
    ),
    atMost('seats of one user', most, limit, ''),
  ];
}

/** Every booking that somebody was told of is there, and no other. */
export async function checkBookings(api: Api, eventId: string, answers: readonly Answer[]): Promise<Check> {
  const told = answers.flatMap(({ status, outcome, id }) =>
    status === 201 && outcome === 'confirmed' && id !== undefined ? [id] : [],
  );
  const stored = new Set((await api.bookings(eventId)).filter((one) => one.status === 'confirmed').map(({ id }) => id));
  const missing = told.filter((id) => !stored.has(id)).length;
  return compare(
    'bookings told and stored',
    { told: stored.size, 'told twice': 0, missing: 0 },
    { told: told.length, 'told twice': told.length - new Set(told).size, missing },
  );
}

/** One check for each bound. */
export function checkThresholds({ p50Ms, p95Ms, p99Ms }: Thresholds, latency: Latency): Check[] {
  const bounds = [
    { name: 'p50', bound: p50Ms, found: latency.p50 },
    { name: 'p95', bound: p95Ms, found: latency.p95 },
    { name: 'p99', bound: p99Ms, found: latency.p99 },
  ];
  return bounds.flatMap(({ name, bound, found }) => (bound === undefined ? [] : [atMost(name, found, bound, ' ms')]));
}

/** @returns no check where the database is out of reach */
export async function checkInvariants(target: Target, eventId: string): Promise<Check[]> {
  const verdict = await target.verify(eventId);
  if (!verdict) return [];
  const found = verdict.holds ? 'all hold' : verdict.output.trim();
  return [{ name: 'invariants', passed: verdict.holds, expected: 'all hold', found }];
}

/** A number that has a bound. */
export const atMost = (name: string, found: number, bound: number, unit: string): Check => ({
  name,
  passed: found <= bound,
  expected: `at most ${format(bound)}${unit}`,
  found: `${format(found)}${unit}`,
});

const format = (value: number): string => String(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));

/** Equal members in equal words. */
export function compare(name: string, expected: object, found: object): Check {
  const [wanted, got] = [describe(expected), describe(found)];
  return { name, passed: wanted === got, expected: wanted, found: got };
}

/** Names in alphabetical order, so that equal things read alike. */
const describe = (counts: object): string =>
  Object.entries(counts)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name}: ${String(count)}`)
    .join(', ');
