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

/** Writes dates and numbers as people of one language do. Instants are ISO 8601, shown in the visitor's own time zone. */
export class Format {
  private readonly dates = new Map<DateStyle, Intl.DateTimeFormat>();
  private readonly numbers: Intl.NumberFormat;
  private readonly lists: Intl.ListFormat;

  constructor(private readonly locale: Locale) {
    this.numbers = new Intl.NumberFormat(TAGS[locale]);
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

  list(items: readonly string[]): string {
    return this.lists.format(items);
  }
}

/** The writer of dates and numbers for the language of the page. */
export function useFormat(): Format {
  const locale = useLocale();
  return useMemo(() => new Format(locale), [locale]);
}
