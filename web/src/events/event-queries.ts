import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import { type ListedEventPage } from '../api/schema.js';

/** What a list of events is narrowed to. `from` and `to` are days (`2026-12-05`) in the visitor's time zone, both included. */
export interface EventFilter {
  readonly search?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Cards on a page of the list: whole rows of two and three. */
const EVENTS_PER_PAGE = 12;

const eventKey = (eventId: string) => ['events', eventId] as const;
export const availabilityKey = (eventId: string) => ['events', eventId, 'availability'] as const;

/** One event as its organizer set it up. */
export const eventQuery = (eventId: string) =>
  queryOptions({
    queryKey: eventKey(eventId),
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/events/{id}', { params: { path: { id: eventId } }, signal })),
  });

/** How many seats are left. Kept fresh by `useLive`; read once where the line is not there yet. */
export const availabilityQuery = (eventId: string) =>
  queryOptions({
    queryKey: availabilityKey(eventId),
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/events/{id}/availability', { params: { path: { id: eventId } }, signal })),
  });

/** Events by start, page by page; without `from` those still to come. */
export const eventsQuery = ({ search, from, to }: EventFilter) =>
  infiniteQueryOptions({
    queryKey: ['events', 'list', { search, from, to }] as const,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: ListedEventPage) => nextCursor ?? undefined,
    queryFn: ({ pageParam, signal }) => {
      const query = {
        status: 'published' as const,
        limit: EVENTS_PER_PAGE,
        from: (from === undefined ? new Date() : startOfDay(from)).toISOString(),
        ...(to !== undefined && { to: startOfDay(to, 1).toISOString() }),
        ...(search !== undefined && { search }),
        ...(pageParam !== undefined && { cursor: pageParam }),
      };
      return answerOf(api.GET('/api/v1/events', { params: { query }, signal }));
    },
  });

/** Midnight in the visitor's time zone, some days later. */
function startOfDay(day: string, daysLater = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater);
}
