import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../app/root-route.js';

interface NextSearch {
  /** Where to go once signed in: an address of ours, never another site's. */
  readonly next?: string;
}

/** A backslash or a second slash would make it another host's. */
const toNext = ({ next }: Record<string, unknown>): NextSearch =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};

const loadPages = () => import('./sign-in-pages.js');

export const sessionRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sign-in',
    validateSearch: toNext,
    component: lazyRouteComponent(loadPages, 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sign-up',
    validateSearch: toNext,
    component: lazyRouteComponent(loadPages, 'SignUpPage'),
  }),
] as const;
