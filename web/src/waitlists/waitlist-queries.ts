import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { answerOf, api, quietApi } from '../api/client.js';
import { toProblem } from '../api/problem.js';
import { type OwnWaitlistEntryPage, type WaitlistEntryResponse } from '../api/schema.js';

/**
 * The visitor's entry on one waitlist: the one that waits, or how the last one ended; null where there never was one.
 * Read by the page itself, so it never asks for a password.
 */
export const waitlistEntryQuery = (eventId: string) =>
  queryOptions({
    queryKey: ['waitlist', 'event', eventId] as const,
    queryFn: async ({ signal }): Promise<WaitlistEntryResponse | null> => {
      try {
        const params = { path: { id: eventId } };
        return await answerOf(quietApi.GET('/api/v1/events/{id}/waitlist/me', { params, signal }));
      } catch (error) {
        if (toProblem(error).code === 'waitlist-entry-not-found') return null;
        throw error;
      }
    },
  });

/** Every waitlist the visitor is or was on, newest first. */
export const ownWaitlistQuery = () =>
  infiniteQueryOptions({
    queryKey: ['waitlist', 'list'] as const,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: OwnWaitlistEntryPage) => nextCursor ?? undefined,
    queryFn: ({ pageParam: cursor, signal }) =>
      answerOf(
        api.GET('/api/v1/users/me/waitlist', {
          params: { query: { ...(cursor !== undefined && { cursor }) } },
          signal,
        }),
      ),
  });

/** Shows an entry as it is now, without asking for it; the list is read again. */
export function keepEntry(queryClient: QueryClient, entry: WaitlistEntryResponse): void {
  queryClient.setQueryData(waitlistEntryQuery(entry.eventId).queryKey, entry);
  void queryClient.invalidateQueries({ queryKey: ownWaitlistQuery().queryKey });
}
