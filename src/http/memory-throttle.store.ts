import { type ThrottlerStorage } from '@nestjs/throttler';
import { SlidingWindow } from './sliding-window.js';

/** What `ThrottlerStorage` answers with; all times in whole seconds. */
export type ThrottlerRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** About 32 MB of times, and 200 bytes for each key. Beyond, whoever has been quiet longest is forgotten first. */
const TIMES_MAX = 4_000_000;
const KEYS_MAX = 200_000;

export const wholeSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

/** Counts per process, in bounded memory. Used without Redis, and while Redis does not answer. */
export class MemoryThrottleStore implements ThrottlerStorage {
  private readonly windows = new Map<string, SlidingWindow>();
  private times = 0;

  constructor(
    private readonly nowMs: () => number = () => performance.now(),
    private readonly bounds = { keys: KEYS_MAX, times: TIMES_MAX },
  ) {}

  increment(key: string, ttlMs: number, limit: number): Promise<ThrottlerRecord> {
    const window = this.take(key);
    const sizeBefore = window.size;
    const { hits, refused, retryAfterMs, resetMs } = window.hit(this.nowMs(), ttlMs, limit);
    this.times += window.size - sizeBefore;
    this.forgetQuietest();
    return Promise.resolve({
      totalHits: hits,
      timeToExpire: wholeSeconds(resetMs),
      isBlocked: refused,
      timeToBlockExpire: refused ? wholeSeconds(retryAfterMs) : 0,
    });
  }

  /** How many are counted at the moment. */
  get keys(): number {
    return this.windows.size;
  }

  /** The window of a key, moved to the young end of the map. */
  private take(key: string): SlidingWindow {
    const known = this.windows.get(key);
    if (known) this.windows.delete(key);
    const window = known ?? new SlidingWindow();
    if (!known) this.times += window.size;
    this.windows.set(key, window);
    return window;
  }

  private forgetQuietest(): void {
    while (this.windows.size > this.bounds.keys || (this.times > this.bounds.times && this.windows.size > 1)) {
      const quietest = this.windows.entries().next();
      if (quietest.done === true) return;
      const [key, window] = quietest.value;
      this.windows.delete(key);
      this.times -= window.size;
    }
  }
}
