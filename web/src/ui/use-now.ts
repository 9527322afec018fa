import { useSyncExternalStore } from 'react';
import { serverNowMs } from '../api/server-clock.js';

const TICK_MS = 250;

let nowMs = serverNowMs();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  // Whole seconds: everything on the page that counts steps together, and nothing is drawn in between.
  const second = Math.floor(serverNowMs() / 1000) * 1000;
  if (second === nowMs) return;
  nowMs = second;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    timer = setInterval(tick, TICK_MS);
    tick();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Now by the server's clock, in milliseconds since 1970, to the second; the component is drawn again each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}
