import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { isConnectionLoss } from '../database/sql-state.js';
import { backoffMs } from '../shared/backoff.js';
import { firstAttempt, remainingMs, type Attempt } from './attempt.js';
import { ConflictError, LostConnectionError } from './conflict.js';
import { InventoryMetrics } from './inventory-metrics.js';

/**
 * Stands between a route and its work, and does the work again when its write lost to another instance: at most
 * `RETRY_MAX` times, after exponential back-off with full jitter, and outside the failed transaction. The arrival number
 * goes along, so that a retried command keeps its place; the last attempt reads the event under a lock and cannot lose
 * again. Any other error passes.
 *
 * A connection that broke is retried in the same way while there is time, since a pool hands out dead connections after
 * a restart or a quiet night (ADR 0007). That is safe where the work writes through the inventory alone: when the fate
 * of a write stays unknown, the inventory says so with another error.
 *
 * All requests of one lost batch got the same error object and share one pause, so that they come back together and
 * the lane, which holds later arrivals for them, waits once.
 *
 * The routes call it; bound with `@UseInterceptors()`, it took 15 % of the server's time per booking (ADR 0003).
 */
@Injectable()
export class ConflictRetryInterceptor {
  readonly #pauses = new WeakMap<object, Promise<void>>();

  constructor(
    private readonly config: Config,
    private readonly metrics: InventoryMetrics,
  ) {}

  /** @param work one try of the request, started anew for each attempt. @throws whatever its last try throws */
  async intercept<Answer>(work: (attempt: Attempt) => Promise<Answer>): Promise<Answer> {
    const { retryMax, bookingDeadlineMs } = this.config;
    // Half of the deadline is for the seat; the other half is left to get the buyer onto the waitlist.
    let attempt = firstAttempt(bookingDeadlineMs / 2, retryMax === 0);
    for (;;) {
      try {
        return await work(attempt);
      } catch (error) {
        if (attempt.isLast || !isPassing(error, attempt)) throw error;
        this.metrics.retries.inc();
        await this.#pauseAfter(error, attempt.number);
        const number = attempt.number + 1;
        attempt = { ...attempt, number, isLast: number >= retryMax };
      }
    }
  }

  #pauseAfter(error: object, attemptNumber: number): Promise<void> {
    const running = this.#pauses.get(error);
    if (running) return running;
    const { retryBaseMs: baseMs, retryCapMs: capMs } = this.config;
    const started = pause(backoffMs(attemptNumber, { baseMs, capMs }, Math.random));
    this.#pauses.set(error, started);
    return started;
  }
}

/** Whether another try may fare better; with the database away, only while the caller has patience left. */
function isPassing(error: unknown, attempt: Attempt): error is object {
  if (error instanceof LostConnectionError || isConnectionLoss(error)) return remainingMs(attempt) > 0;
  return error instanceof ConflictError;
}
