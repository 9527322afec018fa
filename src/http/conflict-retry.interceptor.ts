import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { from, retry, throwError, type Observable } from 'rxjs';
import { setTimeout as pause } from 'node:timers/promises';
import { Config } from '../config/config.js';
import { isConnectionLoss } from '../database/sql-state.js';
import { firstAttempt, remainingMs, type Attempt } from '../inventory/attempt.js';
import { ConflictError, LostConnectionError } from '../inventory/conflict.js';
import { InventoryMetrics } from '../inventory/inventory-metrics.js';
import { backoffMs } from '../shared/backoff.js';

/** Where the interceptor leaves the current attempt for the handler. */
interface AttemptedRequest {
  attempt?: Attempt;
}

/**
 * Sends a request round again when its write lost to another instance: at most `RETRY_MAX` times, after exponential
 * back-off with full jitter, and outside the failed transaction. The arrival number goes along, so that a retried
 * command keeps its place; the last attempt reads the event under a lock and cannot lose again. Any other error passes.
 *
 * A connection that broke is retried in the same way while there is time, since a pool hands out dead connections after
 * a restart or a quiet night (ADR 0007). That is safe where a handler writes through the inventory alone: when the fate
 * of a write stays unknown, the inventory says so with another error.
 *
 * All requests of one lost batch got the same error object and share one pause, so that they come back together and
 * the lane, which holds later arrivals for them, waits once.
 */
@Injectable()
export class ConflictRetryInterceptor implements NestInterceptor {
  readonly #pauses = new WeakMap<object, Promise<void>>();

  constructor(
    private readonly config: Config,
    private readonly metrics: InventoryMetrics,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { retryMax, bookingDeadlineMs } = this.config;
    const request = context.switchToHttp().getRequest<AttemptedRequest>();
    // Half of the deadline is for the seat; the other half is left to get the buyer onto the waitlist.
    let attempt = firstAttempt(bookingDeadlineMs / 2, retryMax === 0);
    request.attempt = attempt;
    return next.handle().pipe(
      retry({
        count: retryMax,
        delay: (error: unknown) => {
          if (attempt.isLast || !isPassing(error, attempt)) return throwError(() => error);
          this.metrics.retries.inc();
          const number = attempt.number + 1;
          const pauseBefore = this.#pauseAfter(error, attempt.number);
          attempt = { ...attempt, number, isLast: number >= retryMax };
          request.attempt = attempt;
          return from(pauseBefore);
        },
      }),
    );
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

/** Opts a route in to the retry; its handler takes `@CurrentAttempt()` and hands it to the inventory. */
export const RetryOnConflict = (): MethodDecorator => applyDecorators(UseInterceptors(ConflictRetryInterceptor));

/** The attempt this call of the handler is. @throws Error where the route lacks `@RetryOnConflict()` */
export const CurrentAttempt = createParamDecorator((_: unknown, context: ExecutionContext): Attempt => {
  const { attempt } = context.switchToHttp().getRequest<AttemptedRequest>();
  if (!attempt) throw new Error('@CurrentAttempt() needs @RetryOnConflict() on the same route');
  return attempt;
});
