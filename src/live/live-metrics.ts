import { Injectable } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.js';

/** What the live view tells `/metrics`. */
@Injectable()
export class LiveMetrics {
  readonly streams;
  readonly dropped;

  constructor(metrics: Metrics) {
    this.streams = metrics.gauge({ name: 'rowlock_live_streams', help: 'Open streams of the live view' });
    this.dropped = metrics.counter({
      name: 'rowlock_live_streams_dropped_total',
      help: 'Streams that were cut because their reader did not read',
    });
  }
}
