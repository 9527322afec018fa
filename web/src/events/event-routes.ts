import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { preload, queryClient } from '../api/query-client.js';
import { rootRoute } from '../app/root-route.js';
import { EventsPage } from './events-page.js';
import { availabilityQuery, type EventFilter, eventQuery, eventsQuery } from './event-queries.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** The API takes no more. */
const SEARCH_LENGTH_MAX = 100;

/** What the address says; anything that makes no sense is left out. */
function toFilter({ search, from, to }: Record<string, unknown>): EventFilter {
  const text = typeof search === 'string' || typeof search === 'number' ? String(search).trim() : '';
  const day = (value: unknown): value is string => typeof value === 'string' && DAY.test(value);
  return {
    ...(text !== '' && { search: text.slice(0, SEARCH_LENGTH_MAX) }),
    ...(day(from) && { from }),
    ...(day(to) && { to }),
  };
}

export const eventRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/',
    validateSearch: toFilter,
    loaderDeps: ({ search }) => search,
    // The data starts to load beside the code; nobody waits for it here.
    loader: ({ deps }) => {
      preload(queryClient.infiniteQuery(eventsQuery(deps)));
    },
    // In the first bundle: it is where most visits begin, and another round trip would delay them all.
    component: EventsPage,
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/events/$eventId',
    loader: ({ params }) => {
      preload(queryClient.query(eventQuery(params.eventId)), queryClient.query(availabilityQuery(params.eventId)));
    },
    component: lazyRouteComponent(() => import('./event-page.js'), 'EventPage'),
  }),
] as const;
