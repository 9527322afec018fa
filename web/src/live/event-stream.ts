import { EventSourceParserStream } from 'eventsource-parser/stream';
import { type AvailabilityResponse, type SeatChangesResponse } from '../api/schema.js';
import { session } from '../session/session.js';

/** A message of an event's stream. */
export type LiveMessage =
  | { readonly event: 'availability'; readonly data: AvailabilityResponse }
  | { readonly event: 'seats'; readonly data: SeatChangesResponse };

/** How a stream came to its end. */
export type StreamEnd =
  | { readonly kind: 'over' }
  | { readonly kind: 'gone' }
  /** `retryAfterMs`: the server's own wish, if it had one. */
  | { readonly kind: 'lost'; readonly retryAfterMs: number | undefined };

export interface StreamOptions {
  readonly eventId: string;
  /** The id of the last message seen: the stream goes on from there. */
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
  readonly onMessage: (message: LiveMessage, id: string | undefined) => void;
  /** The server's advice for the next time. */
  readonly onRetryAdvice: (delayMs: number) => void;
}

/**
 * Reads the stream of one event to its end. By `fetch` instead of `EventSource`, which neither tells a busy server (503,
 * `Retry-After`) from a lost line nor lets a new start go on from where the last one ended.
 */
export async function readEventStream(options: StreamOptions): Promise<StreamEnd> {
  const { eventId, lastEventId, signal } = options;
  const token = await session.accessToken().catch(() => undefined);
  const headers = new Headers({ accept: 'text/event-stream' });
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  if (lastEventId !== undefined) headers.set('last-event-id', lastEventId);
  try {
    const response = await fetch(`/api/v1/events/${eventId}/stream`, { headers, signal, cache: 'no-store' });
    if (response.status === 204) return { kind: 'over' };
    if (response.ok && response.body) {
      await readMessages(response.body, options);
      return { kind: 'lost', retryAfterMs: undefined };
    }
    return toEnd(response);
  } catch (error) {
    if (signal.aborted) throw error;
    return { kind: 'lost', retryAfterMs: undefined };
  }
}

function toEnd({ status, headers }: Response): StreamEnd {
  // A token that has just ended is renewed by the next try.
  if (status >= 400 && status < 500 && status !== 401 && status !== 429) return { kind: 'gone' };
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return { kind: 'lost', retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined };
}

async function readMessages(body: ReadableStream<Uint8Array<ArrayBuffer>>, options: StreamOptions): Promise<void> {
  const parser = new EventSourceParserStream({ onRetry: options.onRetryAdvice });
  const reader = body.pipeThrough(new TextDecoderStream()).pipeThrough(parser).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const { event, data, id } = value;
    if (event !== 'availability' && event !== 'seats') continue;
    // The one who wrote it checked it; a page has no second opinion.
    const message: unknown = { event, data: JSON.parse(data) as unknown };
    options.onMessage(message as LiveMessage, id);
  }
}
