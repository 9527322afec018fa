import { type RunRecord, type RunReport, type Sample } from '#run-record';

const SAMPLES = 20;

/** A run in which all went well: 300 users, 299 seats. Tests set only what they are about. */
export function aRun(changes: Partial<RunRecord> = {}): RunRecord {
  const latenciesMs = Array.from({ length: 300 }, (_, index) => 10 + index / 3);
  return {
    scenario: 'stadium-rush',
    summary: '300 users want one seat each of 299',
    driver: 'burst',
    number: 1,
    eventId: '0193507c-0000-7000-8000-000000000000',
    startedAt: '2026-11-21T15:00:00.000Z',
    durationMs: 120,
    passed: true,
    checks: [
      { name: 'answers', passed: true, expected: '299 × 201 confirmed', found: '299 × 201 confirmed' },
      { name: 'invariants', passed: true, expected: 'all hold', found: 'all hold' },
    ],
    counts: { '201 confirmed': 299, '202 waitlisted': 1 },
    latency: { p50: 60, p95: 105, p99: 109, max: 110, mean: 60 },
    latenciesMs,
    spreadMs: 4,
    notes: { sockets: 300 },
    samples: Array.from({ length: SAMPLES }, (_, index) => aSample((index + 1) / SAMPLES)),
    server: {
      conflicts: 2,
      retries: 1,
      contendedEnrolments: 0,
      batches: [
        { upTo: 1, count: 1 },
        { upTo: 2, count: 0 },
        { upTo: 512, count: 2 },
        { upTo: null, count: 0 },
      ],
      batchCount: 3,
      commandCount: 300,
      answersByStatus: { '201': 299, '202': 1 },
      cpuSeconds: 0.2,
      rssBytes: { before: 130_000_000, after: 140_000_000 },
    },
    ...changes,
  };
}

/** @param share of the run that is over */
function aSample(share: number): Sample {
  const answered = Math.floor(300 * share);
  return {
    atMs: 120 * share,
    answered,
    seatsConfirmed: Math.min(299, answered),
    seatsHeld: 0,
    seatsFree: Math.max(0, 299 - answered),
    waiting: Math.max(0, answered - 299),
    refused: 0,
    throttled: 0,
    unanswered: 0,
    requestsPerSecond: 2_500,
    p50Ms: 60,
    p99Ms: 100,
    conflicts: 2,
    rssBytes: 135_000_000,
  };
}

/** A run of which nothing came: no answer, nothing watched, `/metrics` out of reach. */
export function anEmptyRun(): RunRecord {
  const run: { -readonly [Name in keyof RunRecord]: RunRecord[Name] } = aRun({
    durationMs: 0,
    passed: false,
    checks: [{ name: 'played', passed: false, expected: 'to the end', found: 'connect ECONNREFUSED' }],
    counts: {},
    latency: { p50: 0, p95: 0, p99: 0, max: 0, mean: 0 },
    latenciesMs: [],
    spreadMs: 0,
    notes: {},
    samples: [],
  });
  delete run.server;
  return run;
}

export const aReport = (runs: readonly RunRecord[], changes: Partial<RunReport> = {}): RunReport => ({
  at: '2026-11-21T15:01:00.000Z',
  command: 'npm run load -- stadium-rush --runs 2',
  target: 'a server of our own',
  machine: {
    cpu: 'Some Processor',
    cores: 2,
    memoryBytes: 8_000_000_000,
    os: 'Linux 6.1',
    node: 'v24.21.0',
    postgres: '18.4',
    rowlock: '0.1.0',
  },
  runs,
  ...changes,
});
