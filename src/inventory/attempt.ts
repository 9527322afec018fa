/**
 * One try of a request to get its command through. The retry interceptor makes a new one per try; `arrival` stays,
 * so that a command which lost a race keeps its place in front of everybody who came later.
 */
export interface Attempt {
  /** Order of arrival in this process; also keeps a retried command in its place. */
  readonly arrival: number;
  /** 0 for the first try. */
  readonly number: number;
  /** The last try reads the event `FOR NO KEY UPDATE`, so that it cannot lose the race again. */
  readonly isLast: boolean;
  /** When the caller stops waiting, in milliseconds of `performance.now()`. */
  readonly deadlineAt: number;
  /** When the first try came, in the same clock. */
  readonly arrivedAt: number;
}

let arrivals = 0;

/** First of several tries; `patienceMs` from now nobody waits for the answer any more. */
export const firstAttempt = (patienceMs: number, isLast: boolean): Attempt => {
  arrivals += 1;
  const arrivedAt = performance.now();
  return { arrival: arrivals, number: 0, isLast, deadlineAt: arrivedAt + patienceMs, arrivedAt };
};

export const remainingMs = ({ deadlineAt }: Attempt): number => Math.max(0, deadlineAt - performance.now());
