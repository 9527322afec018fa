import { Injectable } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.js';

/** What the inventory tells `/metrics`: how many share a write, how often a write is lost, how many wait. */
@Injectable()
export class InventoryMetrics {
  readonly batchSize;
  readonly conflicts;
  readonly retries;
  readonly contendedEnrolments;
  readonly inDoubtCommits;
  readonly queueDepth;

  constructor(metrics: Metrics) {
    this.batchSize = metrics.histogram({
      name: 'rowlock_lane_batch_commands',
      help: 'Commands that shared one versioned write',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
    });
    this.conflicts = metrics.counter({
      name: 'rowlock_conflicts_total',
      help: 'Batches that lost their versioned write to another writer',
    });
    this.retries = metrics.counter({
      name: 'rowlock_retries_total',
      help: 'Requests sent round again after a conflict or a lost connection',
    });
    this.contendedEnrolments = metrics.counter({
      name: 'rowlock_contended_enrolments_total',
      help: 'Buyers put on a waitlist because their tries were used up',
    });
    this.inDoubtCommits = metrics.counter({
      name: 'rowlock_in_doubt_commits_total',
      help: 'Batches whose connection broke around COMMIT and that were looked up in the ledger',
    });
    this.queueDepth = metrics.gauge({
      name: 'rowlock_lane_commands',
      help: 'Commands waiting or running in the lanes of this process',
    });
  }
}
