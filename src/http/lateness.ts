/** What is longer ago than this hardly counts. Shorter: a few stalls turn people away. Longer: overload is noticed late. */
const MEMORY_MS = 3_000;

/**
 * One measurement counts as no more time, and no more lateness, than this. Longer: a single stall, e.g. of a rush or of the
 * collector, looks like an overload though it is over.
 */
const ELAPSED_MAX_MS = 500;
const LATE_MAX_MS = 2_000;

/** How late the event loop is, on average over the last seconds. */
export class Lateness {
  #ms = 0;

  /**
   * Takes a measurement.
   * @param lateMs how much later than asked for a timer went off
   * @param elapsedMs since the measurement before
   */
  note(lateMs: number, elapsedMs: number): void {
    const weight = 1 - Math.exp(-Math.min(elapsedMs, ELAPSED_MAX_MS) / MEMORY_MS);
    this.#ms += (Math.min(lateMs, LATE_MAX_MS) - this.#ms) * weight;
  }

  get ms(): number {
    return this.#ms;
  }
}
