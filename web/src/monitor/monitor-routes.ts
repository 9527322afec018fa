import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { preload, queryClient } from '../api/query-client.js';
import { rootRoute } from '../app/root-route.js';
import { availabilityQuery, eventQuery } from '../events/event-queries.js';

export const monitorRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/monitor/$eventId',
    staticData: { isFullScreen: true },
    loader: ({ params }) => {
      preload(queryClient.query(eventQuery(params.eventId)), queryClient.query(availabilityQuery(params.eventId)));
    },
    component: lazyRouteComponent(() => import('./monitor-page.js'), 'MonitorPage'),
  }),
] as const;
