import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { preload, queryClient } from '../api/query-client.js';
import { rootRoute } from '../app/root-route.js';
import { availabilityQuery, eventQuery } from '../events/event-queries.js';
import { type OwnEventsFilter } from './organizer-queries.js';
import { type EventView, isEventView } from './event-view.js';

/** The API takes no more. */
const SEARCH_LENGTH_MAX = 100;

function toFilter({ search, past }: Record<string, unknown>): OwnEventsFilter {
  const text = typeof search === 'string' || typeof search === 'number' ? String(search).trim() : '';
  return {
    ...(text !== '' && { search: text.slice(0, SEARCH_LENGTH_MAX) }),
    ...(past === true && { past }),
  };
}

const toView = ({ view }: Record<string, unknown>): { readonly view?: EventView } =>
  isEventView(view) ? { view } : {};

export const organizerRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/organizer',
    validateSearch: toFilter,
    component: lazyRouteComponent(() => import('./my-events-page.js'), 'MyEventsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/organizer/new',
    component: lazyRouteComponent(() => import('./new-event-page.js'), 'NewEventPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/organizer/events/$eventId',
    validateSearch: toView,
    loader: ({ params }) => {
      preload(queryClient.query(eventQuery(params.eventId)), queryClient.query(availabilityQuery(params.eventId)));
    },
    component: lazyRouteComponent(() => import('./event-workspace.js'), 'EventWorkspace'),
  }),
] as const;
