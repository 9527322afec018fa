import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../app/root-route.js';

export const waitlistRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/waitlists',
    component: lazyRouteComponent(() => import('./waitlists-page.js'), 'WaitlistsPage'),
  }),
] as const;
