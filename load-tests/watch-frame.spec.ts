import { describe, expect, it } from '@jest/globals';
import { type Progress } from '#recorder';
import { toFrame, toLine } from '#watch-frame';

const progress: Progress = {
  answered: 750,
  planned: 1_000,
  elapsedMs: 1_234,
  counts: {
    '201 confirmed': 100,
    '202 waitlisted': 600,
    '409 sold-out': 40,
    '429 too-many-requests': 9,
    '0 ECONNRESET': 1,
  },
  latency: { p50: 120, p95: 300, p99: 410, max: 500, mean: 140 },
  availability: { capacity: 100, seatsConfirmed: 100, seatsHeld: 0, seatsFree: 0, waiting: 600 },
  server: { conflicts: 0, rssBytes: 150 * 2 ** 20, heapBytes: 0 },
  requestsPerSecond: 607.6,
};

// Goal: somebody who watches sees what counts. Method: one moment, drawn.
describe('the live view', () => {
  it('draws how far it is and what came of it', () => {
    expect(toFrame({ title: 'purchase-load, burst, run 1 of 3', progress }, 100)).toBe(
      [
        'purchase-load, burst, run 1 of 3  1.2 s',
        `  ${'█'.repeat(30)}${'░'.repeat(10)}   75 %  750 of 1,000 answered`,
        '  sold 100 of 100   waiting 600   refused 40   throttled 9   unanswered 1',
        '  608 requests/s   p50 120 ms   p99 410 ms   memory 150 MiB',
      ].join('\n'),
    );
  });

  it('does without the bar where there is no room, and in one line where nothing can be drawn', () => {
    expect(toFrame({ title: 't', progress }, 40)).not.toContain('█');
    expect(toLine({ title: 't', progress }).split('\n')).toHaveLength(1);
  });
});
