import { useSyncExternalStore } from 'react';
import { serverNowMs } from '../api/server-clock.js';

const TICK_MS = 250;

let toldMs = Number.NaN;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** Whole seconds: everything on the page that counts steps together, and nothing is drawn in between. */
const currentSecondMs = (): number => Math.floor(serverNowMs() / 1000) * 1000;

function tick(): void {
  const secondMs = currentSecondMs();
  if (secondMs === toldMs) return;
  toldMs = secondMs;
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
  // Not the second that was told last: what is drawn between two ticks would begin with a second too many.
  return useSyncExternalStore(subscribe, currentSecondMs);
}
