import { Logger } from '@nestjs/common';
import { type ThrottlerStorage } from '@nestjs/throttler';
import { Redis } from 'ioredis';
import { MemoryThrottleStore, type ThrottlerRecord, wholeSeconds } from './memory-throttle.store.js';

/**
 * The sliding window of `SlidingWindow`, in one atomic step by Redis's own clock: a list of the times let through.
 * A list, not a sorted set: times only grow, and it takes a tenth of the memory.
 */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ttl, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local oldest = redis.call('LINDEX', KEYS[1], 0)
while oldest and tonumber(oldest) <= now - ttl do
  redis.call('LPOP', KEYS[1])
  oldest = redis.call('LINDEX', KEYS[1], 0)
end
local hits = redis.call('LLEN', KEYS[1])
if hits >= limit then
  return { hits, 1, redis.call('LINDEX', KEYS[1], hits - limit) + ttl - now, oldest + ttl - now }
end
redis.call('RPUSH', KEYS[1], now)
redis.call('PEXPIRE', KEYS[1], ttl)
return { hits + 1, 0, 0, (oldest or now) + ttl - now }
`;

/** A request waits no longer than this for its count. Longer: a slow Redis slows every request down. */
const ANSWER_MAX_MS = 250;
/** After a failure each instance counts alone for this long before it asks Redis again. */
const PAUSE_MS = 1000;

type ScriptAnswer = [hits: number, refused: number, retryAfterMs: number, resetMs: number];

interface RedisWithScript extends Redis {
  slide(key: string, ttlMs: number, limit: number): Promise<ScriptAnswer>;
}

/** Counts shared by all instances. While Redis does not answer, each instance counts alone and says so once. */
export class RedisThrottleStore implements ThrottlerStorage {
  private readonly logger = new Logger('Throttle');
  private readonly alone = new MemoryThrottleStore();
  private readonly redis: RedisWithScript;
  private pausedUntilMs = 0;
  private shared = true;

  /** `onSharedChange` hears whether the count is shared; at first it is. */
  constructor(
    redisUrl: string,
    private readonly onSharedChange: (shared: boolean) => void,
  ) {
    const redis = new Redis(redisUrl, {
      commandTimeout: ANSWER_MAX_MS,
      connectTimeout: 2000,
      enableOfflineQueue: true,
      maxRetriesPerRequest: 0,
      retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
    });
    // Each failed attempt to connect is an event too; unheard, it would end the process.
    redis.on('error', (error: Error) => {
      this.failed(error);
    });
    redis.defineCommand('slide', { numberOfKeys: 1, lua: SCRIPT });
    this.redis = redis as RedisWithScript;
  }

  async increment(key: string, ttlMs: number, limit: number): Promise<ThrottlerRecord> {
    if (performance.now() < this.pausedUntilMs) return this.alone.increment(key, ttlMs, limit);
    try {
      const [hits, refused, retryAfterMs, resetMs] = await this.redis.slide(`rowlock:throttle:${key}`, ttlMs, limit);
      this.succeeded();
      return {
        totalHits: hits,
        timeToExpire: wholeSeconds(resetMs),
        isBlocked: refused === 1,
        timeToBlockExpire: refused === 1 ? wholeSeconds(retryAfterMs) : 0,
      };
    } catch (error) {
      // Whatever is wrong with Redis, bookings go on: the count per instance still protects this one.
      this.failed(error);
      return this.alone.increment(key, ttlMs, limit);
    }
  }

  close(): void {
    this.redis.disconnect();
  }

  private failed(error: unknown): void {
    this.pausedUntilMs = performance.now() + PAUSE_MS;
    if (!this.shared) return;
    this.shared = false;
    this.onSharedChange(false);
    this.logger.warn({ err: error }, 'Redis does not answer: each instance counts requests on its own');
  }

  private succeeded(): void {
    if (this.shared) return;
    this.shared = true;
    this.onSharedChange(true);
    this.logger.log('Redis answers again: requests are counted together');
  }
}
