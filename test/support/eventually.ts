import { setTimeout as sleep } from 'node:timers/promises';

const INTERVAL_MS = 20;

/** Tries until `check` no longer throws; after `limitMs` its last error is the test's. */
export async function eventually<T>(check: () => T | Promise<T>, limitMs = 5000): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() >= deadline) throw error;
      await sleep(INTERVAL_MS);
    }
  }
}
