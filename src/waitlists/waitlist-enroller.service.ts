import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { firstAttempt, type Attempt } from '../inventory/attempt.js';
import { ConflictError, DeadlineError, LostConnectionError } from '../inventory/conflict.js';
import { InventoryMetrics } from '../inventory/inventory-metrics.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { type BookCommand } from '../inventory/commands.js';
import { type Outcome } from '../inventory/decision.js';
import { DomainError } from '../shared/domain-error.js';

/**
 * Catches buyers whose tries are used up: instead of "please retry" they get a place on the waitlist, and their seats
 * as soon as the lane gets through. Only where no waitlist can take them are they told to come back.
 */
@Injectable()
export class WaitlistEnroller {
  constructor(
    private readonly config: Config,
    private readonly inventory: InventoryService,
    private readonly metrics: InventoryMetrics,
  ) {}

  /**
   * Whether the error means that a buyer is out of tries or patience; nothing was stored for them. A database that
   * does not answer has no waitlist either.
   */
  catches(error: unknown, attempt: Attempt): boolean {
    if (error instanceof LostConnectionError) return false;
    return error instanceof DeadlineError || (error instanceof ConflictError && attempt.isLast);
  }

  /**
   * Enrols a buyer with the reason `contended`, waiting for the event's lock with the rest of the deadline.
   * @throws {DomainError} `contended` when the buyer does not want to wait or even this write did not get through
   */
  async enrol(eventId: string, command: BookCommand): Promise<Outcome> {
    if (!command.joinWaitlist || !takesAnySeats(command)) throw contended();
    const { userId, seats, voucher, entryId, idempotency } = command;
    const attempt = firstAttempt(this.config.bookingDeadlineMs / 2, true);
    try {
      const outcome = await this.inventory.submit(
        eventId,
        {
          kind: 'join-waitlist',
          reason: 'contended',
          userId,
          seats,
          voucher,
          entryId,
          ...(idempotency && { idempotency }),
        },
        attempt,
      );
      if (outcome.kind === 'waitlisted') this.metrics.contendedEnrolments.inc();
      return outcome;
    } catch (error) {
      if (this.catches(error, attempt)) throw contended(error);
      throw error;
    }
  }
}

/** A promotion gives whatever is best at that moment; who asked for seats of their own would not want those. */
const takesAnySeats = ({ placement }: BookCommand): boolean =>
  placement.kind === 'any' ||
  (placement.kind === 'best-available' && placement.section === undefined && !placement.adjacentOnly);

const contended = (cause?: unknown): DomainError =>
  new DomainError('contended', { retryAfterSeconds: 1 }, undefined, { cause });
