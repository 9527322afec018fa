/** The lower median. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

export const perSecond = (rate: number | undefined): string => (rate === undefined ? '–' : Math.round(rate).toString());

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
