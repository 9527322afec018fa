import { type UserResponse } from '../api/schema.js';

/** A session as this browser has it. The token lives in memory only, and is shared between tabs of this origin. */
export interface Pass {
  readonly user: UserResponse;
  readonly accessToken: string;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly expiresAtMs: number;
}

/** What tabs tell each other. */
export type TabMessage = { readonly kind: 'pass'; readonly pass: Pass } | { readonly kind: 'signed-out' };

const NAME = 'rowlock-session';
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : undefined;

/** Tells the other tabs of this browser. */
export const tellTabs = (message: TabMessage): void => channel?.postMessage(message);

/** Listens to the other tabs, for as long as the page lives. */
export function listenToTabs(listener: (message: TabMessage) => void): void {
  channel?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    listener(data);
  });
}

/**
 * Runs something in one tab at a time. Browsers have the lock on https and localhost; without it tabs may race, and the
 * server's ten seconds for the last refresh token but one save them.
 */
export async function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  // The type says it is always there; insecure origins do without.
  const locks = navigator.locks as LockManager | undefined;
  return locks ? await locks.request(NAME, work) : await work();
}
