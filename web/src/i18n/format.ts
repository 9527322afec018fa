import { useMemo } from 'react';
import { type Locale } from './catalogue.js';
import { useLocale } from './locale.js';

const STYLES = {
  /** Sat, 5 Dec 2026 */
  day: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  /** Saturday, 5 December 2026 */
  longDay: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** 18:00 */
  time: { hour: '2-digit', minute: '2-digit' },
  /** 5 Dec 2026, 18:00 */
  moment: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  /** 18:00:07 */
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  /** 5 Dec */
  dayAndMonth: { day: 'numeric', month: 'short' },
  /** 5 */
  dayOfMonth: { day: 'numeric' },
  /** Dec */
  month: { month: 'short' },
  /** Sat */
  weekday: { weekday: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateStyle = keyof typeof STYLES;

/** British English: the day before the month, as in Indonesian, and 24 hours. */
const TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', id: 'id-ID' };

/** Units of an age with their seconds, the largest first. */
const AGES = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[];

/** Writes dates and numbers as people of one language do. Instants are ISO 8601, shown in the visitor's own time zone. */
export class Format {
  private readonly dates = new Map<DateStyle, Intl.DateTimeFormat>();
  private readonly numbers: Intl.NumberFormat;
  private readonly percents: Intl.NumberFormat;
  private readonly ages: Intl.RelativeTimeFormat;
  private readonly lists: Intl.ListFormat;

  constructor(private readonly locale: Locale) {
    this.numbers = new Intl.NumberFormat(TAGS[locale]);
    this.percents = new Intl.NumberFormat(TAGS[locale], { style: 'percent', maximumFractionDigits: 1 });
    this.ages = new Intl.RelativeTimeFormat(TAGS[locale], { numeric: 'auto' });
    this.lists = new Intl.ListFormat(TAGS[locale]);
  }

  date(instant: string | Date, style: DateStyle): string {
    const known = this.dates.get(style);
    const format = known ?? new Intl.DateTimeFormat(TAGS[this.locale], STYLES[style]);
    if (!known) this.dates.set(style, format);
    return format.format(typeof instant === 'string' ? new Date(instant) : instant);
  }

  number(value: number): string {
    return this.numbers.format(value);
  }

  /** A share of one: `0.42` is 42 %. */
  percent(share: number): string {
    return this.percents.format(share);
  }

  /** How long ago an instant was: "2 minutes ago", "yesterday". */
  ago(instant: string, nowMs = Date.now()): string {
    const seconds = Math.min(0, Math.round((Date.parse(instant) - nowMs) / 1000));
    const [unit, size] = AGES.find(([, unitSeconds]) => -seconds >= unitSeconds) ?? ['second', 1];
    return this.ages.format(Math.ceil(seconds / size), unit);
  }

  list(items: readonly string[]): string {
    return this.lists.format(items);
  }
}

/** The writer of dates and numbers for the language of the page. */
export function useFormat(): Format {
  const locale = useLocale();
  return useMemo(() => new Format(locale), [locale]);
}
