import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BoundedConnection, type Transaction } from '../database/bounded-transaction.js';
import { isConflict, isConnectionLoss, isDataError, isTimeout } from '../database/sql-state.js';
import { DomainError } from '../shared/domain-error.js';
import { newId } from '../shared/ids.js';
import { ConflictError, LostConnectionError, OutOfTurnError } from './conflict.js';
import { Baton } from './baton.js';
import { CommitInquiry, type PendingCommit } from './commit-inquiry.js';
import { decide } from './decide.js';
import { InventoryMetrics } from './inventory-metrics.js';
import { InventoryRepository } from './inventory.repository.js';
import { type Command } from './commands.js';
import { type Outcome } from './decision.js';
import { type Batch } from './lane.js';
import { Rivals } from './rivals.js';
import { type Snapshot } from './snapshot.js';
import { SnapshotRepository } from './snapshot.repository.js';

/**
 * How long an ordinary try waits for another instance's transaction. Shorter: conflicts where there was only a slow
 * disk. Longer: a stuck transaction elsewhere holds up the retries that would get round it.
 */
const LOCK_WAIT_MS = 1_000;

const UNKNOWN =
  'It is not known whether your request took effect. Send it again with the same Idempotency-Key, or look it up first.';

/** What became of a batch. */
export interface BatchResult {
  readonly results: readonly PromiseSettledResult<Outcome>[];
  /** Somebody still waits whom the order rule would serve now. */
  readonly unserved: boolean;
}

interface BatchDecision {
  readonly outcomes: readonly Outcome[];
  readonly unserved: boolean;
}

/** One batch, one short transaction: read the snapshot, decide, store under the next version. Never retries. */
@Injectable()
export class BatchRunner {
  private readonly rivals = new Rivals();
  private running = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly snapshots: SnapshotRepository,
    private readonly inventory: InventoryRepository,
    private readonly commits: CommitInquiry,
    private readonly metrics: InventoryMetrics,
  ) {}

  /** Whether a batch of this process is at the database. */
  get isBusy(): boolean {
    return this.running > 0;
  }

  /**
   * @throws {ConflictError} somebody else was faster; nothing was stored
   * @throws {OutOfTurnError} the batch in front was not stored; nothing of this one was decided
   * @throws {LostConnectionError} the connection broke; nothing was stored that another try could double
   * @throws {DomainError} `event-not-found`; `database-unavailable` when it is not known whether the batch was stored
   */
  async run(eventId: string, batch: Batch): Promise<BatchResult> {
    this.running += 1;
    try {
      const { outcomes, unserved } = await this.#decideAndStore(eventId, batch);
      return { results: outcomes.map((value) => ({ status: 'fulfilled', value })), unserved };
    } catch (error) {
      if (error instanceof LostConnectionError) throw error;
      if (isConflict(error) || isTimeout(error)) throw this.#conflict(eventId, error);
      if (error instanceof ConflictError) throw this.#conflict(eventId, error);
      // The database refused somebody's row: one person's error never fails a neighbour, so each tries alone.
      if (isDataError(error) && batch.draw().length > 1) return await this.#runOneByOne(eventId, batch);
      throw error;
    } finally {
      this.running -= 1;
    }
  }

  async #decideAndStore(eventId: string, batch: Batch): Promise<BatchDecision> {
    let pending: (PendingCommit & { readonly decision: BatchDecision }) | undefined;
    const locked = batch.isLastTry || this.rivals.areAbout(eventId);
    try {
      return await this.#transact(batch, locked, async (tx, handOver) => {
        const batchId = newId();
        const { snapshot, now, commands } = await this.#read(tx, eventId, batch, { batchId, locked });
        const { version } = snapshot;
        this.rivals.sawVersion(eventId, version);
        this.metrics.batchSize.observe(commands.length);
        this.metrics.pulses.batch(eventId, commands.length);
        const { outcomes, changes, unserved } = decide(snapshot, commands, now);
        const decision = { outcomes, unserved };
        // From here on COMMIT may be on its way.
        if (changes.ledger.length > 0) pending = { eventId, version: version + 1, batchId, decision };
        await this.inventory.store(tx, snapshot, changes, { batchId, now }, handOver);
        if (pending) this.rivals.wrote(eventId, pending.version);
        return decision;
      });
    } catch (error) {
      if (!isConnectionLoss(error)) throw error;
      // The connection broke while the batch was being written: the ledger knows whether COMMIT took effect.
      if (pending && (await this.#wasStored(pending, batch))) return pending.decision;
      // Nothing was sent to be stored; or there were only answers to keep, and another try finds them if they were kept.
      throw new LostConnectionError(eventId, { cause: error });
    }
  }

  /** The batch in front comes first here, too: should it not be stored, nothing of this reading counts, no error either. */
  async #read(
    tx: Transaction,
    eventId: string,
    batch: Batch,
    { batchId, locked }: { readonly batchId: string; readonly locked: boolean },
  ): Promise<{ snapshot: Snapshot; now: Date; commands: readonly Command[] }> {
    const access = { batchId, locked, lockWaitMs: lockWaitOf(batch) };
    const [reading] = await Promise.allSettled([this.snapshots.load(tx, eventId, batch.draw, access)]);
    if (batch.inFront && !(await batch.inFront.stored)) throw new OutOfTurnError(eventId);
    if (reading.status === 'rejected') throw reading.reason;
    return reading.value;
  }

  /** On the connection of the batch in front, where that has left it; and leaves it to the batch behind. */
  async #transact<T>(
    batch: Batch,
    locked: boolean,
    work: (tx: Transaction, handOver: () => void) => Promise<T>,
  ): Promise<T> {
    const { inFront, deadlineAt } = batch;
    const connection = inFront?.take() ?? (await BoundedConnection.open(this.dataSource, deadlineAt));
    const baton = new Baton(connection);
    // A busy event must not keep the connection that another one waits for, nor its own lock where an instance waits.
    const handOver = (): void => {
      if (!connection.isWanted && !locked) batch.handOver(baton);
    };
    let isStored = false;
    try {
      const result = await connection.transact(deadlineAt, (tx) => work(tx, handOver));
      isStored = true;
      return result;
    } finally {
      await baton.end(isStored)?.release();
    }
  }

  /** Whoever is not told the truth here must not be sent round again: the batch may well be in the database. */
  async #wasStored(pending: PendingCommit, { deadlineAt }: Batch): Promise<boolean> {
    this.metrics.inDoubtCommits.inc();
    try {
      return await this.commits.wasStored(pending, deadlineAt);
    } catch (error) {
      throw new DomainError('database-unavailable', {}, UNKNOWN, { cause: error });
    }
  }

  async #runOneByOne(eventId: string, batch: Batch): Promise<BatchResult> {
    const results: PromiseSettledResult<Outcome>[] = [];
    let unserved = false;
    for (const command of batch.draw()) {
      const [result] = await Promise.allSettled([this.run(eventId, alone(command, batch))]);
      if (result.status === 'rejected') results.push(result);
      else {
        results.push(...result.value.results);
        ({ unserved } = result.value);
      }
    }
    return { results, unserved };
  }

  #conflict(eventId: string, error: unknown): ConflictError {
    this.rivals.won(eventId);
    this.metrics.conflicts.inc();
    this.metrics.pulses.conflict(eventId);
    return error instanceof ConflictError ? error : new ConflictError(eventId, { cause: error });
  }
}

function lockWaitOf({ isLastTry, deadlineAt }: Batch): number {
  const patienceMs = Math.max(1, deadlineAt - performance.now());
  return isLastTry ? patienceMs : Math.min(LOCK_WAIT_MS, patienceMs);
}

/** One command of a batch, alone on a connection while the lane waits for all of them. */
const alone = (command: Command, { isLastTry, deadlineAt }: Batch): Batch => ({
  draw: () => [command],
  isLastTry,
  deadlineAt,
  handOver: () => undefined,
});
