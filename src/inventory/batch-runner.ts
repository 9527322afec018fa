import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { isConflict, isDataError, isLockTimeout } from '../database/sql-state.js';
import { ConflictError } from './conflict.js';
import { decide } from './decide.js';
import { InventoryMetrics } from './inventory-metrics.js';
import { InventoryRepository } from './inventory.repository.js';
import { type Command, type Outcome } from './inventory.js';
import { type Batch } from './lane.js';
import { SnapshotRepository } from './snapshot.repository.js';

/**
 * How long an ordinary try waits for another instance's transaction. Shorter: conflicts where there was only a slow
 * disk. Longer: a stuck transaction elsewhere holds up the retries that would get round it.
 */
const LOCK_WAIT_MS = 1_000;

/** What became of a batch. */
export interface BatchResult {
  readonly results: readonly PromiseSettledResult<Outcome>[];
  /** Somebody still waits whom the order rule would serve now. */
  readonly unserved: boolean;
}

/** One batch, one short transaction: read the snapshot, decide, store under the next version. Never retries. */
@Injectable()
export class BatchRunner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly snapshots: SnapshotRepository,
    private readonly inventory: InventoryRepository,
    private readonly metrics: InventoryMetrics,
  ) {}

  /**
   * @throws {ConflictError} somebody else was faster; nothing was stored
   * @throws {DomainError} `event-not-found`
   */
  async run(eventId: string, batch: Batch): Promise<BatchResult> {
    this.metrics.batchSize.observe(batch.commands.length);
    try {
      const { outcomes, unserved } = await this.#decideAndStore(eventId, batch);
      return { results: outcomes.map((value) => ({ status: 'fulfilled', value })), unserved };
    } catch (error) {
      if (isConflict(error) || isLockTimeout(error)) throw this.#conflict(eventId, error);
      if (error instanceof ConflictError) throw this.#conflict(eventId, error);
      // The database refused somebody's row: one person's error never fails a neighbour, so each tries alone.
      if (isDataError(error) && batch.commands.length > 1) return this.#runOneByOne(eventId, batch);
      throw error;
    }
  }

  async #decideAndStore(
    eventId: string,
    { commands, locked, deadlineAt }: Batch,
  ): Promise<{ outcomes: readonly Outcome[]; unserved: boolean }> {
    const patienceMs = Math.max(1, deadlineAt - performance.now());
    const lockWaitMs = locked ? patienceMs : Math.min(LOCK_WAIT_MS, patienceMs);
    return this.dataSource.transaction(async (tx) => {
      const { snapshot, now } = await this.snapshots.load(tx, eventId, commands, { locked, lockWaitMs });
      const { outcomes, changes, unserved } = decide(snapshot, commands, now);
      await this.inventory.store(tx, snapshot, changes, uuidv7(), now);
      return { outcomes, unserved };
    });
  }

  async #runOneByOne(eventId: string, batch: Batch): Promise<BatchResult> {
    const results: PromiseSettledResult<Outcome>[] = [];
    let unserved = false;
    for (const command of batch.commands) {
      const alone: readonly Command[] = [command];
      const [result] = await Promise.allSettled([this.run(eventId, { ...batch, commands: alone })]);
      if (result.status === 'rejected') results.push(result);
      else {
        results.push(...result.value.results);
        ({ unserved } = result.value);
      }
    }
    return { results, unserved };
  }

  #conflict(eventId: string, error: unknown): ConflictError {
    this.metrics.conflicts.inc();
    return error instanceof ConflictError ? error : new ConflictError(eventId, { cause: error });
  }
}
