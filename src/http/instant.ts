const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Earlier or later than this is a typing error, and PostgreSQL and browsers disagree about very distant years. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2199;

/**
 * Reads an ISO 8601 date-time with `Z` or an offset (RFC 3339), years 2000–2199. Finer parts than milliseconds are cut.
 * @returns undefined for anything else, also for days that do not exist (30 February)
 */
export function parseInstant(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const parts = DATE_TIME.exec(value);
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  // `Date` rolls 30 February over into March instead of refusing it.
  const calendarDay = new Date(Date.UTC(year, month - 1, day));
  if (calendarDay.getUTCMonth() !== month - 1 || calendarDay.getUTCDate() !== day) return undefined;
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
