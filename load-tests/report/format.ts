const wholes = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const hundredths = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const thousandths = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
const instants = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' });

/** About three significant digits: 1,235 · 12.3 · 1.23 · 0.123. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return wholes.format(value);
  if (size >= 10) return tenths.format(value);
  return (size >= 1 ? hundredths : thousandths).format(value);
}

/** A time in the unit that reads best: 4.2 ms, 425 ms, 1.25 s, 12.5 min. */
export function formatMs(ms: number): string {
  if (ms < 10) return `${tenths.format(ms)} ms`;
  if (ms < 1_000) return `${wholes.format(ms)} ms`;
  if (ms < 120_000) return `${hundredths.format(ms / 1_000)} s`;
  return `${tenths.format(ms / 60_000)} min`;
}

/** A share of all, 0 to 1. */
export const formatShare = (share: number): string => `${tenths.format(share * 100)} %`;

const MIB = 2 ** 20;

export const toMib = (bytes: number): number => bytes / MIB;

export const formatBytes = (bytes: number): string =>
  bytes < 1_024 * MIB ? `${wholes.format(toMib(bytes))} MiB` : `${tenths.format(toMib(bytes) / 1_024)} GiB`;

/** An ISO 8601 instant for people; as it stands where it is none. */
export function formatInstant(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : `${instants.format(date)} UTC`;
}

/** `1 run`, `2 runs`. */
export const count = (number: number, noun: string): string =>
  `${formatNumber(number)} ${noun}${number === 1 ? '' : 's'}`;
