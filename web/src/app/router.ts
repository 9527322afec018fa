import { createRouter } from '@tanstack/react-router';
import { bookingRoutes } from '../bookings/booking-routes.js';
import { eventRoutes } from '../events/event-routes.js';
import { galleryRoutes } from '../gallery/gallery-routes.js';
import { monitorRoutes } from '../monitor/monitor-routes.js';
import { organizerRoutes } from '../organizer/organizer-routes.js';
import { sessionRoutes } from '../session/session-routes.js';
import { waitlistRoutes } from '../waitlists/waitlist-routes.js';
import { rootRoute } from './root-route.js';

/** Every page there is; each area brings its own routes. */
const routeTree = rootRoute.addChildren([
  ...eventRoutes,
  ...bookingRoutes,
  ...waitlistRoutes,
  ...sessionRoutes,
  ...organizerRoutes,
  ...monitorRoutes,
  ...galleryRoutes,
]);

export const router = createRouter({
  routeTree,
  // A page's code and data start to load when a pointer or the focus comes near its link.
  defaultPreload: 'intent',
  // What was loaded is the query client's to keep.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }

  interface StaticDataRouteOption {
    /** The page fills the screen: without header and footer. */
    isFullScreen?: boolean;
  }
}
