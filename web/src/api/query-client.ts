import { QueryClient } from '@tanstack/react-query';
import { toProblem } from './problem.js';

/** Tries after the first before a visitor is told that it does not work. */
const RETRIES = 3;
/** Answers are good for this long without asking again; streams keep the live ones fresh. */
const STALE_MS = 15_000;
const SECOND_MS = 1000;

/** Reading comes back by itself when the server is busy or away. Writing never does: that is the caller's to decide. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: STALE_MS,
      retry: (failures, error) => failures < RETRIES && isPassing(error),
      retryDelay: (failures, error) =>
        (toProblem(error).retryAfterSeconds ?? 2 ** failures) * SECOND_MS * (1 + Math.random() / 2),
    },
    mutations: { retry: false },
  },
});

/** Lets a route start to load what its page will ask for; a failure is the page's to show. */
export function preload(...loading: readonly Promise<unknown>[]): void {
  for (const one of loading) one.catch(() => undefined);
}

function isPassing(error: unknown): boolean {
  const { code, retryAfterSeconds } = toProblem(error);
  return retryAfterSeconds !== undefined || code === 'unreachable' || code === 'internal';
}
