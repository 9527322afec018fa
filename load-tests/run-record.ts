/** What the load tests hand to the report: plain data, all of it bounded, so that an hour's run is no larger than a rush. */

/** One thing that had to be so, and what was found. */
export interface Check {
  readonly name: string;
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
}

/** Full-answer latencies in milliseconds, nearest rank; answers that never came count with the time they were waited for. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly mean: number;
}

/**
 * How far a run was at one moment. Samples are equally far apart, at most 600 a run: 5 ms in a rush, 10 s in an hour.
 * Counts run from the start of the run; rates and percentiles are those of the time since the sample before.
 */
export interface Sample {
  /** Since the first shot, in milliseconds; ends the span that the sample is about. */
  readonly atMs: number;
  readonly answered: number;
  /** The event, as far as it was known: from the answers themselves and from readings of its availability. */
  readonly seatsConfirmed: number;
  readonly seatsHeld: number;
  readonly seatsFree: number;
  /** Parties on the waitlist. */
  readonly waiting: number;
  /** Answers that said no: 4xx without 429, and 5xx. */
  readonly refused: number;
  /** 429. */
  readonly throttled: number;
  /** Requests that got no answer at all. */
  readonly unanswered: number;
  readonly requestsPerSecond: number;
  /** Absent where nothing was answered in that span. */
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  /**
   * Lost versioned writes since the start of the run, and the memory of the server: resident, and V8's heap with its
   * garbage. Absent where `/metrics` is out of reach.
   */
  readonly conflicts?: number;
  readonly rssBytes?: number;
  readonly heapBytes?: number;
}

/** A bar of a histogram: how many values were above the bar before and at most `upTo`; `null`: no upper end. */
export interface Bar {
  readonly upTo: number | null;
  readonly count: number;
}

/** What `/metrics` says about a run, all instances together: the difference between its end and its start. */
export interface ServerFigures {
  /** Versioned writes that lost to another writer, and requests sent round again for it. */
  readonly conflicts: number;
  readonly retries: number;
  /** Buyers put on a waitlist because their tries were used up. */
  readonly contendedEnrolments: number;
  /** Commands that shared one versioned write, by batch; not cumulative. */
  readonly batches: readonly Bar[];
  /** Versioned writes and the commands in them. */
  readonly batchCount: number;
  readonly commandCount: number;
  /** Answers by status, as the server counts them: 503 is what it shed, 429 what it throttled. */
  readonly answersByStatus: Readonly<Record<string, number>>;
  readonly cpuSeconds: number;
  /** Resident memory at the start and at the end. */
  readonly rssBytes: { readonly before: number; readonly after: number };
}

/** One performance of one scenario, and its verdict. */
export interface RunRecord {
  readonly scenario: string;
  readonly summary: string;
  /** Who sent the requests: `artillery` (arrivals spread over time), `burst` (all at one moment), `steady` (a fixed rate). */
  readonly driver: string;
  /** Counted from 1. */
  readonly number: number;
  readonly eventId: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** From the first shot to the last answer, in milliseconds. */
  readonly durationMs: number;
  /** Whether all checks passed. */
  readonly passed: boolean;
  readonly checks: readonly Check[];
  /** How often each answer came, by `<status> <outcome or problem code>` such as `201 confirmed`, most frequent first. */
  readonly counts: Readonly<Record<string, number>>;
  readonly latency: Latency;
  /** Of all answers, ascending; beyond 5,000 answers 1,001 evenly spaced quantiles stand for them. */
  readonly latenciesMs: readonly number[];
  /** Between the first and the last shot of a volley, in milliseconds: how much at once it was. */
  readonly spreadMs: number;
  /** What else is worth telling, by name. */
  readonly notes: Readonly<Record<string, number>>;
  readonly samples: readonly Sample[];
  /** Absent where `/metrics` is out of reach. */
  readonly server?: ServerFigures;
}

/** On what it was measured; what could not be found out is absent. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly os: string;
  readonly node: string;
  readonly postgres?: string;
  readonly redis?: string;
  /** Version of the package, and the commit where the checkout is one. */
  readonly rowlock: string;
  readonly artillery?: string;
}

/** All runs of one command. */
export interface RunReport {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** What to type to have it again; without passwords. */
  readonly command: string;
  /** The origins, or that it was a server of our own. */
  readonly target: string;
  readonly machine: Machine;
  readonly runs: readonly RunRecord[];
}
