/** What a bench measured, in reading order; `writeBenchReport` makes a page of it, and stores it beside as JSON. */
export interface BenchReport {
  readonly title: string;
  /** One or two sentences: what was compared, and what came of it. */
  readonly summary: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** What repeats it, such as `npm run bench -- hot-event --rounds 5`. */
  readonly command: string;
  /** Where it ran, by name: the processor, its cores, memory, versions, rounds and seconds. */
  readonly facts: Readonly<Record<string, string>>;
  readonly sections: readonly BenchSection[];
}

/** One question of the bench with its charts, and all their figures as a table. */
export interface BenchSection {
  readonly title: string;
  /** How it was measured, and how to read it. */
  readonly note?: string;
  readonly charts: readonly BenchChart[];
  readonly table?: BenchTable;
}

export type BenchChart = BarChart | LineChart;

interface ChartBase {
  readonly title: string;
  /** Of the values, such as `bookings/s` or `ms`. */
  readonly unit: string;
  readonly note?: string;
  /** Which way is good; told beside the title. */
  readonly better?: 'more' | 'less';
}

/**
 * One row per candidate with one bar per series: throughput (one series), p50 and p99 (two), sold and refused (two, on
 * top of each other: `stacked`).
 */
export interface BarChart extends ChartBase {
  readonly kind: 'bars';
  /** Names of the series in the order of `Bar.values`. */
  readonly series: readonly string[];
  readonly bars: readonly Bar[];
  /** The values of a row share one bar; otherwise each has its own. */
  readonly stacked?: boolean;
  /** A line across all bars, such as the seats there were. */
  readonly reference?: { readonly label: string; readonly value: number };
}

interface Bar {
  readonly label: string;
  /** One per series; null where nothing was measured. */
  readonly values: readonly (number | null)[];
  /** Beside the bar: the ratio to Rowlock (`0.13 ×`), or why nothing was measured. */
  readonly remark?: string;
  /** Rowlock's own row, drawn stronger than the others. */
  readonly isOurs?: boolean;
}

/** Values over a quantity: throughput over the delay of a commit, latency over the number of bookings. */
export interface LineChart extends ChartBase {
  readonly kind: 'lines';
  /** What `x` counts, such as `commit delay, ms`. */
  readonly xTitle: string;
  /** `log` for steps of ten; every `x` must then be above 0. */
  readonly xScale?: 'linear' | 'log';
  /** At most eight: more cannot be told apart. */
  readonly lines: readonly Line[];
}

export interface Line {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly isOurs?: boolean;
}

interface BenchTable {
  readonly columns: readonly string[];
  /**
   * Cells in the order of `columns`. Numbers stand right-aligned with about three significant digits; `✔` and `✘` alone
   * become verdicts.
   */
  readonly rows: readonly (readonly (string | number | null)[])[];
}
