import { pause } from '../api/patience.js';
import { type LiveMessage, readEventStream, type StreamEnd } from './event-stream.js';

/** `live`: from now on nothing is missed. `over`: the event is cancelled and nothing will change. `gone`: there is no such event, or not for us. */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'over' | 'gone';

export interface Watcher {
  readonly onMessage: (message: LiveMessage) => void;
  readonly onStatus: (status: LiveStatus) => void;
}

/** The first wait after a lost line; doubled each time. Shorter: a server that restarts is met by everybody at once. */
const BACKOFF_MS = 1000;
const BACKOFF_MAX_MS = 30_000;
/** A tab nobody looks at gives its line back after this long: browsers have six to a host, and servers count them too. */
const HIDDEN_MS = 10_000;

/** The line to one event, shared by everything on the page that watches it. */
class EventLine {
  readonly watchers = new Set<Watcher>();
  status: LiveStatus = 'connecting';
  #lastEventId: string | undefined;
  #adviceMs = BACKOFF_MS;
  #failures = 0;
  #running: AbortController | undefined;
  #hiding: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly eventId: string) {}

  open(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#start();
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    clearTimeout(this.#hiding);
    this.#stop();
  }

  #onVisibility = (): void => {
    clearTimeout(this.#hiding);
    if (document.visibilityState === 'visible') this.#start();
    else this.#hiding = setTimeout(() => this.#stop(), HIDDEN_MS);
  };

  #start(): void {
    if (this.#running || this.status === 'over' || this.status === 'gone') return;
    this.#running = new AbortController();
    const { signal } = this.#running;
    // Only `stop` ends it early, and nobody waits for it then.
    this.#run(signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    if (this.status === 'live') this.#tell('reconnecting');
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (;;) {
      const end = await readEventStream({
        eventId: this.eventId,
        lastEventId: this.#lastEventId,
        signal,
        onMessage: (message, id) => this.#receive(message, id),
        onRetryAdvice: (delayMs) => (this.#adviceMs = delayMs),
      });
      if (end.kind !== 'lost') {
        this.#tell(end.kind);
        return;
      }
      this.#tell('reconnecting');
      await pause(this.#delayMs(end), signal);
    }
  }

  #receive(message: LiveMessage, id: string | undefined): void {
    this.#failures = 0;
    // From its first message on a line misses nothing; what was read before may lack something.
    this.#tell('live');
    this.#lastEventId = id ?? this.#lastEventId;
    for (const { onMessage } of this.watchers) onMessage(message);
  }

  /** What the server asks for; else its advice, doubled with each failure and spread, so that pages do not come in step. */
  #delayMs({ retryAfterMs }: Extract<StreamEnd, { kind: 'lost' }>): number {
    const backoffMs = Math.min(BACKOFF_MAX_MS, this.#adviceMs * 2 ** this.#failures);
    this.#failures += 1;
    return Math.max(retryAfterMs ?? 0, backoffMs) * (0.75 + Math.random() / 2);
  }

  #tell(status: LiveStatus): void {
    if (this.status === status) return;
    this.status = status;
    for (const { onStatus } of this.watchers) onStatus(status);
  }
}

const lines = new Map<string, EventLine>();

/**
 * Watches one event as it changes. The line opens with the first watcher and closes with the last; it comes back by itself
 * and goes on where it was. To keep a seat map: read `/seats` once it is live, then nothing is missed.
 * @returns how to stop
 */
export function watchEvent(eventId: string, watcher: Watcher): () => void {
  const line = lines.get(eventId) ?? new EventLine(eventId);
  line.watchers.add(watcher);
  watcher.onStatus(line.status);
  if (!lines.has(eventId)) {
    lines.set(eventId, line);
    line.open();
  }
  return () => {
    line.watchers.delete(watcher);
    if (line.watchers.size > 0) return;
    line.close();
    lines.delete(eventId);
  };
}
