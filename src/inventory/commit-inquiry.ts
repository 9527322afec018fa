import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { transactionUntil } from '../database/bounded-transaction.js';
import { isConnectionLoss, isTimeout } from '../database/sql-state.js';

/** Between two inquiries while the database is away. Shorter: needless load. Longer: buyers wait for nothing. */
const INQUIRY_PAUSE_MS = 100;

/**
 * How long an inquiry may take that begins when its deadline is all but over, so that a COMMIT lost at the last moment
 * is looked up at all. Shorter: more answers stay unknown. Longer: answers come that much after the deadline.
 */
const LEAST_PATIENCE_MS = 250;

/** What a batch was writing when its connection broke. */
export interface PendingCommit {
  readonly eventId: string;
  /** The version it wanted to write. */
  readonly version: number;
  readonly batchId: string;
}

/** Finds out what became of a COMMIT whose answer was lost. */
@Injectable()
export class CommitInquiry {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Whether the batch is in the database. The broken transaction may still be running on the server, or not even have
   * read all that it was sent, so its fence is waited for first: it stands until it is committed or rolled back, and
   * after that it can do neither.
   * @param deadlineAt when to give up, in milliseconds of `performance.now()`; one short look is always taken
   * @throws the last error of the database when it did not come back in time: the answer stays unknown
   */
  async wasStored(pending: PendingCommit, deadlineAt: number): Promise<boolean> {
    const giveUpAt = Math.max(deadlineAt, performance.now() + LEAST_PATIENCE_MS);
    for (;;) {
      try {
        return await this.#look(pending, giveUpAt);
      } catch (error) {
        const mayPass = isConnectionLoss(error) || isTimeout(error);
        if (!mayPass || performance.now() + INQUIRY_PAUSE_MS >= giveUpAt) throw error;
        await pause(INQUIRY_PAUSE_MS);
      }
    }
  }

  #look({ eventId, version, batchId }: PendingCommit, giveUpAt: number): Promise<boolean> {
    return transactionUntil(this.dataSource, giveUpAt, async (tx) => {
      const patienceMs = Math.max(1, giveUpAt - performance.now());
      await tx.query(`SELECT hold_fence($1, $2)`, [batchId, Math.ceil(patienceMs)]);
      const rows: unknown[] = await tx.query(
        `SELECT FROM ledger WHERE event_id = $1 AND version = $2 AND batch_id = $3 LIMIT 1`,
        [eventId, version, batchId],
      );
      return rows.length > 0;
    });
  }
}
