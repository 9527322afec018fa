import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryThrottleStore } from './memory-throttle.store.js';
import { SlidingWindow } from './sliding-window.js';

// Goal: exactly `limit` tries in any `ttl`, and not one fewer than that. Method: against a naive list of times.
describe('the sliding window', () => {
  it('agrees with a list of the times let through', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 300 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 200 }), (steps, limit, ttl) => {
        const window = new SlidingWindow();
        const passed: number[] = [];
        let now = 0;
        for (const step of steps) {
          now += step;
          const inWindow = passed.filter((time) => time > now - ttl);
          const hit = window.hit(now, ttl, limit);
          expect(hit.refused).toBe(inWindow.length >= limit);
          if (hit.refused) expect(hit.retryAfterMs).toBe((inWindow[inWindow.length - limit] ?? 0) + ttl - now);
          else passed.push(now);
        }
      }),
    );
  });

  it('says truly when another try gets through', () => {
    const window = new SlidingWindow();
    for (let now = 0; now < 5; now += 1) window.hit(now, 100, 5);
    const { retryAfterMs } = window.hit(50, 100, 5);
    expect(window.hit(50 + retryAfterMs - 1, 100, 5).refused).toBe(true);
    expect(window.hit(50 + retryAfterMs, 100, 5).refused).toBe(false);
  });

  it('waits for as many as are too many when the limit was lowered', () => {
    const window = new SlidingWindow();
    for (let now = 0; now < 5; now += 1) window.hit(now, 100, 5);
    expect(window.hit(10, 100, 2)).toMatchObject({ refused: true, retryAfterMs: 93 });
  });
});

describe('the store in memory', () => {
  it('holds no more keys and times than it may, and forgets the quietest first', async () => {
    const store = new MemoryThrottleStore(() => 0, { keys: 3, times: 1000 });
    for (const key of ['a', 'b', 'c']) await store.increment(key, 1000, 1);
    await store.increment('a', 1000, 1);
    await store.increment('d', 1000, 1);
    expect(store.keys).toBe(3);
    expect((await store.increment('a', 1000, 1)).isBlocked).toBe(true);
    expect((await store.increment('b', 1000, 1)).isBlocked).toBe(false);
    const small = new MemoryThrottleStore(() => 0, { keys: 1000, times: 64 });
    for (let index = 0; index < 500; index += 1) await small.increment(`key ${index}`, 1000, 5);
    expect(small.keys).toBeLessThanOrEqual(8);
  });

  it('tells whole seconds, at least one', async () => {
    let now = 0;
    const store = new MemoryThrottleStore(() => now);
    await store.increment('a', 1500, 1);
    now = 200;
    expect(await store.increment('a', 1500, 1)).toMatchObject({ isBlocked: true, timeToBlockExpire: 2 });
    now = 1499;
    expect(await store.increment('a', 1500, 1)).toMatchObject({ isBlocked: true, timeToBlockExpire: 1 });
  });
});
