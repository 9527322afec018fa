import { describe, expect, it } from '@jest/globals';
import { compareMetrics, parseMetrics } from '#server-metrics';

const page = (factor: number): string => `# HELP rowlock_conflicts_total Batches that lost
# TYPE rowlock_conflicts_total counter
rowlock_conflicts_total ${factor}
rowlock_lane_batch_commands_bucket{le="1"} ${2 * factor}
rowlock_lane_batch_commands_bucket{le="64"} ${5 * factor}
rowlock_lane_batch_commands_bucket{le="+Inf"} ${6 * factor}
rowlock_lane_batch_commands_sum ${300 * factor}
rowlock_lane_batch_commands_count ${6 * factor}
http_request_duration_seconds_count{method="POST",route="/api/v1/events/:id/bookings",status="201"} ${4 * factor}
http_request_duration_seconds_count{method="GET",route="/x\\"y",status="200"} 7
process_resident_memory_bytes ${1e6 * factor}
process_cpu_seconds_total 1.5e${factor}
`;

// Goal: what the server says about a run is read right. Method: two pages of one instance, and of two together.
describe('compareMetrics', () => {
  it('tells the difference between two readings', () => {
    const figures = compareMetrics(parseMetrics(page(1)), parseMetrics(page(3)));
    expect(figures).toMatchObject({
      conflicts: 2,
      retries: 0,
      batchCount: 12,
      commandCount: 600,
      cpuSeconds: 1_485,
      answersByStatus: { '201': 8 },
      rssBytes: { before: 1e6, after: 3e6 },
    });
    expect(figures.batches).toEqual([
      { upTo: 1, count: 4 },
      { upTo: 64, count: 6 },
      { upTo: null, count: 2 },
    ]);
  });

  it('adds instances up', () => {
    const before = parseMetrics(page(1) + page(1));
    const figures = compareMetrics(before, parseMetrics(page(2) + page(1)));
    expect(figures.conflicts).toBe(1);
    expect(figures.batches.map(({ count }) => count)).toEqual([2, 3, 1]);
    expect(figures.rssBytes).toEqual({ before: 2e6, after: 3e6 });
  });
});
