import { type Asked, type ClientRecord } from '#faults/record';
import { type Check } from '#run-record';

/** A booking that somebody asked for, or a place on a waitlist, as the database has it. */
export interface Stored {
  readonly eventId: string;
  readonly userId: string;
  readonly id: string;
  readonly what: 'booking' | 'entry';
  readonly status: string;
}

/** What came of the buyers' record when it was laid beside the database. */
export interface Account {
  readonly asked: number;
  readonly acknowledged: number;
  /** Told no for good: sold out. */
  readonly refused: number;
  /** Told to come back: 503. */
  readonly unavailable: number;
  readonly unanswered: number;
  /** Of the unanswered: those that are stored. */
  readonly unansweredStored: number;
  /** Acknowledged and not in the database, one line each. */
  readonly lost: readonly string[];
  /** In the database more often than asked for, or though refused, one line each. */
  readonly doubled: readonly string[];
  /** Answers that no buyer may get, with how often they came. */
  readonly unexpected: readonly string[];
  /** Longest anybody waited for an answer, in milliseconds. */
  readonly longestMs: number;
}

/** Answers to a booking that are as promised, beside the acknowledgements. */
const PROMISED = new Set(['409 sold-out', '503 overloaded', '503 database-unavailable', '503 contended']);

/**
 * Compares what buyers were told with what is stored: every acknowledged booking exists once, every refused one does not,
 * every unanswered one at most once.
 */
export function judgeRecord({ asked, returned }: ClientRecord, stored: readonly Stored[]): Account {
  const storedBy = Map.groupBy(stored, ({ eventId, userId }) => `${eventId} ${userId}`);
  const givenBack = new Map(returned.map(({ bookingId, isAcknowledged }) => [bookingId, isAcknowledged]));
  const lost: string[] = [];
  const doubled: string[] = [];
  let unansweredStored = 0;
  for (const one of asked) {
    const key = `${one.eventId} ${one.user.userId}`;
    const rows = storedBy.get(key) ?? [];
    storedBy.delete(key);
    lost.push(...findLost(one, rows, givenBack));
    doubled.push(...findDoubled(one, rows));
    if (one.told.kind === 'unanswered' && rows.length > 0) unansweredStored += 1;
  }
  for (const key of storedBy.keys()) doubled.push(`stored, and nobody asked for it: ${key}`);
  const refusals = asked.flatMap(({ told }) => (told.kind === 'refused' ? [told] : []));
  return {
    asked: asked.length,
    acknowledged: asked.filter(({ told }) => told.kind === 'acknowledged').length,
    refused: refusals.filter(({ status }) => status === 409).length,
    unavailable: refusals.filter(({ status }) => status === 503).length,
    unanswered: asked.filter(({ told }) => told.kind === 'unanswered').length,
    unansweredStored,
    lost,
    doubled,
    unexpected: findUnexpected(asked),
    longestMs: Math.max(0, ...asked.map(({ ms }) => ms)),
  };
}

function findLost({ told, ...one }: Asked, rows: readonly Stored[], givenBack: ReadonlyMap<string, boolean>): string[] {
  if (told.kind !== 'acknowledged') return [];
  const { id, what } = told;
  const row = rows.find((stored) => stored.id === id && stored.what === what);
  const about = `${what} ${id} of event ${one.eventId}`;
  if (!row) return [`acknowledged and not there: ${about}`];
  if (what === 'entry') return [];
  const isReturned = givenBack.get(id);
  if (isReturned === true && row.status !== 'cancelled') return [`given back and still ${row.status}: ${about}`];
  if (isReturned === undefined && row.status !== 'confirmed') return [`acknowledged and now ${row.status}: ${about}`];
  return [];
}

function findDoubled({ told, eventId, user }: Asked, rows: readonly Stored[]): string[] {
  const about = `user ${user.userId} at event ${eventId}`;
  if (rows.length > 1) return [`stored ${rows.length} times: ${about}`];
  if (told.kind === 'refused' && rows.length > 0) return [`refused (${told.status} ${told.code}) and stored: ${about}`];
  return [];
}

function findUnexpected(asked: readonly Asked[]): string[] {
  const counts = new Map<string, number>();
  for (const { told } of asked) {
    if (told.kind !== 'refused') continue;
    const name = `${told.status} ${told.code}`.trim();
    const fault = PROMISED.has(name)
      ? told.status === 503 && !(Number(told.retryAfter) >= 1)
        ? ' without Retry-After'
        : ''
      : '';
    if (fault === '' && PROMISED.has(name)) continue;
    counts.set(`${name}${fault}`, (counts.get(`${name}${fault}`) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} × ${name}`);
}

/** What must hold in every fault. @param waitMaxMs nobody may wait longer for an answer */
export function checkAccount(account: Account, waitMaxMs: number): Check[] {
  const { acknowledged, lost, doubled, unexpected, longestMs } = account;
  return [
    toCheck('load', acknowledged > 0, 'bookings are acknowledged', `${acknowledged}`),
    toCheck('nothing lost', lost.length === 0, 'every acknowledged booking exists', summarise(lost)),
    toCheck('nothing doubled', doubled.length === 0, 'nothing exists twice or though refused', summarise(doubled)),
    toCheck('answers', unexpected.length === 0, '201, 202, 409, or 503 with Retry-After', summarise(unexpected)),
    toCheck('deadline', longestMs <= waitMaxMs, `an answer within ${waitMaxMs} ms`, `${longestMs.toFixed(0)} ms`),
  ];
}

/** One line of a judgement. */
export const toCheck = (name: string, passed: boolean, expected: string, found: string): Check => ({
  name,
  passed,
  expected,
  found,
});

/** Examples enough to look into it. */
const EXAMPLES_MAX = 3;

const summarise = (lines: readonly string[]): string =>
  lines.length === 0 ? 'none' : `${lines.length}: ${lines.slice(0, EXAMPLES_MAX).join('; ')}`;
