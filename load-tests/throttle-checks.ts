import { type Check } from '#run-record';
import { type Answer } from '#shot';

/** Somebody was throttled, and everybody who was is told when to come back: within the window of the limit. */
export function checkRetryAfter(answers: readonly Answer[]): Check {
  const throttled = answers.filter(({ status }) => status === 429);
  const told = throttled.filter(
    ({ retryAfterSeconds = 0, limit }) => retryAfterSeconds >= 1 && retryAfterSeconds <= (limit?.windowSeconds ?? 0),
  );
  return {
    name: 'Retry-After',
    passed: throttled.length > 0 && told.length === throttled.length,
    expected: 'on every 429, of which there are some',
    found: `on ${told.length} of ${throttled.length}`,
  };
}

/**
 * Whether a user was let through as often as the limit allows and no oftener, in any window of time. The server counts a
 * request at some moment between its sending and its answer, so only requests that lie in a window with both are held
 * against it. @param answers of one user
 */
export function checkWithinLimit(name: string, answers: readonly Answer[]): Check {
  const limit = answers.find((answer) => answer.limit !== undefined)?.limit;
  if (!limit) return { name, passed: false, expected: 'a limit that is reached', found: 'none' };
  const admitted = answers.filter(({ status }) => status !== 429 && status !== 0);
  const within = ({ endedAt, ms }: Answer): number => {
    const from = endedAt - ms;
    const until = from + limit.windowSeconds * 1_000;
    return admitted.filter((other) => other.endedAt - other.ms >= from && other.endedAt < until).length;
  };
  const most = Math.max(0, ...admitted.map(within));
  return {
    name,
    passed: most === limit.requests,
    expected: `${limit.requests} let through in ${limit.windowSeconds} s`,
    found: `${most}`,
  };
}
