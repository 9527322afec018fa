/** What a try came to. `retryAfterMs` is 0 unless refused; `hits` counts the tries let through, this one included. */
export interface WindowHit {
  readonly hits: number;
  readonly refused: boolean;
  readonly retryAfterMs: number;
  /** Until the oldest hit leaves the window. */
  readonly resetMs: number;
}

/** Most users send a few requests a minute; the ring doubles for those who send more. */
const FIRST_SIZE = 8;

/**
 * An exact sliding window: the times of the last tries let through, in a ring. Refused tries leave no trace, so hammering
 * does not lengthen the wait. Times are milliseconds of one monotonic clock.
 */
export class SlidingWindow {
  private times = new Float64Array(FIRST_SIZE);
  private first = 0;
  private count = 0;

  /** `limit` ≥ 1 tries per `ttlMs` > 0. */
  hit(nowMs: number, ttlMs: number, limit: number): WindowHit {
    this.forgetUntil(nowMs - ttlMs);
    if (this.count >= limit) {
      // Where the limit was higher before, more than one has to leave.
      const leaving = this.at(this.count - limit);
      return {
        hits: this.count,
        refused: true,
        retryAfterMs: leaving + ttlMs - nowMs,
        resetMs: this.at(0) + ttlMs - nowMs,
      };
    }
    if (this.count === this.times.length) this.grow();
    this.times[(this.first + this.count) % this.times.length] = nowMs;
    this.count += 1;
    return { hits: this.count, refused: false, retryAfterMs: 0, resetMs: this.at(0) + ttlMs - nowMs };
  }

  /** How many times it has room for: what it costs, in units of 8 bytes. */
  get size(): number {
    return this.times.length;
  }

  private forgetUntil(ms: number): void {
    while (this.count > 0 && this.at(0) <= ms) {
      this.first = (this.first + 1) % this.times.length;
      this.count -= 1;
    }
  }

  private at(index: number): number {
    return this.times[(this.first + index) % this.times.length] ?? 0;
  }

  private grow(): void {
    const grown = new Float64Array(this.times.length * 2);
    for (let index = 0; index < this.count; index += 1) grown[index] = this.at(index);
    this.times = grown;
    this.first = 0;
  }
}
