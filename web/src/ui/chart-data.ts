/** One line of a chart. */
interface ChartSeries {
  readonly title: string;
  /** A colour of the tokens, without `--`: `color-accent`. */
  readonly colour: 'color-accent' | 'color-good' | 'color-warn' | 'color-link';
  /** As many as there are times; null where nothing is known. */
  readonly values: readonly (number | null)[];
}

export interface ChartProps {
  /** What it shows, in a sentence, for those who do not see it. */
  readonly label: string;
  /** In seconds since 1970, rising. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  /** In pixels. It is as wide as its place. */
  readonly height: number;
}
