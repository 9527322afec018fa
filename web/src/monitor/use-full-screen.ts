import { useEffect, useState, useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}

const isFull = (): boolean => document.fullscreenElement !== null;

/** Whether the page fills the screen, and how to change it; undefined where the browser does not let pages do it. */
export function useFullScreen(): { readonly isFull: boolean; readonly toggle: (() => void) | undefined } {
  const full = useSyncExternalStore(subscribe, isFull);
  const [canFill] = useState(() => document.fullscreenEnabled);
  const toggle = (): void => {
    // A browser may still refuse, in a frame for example; then the page stays as it is.
    void (isFull() ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => undefined);
  };
  return { isFull: full, toggle: canFill ? toggle : undefined };
}

/** Keeps the screen on for as long as the page is looked at, where the browser can. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const over = new AbortController();
    const keepAwake = async (): Promise<void> => {
      // Browsers take it back whenever the page is hidden, and have it on https and localhost only.
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      const taken = await navigator.wakeLock.request('screen').catch(() => undefined);
      if (over.signal.aborted) await taken?.release();
      else lock = taken;
    };
    const onVisibility = (): void => {
      void keepAwake();
    };
    document.addEventListener('visibilitychange', onVisibility, { signal: over.signal });
    onVisibility();
    return () => {
      over.abort();
      void lock?.release();
    };
  }, []);
}
