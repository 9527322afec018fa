import { useSyncExternalStore } from 'react';

/** A word that passes. */
interface ToastText {
  readonly title: string;
  readonly description?: string;
}

let waiting: readonly ToastText[] = [];
let isWanted = false;
const listeners = new Set<() => void>();

const tell = (): void => {
  for (const listener of listeners) listener();
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says that something has happened, where the page itself does not show it. Never for what needs an answer. */
export function toast(title: string, description?: string): void {
  waiting = [...waiting, { title, ...(description !== undefined && { description }) }];
  isWanted = true;
  tell();
}

/** Whether there has been any: what shows them is loaded with the first. */
export const useToastsWanted = (): boolean => useSyncExternalStore(subscribe, () => isWanted);

/** What is still to be shown; `takeToasts` takes it. */
export const useWaitingToasts = (): readonly ToastText[] => useSyncExternalStore(subscribe, () => waiting);

/** Whoever takes them shows them. */
export function takeToasts(): readonly ToastText[] {
  const taken = waiting;
  if (taken.length > 0) {
    waiting = [];
    tell();
  }
  return taken;
}
