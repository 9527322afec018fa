import { Injectable } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.js';
import { SalePulses } from './sale-pulses.js';

/** What the inventory tells `/metrics`, of all events: how many share a write, how often one is lost, how many wait. */
@Injectable()
export class InventoryMetrics {
  readonly batchSize;
  readonly conflicts;
  readonly retries;
  readonly contendedEnrolments;
  readonly inDoubtCommits;
  readonly queueDepth;
  /** The same event by event, for their organizers: as labels there would be too many. */
  readonly pulses = new SalePulses();

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
