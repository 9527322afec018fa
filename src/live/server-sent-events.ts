/** The media type of a stream. Source: HTML standard, "Server-sent events". */
export const EVENT_STREAM_MEDIA_TYPE = 'text/event-stream';

/** A comment: no message for the page, but something for the proxies between. */
export const HEARTBEAT = Buffer.from(':\n\n');

/** Versions are PostgreSQL integers, counted from 1. */
const VERSION_MAX = 2 ** 31 - 1;

/** When to come back after the stream has ended, in milliseconds. */
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 4_000;

/** A message, ready for any number of readers. `data` must be JSON, which has no line breaks of its own. */
export const formatMessage = (event: string, version: number, data: string): Buffer =>
  Buffer.from(`id: ${version}\nevent: ${event}\ndata: ${data}\n\n`);

/**
 * Tells the reader how long to wait before it reconnects: some time of 1 to 4 s, so that the readers of an instance that
 * stops do not all come to the next at the same moment.
 * @param random 0 ≤ random < 1
 */
export const formatRetry = (random: number): Buffer =>
  Buffer.from(`retry: ${Math.floor(RETRY_MIN_MS + random * (RETRY_MAX_MS - RETRY_MIN_MS))}\n\n`);

/** The version a reader has seen last; `undefined` for none, and for anything that cannot be one. */
export function parseLastEventId(header: string | undefined): number | undefined {
  if (header === undefined || !/^[1-9]\d{0,9}$/.test(header)) return undefined;
  const version = Number(header);
  return version <= VERSION_MAX ? version : undefined;
}
