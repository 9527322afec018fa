/** Bounds of a retry: `baseMs` is the first ceiling, doubled per attempt up to `capMs`. Milliseconds, whole, ≥ 0. */
export interface Backoff {
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * Full jitter: uniform in [0, min(capMs, baseMs · 2^attempt)); `attempt` counts from 0.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export const backoffMs = (attempt: number, { baseMs, capMs }: Backoff, random: () => number): number =>
  Math.floor(random() * Math.min(capMs, baseMs * 2 ** attempt));
