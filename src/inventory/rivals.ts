import { BoundedMap } from '../shared/bounded-map.js';

/**
 * How long a rival is reckoned with after the last sign of one. Without rivals the version check costs nothing; with
 * them, every batch that loses was decided in vain (docs/performance.md). Shorter: more of those. Longer: a lock taken
 * when the rival is long gone.
 */
const RIVALRY_MS = 1_000;
/** Events remembered at once; beyond that the oldest is forgotten, and costs one more lost race. */
const EVENTS_MAX = 10_000;

interface Rivalry {
  /** The version this process has last read or written. */
  version: number;
  /** Milliseconds of `performance.now()`. */
  endsAt: number;
}

/**
 * Remembers on which events other instances sell at the same time. It begins with a race that was lost, and lasts for
 * as long as versions turn up that are not of this process.
 */
export class Rivals {
  readonly #rivalries = new BoundedMap<string, Rivalry>(EVENTS_MAX);

  /** Whether to expect somebody else to write to the event. */
  areAbout(eventId: string): boolean {
    const rivalry = this.#rivalries.get(eventId);
    if (!rivalry) return false;
    if (performance.now() < rivalry.endsAt) return true;
    this.#rivalries.delete(eventId);
    return false;
  }

  /** A batch of this process came too late. */
  won(eventId: string): void {
    const version = this.#rivalries.get(eventId)?.version ?? 0;
    this.#rivalries.set(eventId, { version, endsAt: performance.now() + RIVALRY_MS });
  }

  /** A batch has found the event at `version`. */
  sawVersion(eventId: string, version: number): void {
    const rivalry = this.#rivalries.get(eventId);
    if (!rivalry || version <= rivalry.version) return;
    rivalry.version = version;
    rivalry.endsAt = performance.now() + RIVALRY_MS;
  }

  /** A batch of this process has stored `version`. */
  wrote(eventId: string, version: number): void {
    const rivalry = this.#rivalries.get(eventId);
    if (rivalry) rivalry.version = version;
  }
}
