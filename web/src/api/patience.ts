import { toProblem, type Problem } from './problem.js';
import { serverNowMs } from './server-clock.js';

/** A busy server is asked again this often; at its usual second or two that is about as long as a person waits. */
const TRIES = 6;

/** A wait that has been announced: why, and until when (milliseconds since 1970, by the server's clock). */
export interface Waiting {
  readonly problem: Problem;
  readonly untilMs: number;
}

/**
 * Does something that a busy server may put off (429, 503): waits as long as it says and tries again. Only for deeds that
 * may be repeated, such as a booking with its idempotency key.
 * @param onWait called before each wait, and with undefined when the next try starts
 * @throws Problem the last refusal, or at once one that time does not heal
 */
export async function withPatience<T>(
  work: () => Promise<T>,
  onWait: (waiting: Waiting | undefined) => void,
  signal?: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const problem = toProblem(error);
      if (problem.retryAfterSeconds === undefined || tries >= TRIES) throw problem;
      const delayMs = problem.retryAfterSeconds * 1000;
      onWait({ problem, untilMs: serverNowMs() + delayMs });
      await pause(delayMs, signal);
      onWait(undefined);
    }
  }
}

/** @throws the signal's reason once it is aborted */
export function pause(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, delayMs);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
