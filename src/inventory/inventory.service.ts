import { Injectable, Logger } from '@nestjs/common';
import { type Statements } from '../database/bounded-transaction.js';
import { Config } from '../config/config.js';
import { newId } from '../shared/ids.js';
import { firstAttempt, remainingMs, type Attempt } from './attempt.js';
import { BatchRunner } from './batch-runner.js';
import { ConflictError } from './conflict.js';
import { InventoryMetrics } from './inventory-metrics.js';
import { InventoryRepository } from './inventory.repository.js';
import { type OpeningSeats } from './seat-map.js';
import { idempotencyId, type Command, type Voucher } from './commands.js';
import { type Outcome } from './decision.js';
import { Lane, type Batch } from './lane.js';
import { ReferenceSource } from './reference-source.js';
import { expectOutcome } from './refusal.js';

/**
 * Added to the longest pause of a retry before newcomers stop being held back for those who pause. Smaller: a busy
 * event loop lets newcomers overtake. Larger: a caller that never comes back stops the lane for that long.
 */
const RETURN_SLACK_MS = 250;

/** The one way to change an event's seats: a command goes in, its outcome comes out. */
@Injectable()
export class InventoryService {
  readonly #logger = new Logger(InventoryService.name);
  readonly #lanes = new Map<string, Lane>();
  /** By user and key: the attempt that is under way, or that lost a race and comes again until its deadline. */
  readonly #keysInFlight = new Map<string, Attempt>();

  constructor(
    private readonly config: Config,
    private readonly batches: BatchRunner,
    private readonly inventory: InventoryRepository,
    private readonly references: ReferenceSource,
    private readonly metrics: InventoryMetrics,
  ) {}

  /**
   * Queues a command in its event's lane and gives its outcome once that is stored. A refusal is an outcome.
   * @param attempt which try this is; a caller that does not retry leaves it out and reads under a lock at once
   * @throws {ConflictError} another writer was faster; try again with the next attempt
   * @throws {DeadlineError} the lane did not come round to it in time
   * @throws {DomainError} `event-not-found`, `overloaded`
   */
  async submit(eventId: string, command: Command, attempt = this.onlyAttempt()): Promise<Outcome> {
    const inFlight = inFlightId(command);
    if (inFlight === undefined) return this.#submitToLane(eventId, command, attempt);
    if (this.#isTakenByAnother(inFlight, attempt)) {
      return { kind: 'refused', code: 'idempotency-in-flight', facts: { retryAfterSeconds: 1 } };
    }
    this.#keysInFlight.set(inFlight, attempt);
    let comesAgain = false;
    try {
      return await this.#submitToLane(eventId, command, attempt);
    } catch (error) {
      comesAgain = error instanceof ConflictError && !attempt.isLast;
      throw error;
    } finally {
      if (!comesAgain && this.#keysInFlight.get(inFlight) === attempt) this.#keysInFlight.delete(inFlight);
    }
  }

  /** Identity for a booking that may come of a command. */
  async mintVoucher(): Promise<Voucher> {
    return { bookingId: newId(), reference: await this.references.take() };
  }

  /** Gives a new event its seats, in the transaction that inserted its row with version 0. */
  open(tx: Statements, eventId: string, seats: OpeningSeats, actorId: string): Promise<void> {
    return this.inventory.open(tx, eventId, seats, actorId, newId());
  }

  /** Closes an event and ends all its bookings and waitlist entries, in bounded batches; safe to repeat. */
  async cancelEvent(eventId: string, actorId: string | null): Promise<void> {
    for (let unfinished = true; unfinished;) {
      const outcome = await this.submit(eventId, { kind: 'cancel-event', actorId });
      ({ unfinished } = expectOutcome(outcome, 'event-cancelled'));
    }
  }

  /** The attempt of a caller that tries once, under a lock. */
  onlyAttempt(): Attempt {
    return firstAttempt(this.config.bookingDeadlineMs, true);
  }

  /** A key outlives the pause between two tries, but not the deadline: its owner may never come again. */
  #isTakenByAnother(inFlight: string, { arrival }: Attempt): boolean {
    const owner = this.#keysInFlight.get(inFlight);
    return owner !== undefined && owner.arrival !== arrival && remainingMs(owner) > 0;
  }

  async #submitToLane(eventId: string, command: Command, attempt: Attempt): Promise<Outcome> {
    const lane = this.#laneOf(eventId);
    this.metrics.queueDepth.inc();
    try {
      const outcome = await lane.submit(command, attempt);
      // Since the first try: whoever lost a race has waited that long.
      this.metrics.pulses.answer(eventId, outcome, performance.now() - attempt.arrivedAt);
      return outcome;
    } finally {
      this.metrics.queueDepth.dec();
      // Lanes of quiet events are let go; the next command opens a new one.
      if (lane.isIdle && this.#lanes.get(eventId) === lane) this.#lanes.delete(eventId);
    }
  }

  #laneOf(eventId: string): Lane {
    const existing = this.#lanes.get(eventId);
    if (existing) return existing;
    const lane = new Lane(eventId, (batch) => this.#run(eventId, batch), {
      batchMax: this.config.laneBatchMax,
      queueMax: this.config.laneQueueMax,
      returnWithinMs: this.config.retryCapMs + RETURN_SLACK_MS,
    });
    this.#lanes.set(eventId, lane);
    return lane;
  }

  async #run(eventId: string, batch: Batch): Promise<readonly PromiseSettledResult<Outcome>[]> {
    const { results, unserved } = await this.batches.run(eventId, batch);
    if (unserved) this.#promoteLater(eventId);
    return results;
  }

  /** The sweeper would come round to it as well, only later. */
  #promoteLater(eventId: string): void {
    this.submit(eventId, { kind: 'promote' }).catch((error: unknown) => {
      this.#logger.warn({ err: error, eventId }, 'promotion put off to the next sweep');
    });
  }
}

function inFlightId(command: Command): string | undefined {
  if (!('idempotency' in command)) return undefined;
  return idempotencyId(command.userId, command.idempotency.key);
}
