import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../app/root-route.js';

export const bookingRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/bookings',
    component: lazyRouteComponent(() => import('./bookings-page.js'), 'BookingsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/bookings/$bookingId',
    component: lazyRouteComponent(() => import('./booking-page.js'), 'BookingPage'),
  }),
] as const;
