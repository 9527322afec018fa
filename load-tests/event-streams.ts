import { setTimeout as pause } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { type Availability } from '#scenario';

const WAIT_STEP_MS = 50;

/** What `GET /events/:id/stream` tells of the seats. */
interface StreamedAvailability extends Availability {
  readonly version: number;
}

/** What tells one reader from another: a token, or where a proxy says it comes from. */
export type ReaderHeaders = Readonly<Record<string, string>>;

/** Pages that stay open: each reads the stream of one event to its end. */
export class EventStreams {
  readonly #stopping = new AbortController();
  readonly #versions: number[][] = [];
  #reading: Promise<unknown> = Promise.resolve();

  /**
   * Opens all of them. @param origins several are used in turn
   * @param readers how many; or what each of them sends along @throws when one is refused
   */
  static async open(
    origins: readonly string[],
    eventId: string,
    readers: number | readonly ReaderHeaders[],
  ): Promise<EventStreams> {
    const streams = new EventStreams();
    const all = typeof readers === 'number' ? Array.from({ length: readers }, () => ({})) : readers;
    const opening = all.map((headers, index) =>
      streams.#open(`${origins[index % origins.length] ?? ''}/api/v1/events/${eventId}/stream`, headers),
    );
    const opened = await Promise.all(opening).catch((error: unknown) => {
      streams.#stopping.abort();
      throw error;
    });
    streams.#reading = Promise.allSettled(opened.map((read) => read()));
    return streams;
  }

  /** Settles when all of them are over, whoever ended them. */
  get over(): Promise<unknown> {
    return this.#reading;
  }

  /** The versions each has been told, in the order in which they came. */
  get versions(): readonly (readonly number[])[] {
    return this.#versions;
  }

  /** Waits until all know a version. @returns how many do, in the end */
  async waitFor(version: number, timeoutMs: number): Promise<number> {
    const deadline = Date.now() + timeoutMs;
    const informed = (): number => this.#versions.filter((told) => (told.at(-1) ?? 0) >= version).length;
    while (informed() < this.#versions.length && Date.now() < deadline) await pause(WAIT_STEP_MS);
    return informed();
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#reading;
  }

  async #open(url: string, headers: ReaderHeaders): Promise<() => Promise<void>> {
    const { status, body } = await fetch(url, { signal: this.#stopping.signal, headers: { ...headers } });
    if (status !== 200 || !body) throw new Error(`${url} answered ${status}`);
    const told: number[] = [];
    this.#versions.push(told);
    return async () => {
      const messages = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
      for await (const { event, data } of messages) {
        if (event === 'availability') told.push((JSON.parse(data) as StreamedAvailability).version);
      }
    };
  }
}
