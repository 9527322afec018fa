/** The lower median; NaN of nothing. */
export const median = (values: readonly number[]): number => percentile(values, 50);

/** Nearest rank: the least value that `percent` of all do not exceed; `percent` from 0 to 100. NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/**
 * How `values` compare with `base`, both measured in the same rounds: the median of the rounds' own ratios, so that a
 * round in which the machine was slow for both counts as much as any other. NaN of nothing.
 */
export function ratioOf(values: readonly number[], base: readonly number[]): number {
  if (values.length !== base.length) throw new Error('ratios need the same rounds on both sides');
  return median(values.map((value, round) => value / (base[round] ?? Number.NaN)));
}

/** A figure for people: whole from 100 on, else up to two decimals. `–` where nothing was measured. */
export function tidy(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/** The same as a number, for charts and tables; null where nothing was measured. */
export const rounded = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(4)) : null);
