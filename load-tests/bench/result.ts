import { type BenchSection } from '#report/bench-record';
import { type Effort } from '#bench/options';
import { type BenchServers } from '#bench/servers';

/** A number that Rowlock promises to hold, and what was found. */
export interface Finding {
  readonly what: string;
  readonly target: string;
  readonly found: string;
  /** Nothing where it could not be measured; `found` says why. */
  readonly holds?: boolean;
}

/** What one bench found out. */
export interface BenchResult {
  readonly sections: readonly BenchSection[];
  readonly findings: readonly Finding[];
}

/** Measures something and says what while it goes. */
export type Bench = (servers: BenchServers, effort: Effort) => Promise<BenchResult>;

/** One line of what is going on. */
export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Lines in columns: the first to the left, figures to the right. */
export function sayTable(columns: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = columns.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of [columns, ...rows]) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    say(`  ${cells.join('   ').trimEnd()}`);
  }
}
