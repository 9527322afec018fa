/** What is longer ago than this hardly counts. Shorter: one stall turns people away. Longer: overload is noticed late. */
const MEMORY_MS = 3_000;

/**
 * From here on nobody else is let in. Whoever is served meets the event loop several times, for the request and for each
 * answer of the database, so that this much makes two seconds. Smaller: a rush of a thousand on a slow machine, which is
 * one stall of most of a second and then over, would be turned away beside free seats.
 */
const TOO_LATE_MS = 350;

/** How late the event loop is, on average over the last seconds. */
export class Lateness {
  #ms = 0;

  /**
   * Takes a measurement.
   * @param lateMs how much later than asked for a timer went off
   * @param elapsedMs since the measurement before
   */
  note(lateMs: number, elapsedMs: number): void {
    const weight = 1 - Math.exp(-elapsedMs / MEMORY_MS);
    this.#ms += (lateMs - this.#ms) * weight;
  }

  get ms(): number {
    return this.#ms;
  }

  get isTooMuch(): boolean {
    return this.#ms > TOO_LATE_MS;
  }
}
