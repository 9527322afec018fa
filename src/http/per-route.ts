import { type ExecutionContext } from '@nestjs/common';

/**
 * What `read` makes of a route, kept from the first request to it: decorators do not change, and reading their metadata
 * for each request cost a guard more than its work.
 */
export function perRoute<T>(read: (context: ExecutionContext) => T): (context: ExecutionContext) => T {
  // By class too: a handler that is inherited belongs to several.
  const known = new WeakMap<object, Map<unknown, T>>();
  return (context) => {
    const controller = context.getClass();
    const handler = context.getHandler();
    const routes = known.get(controller) ?? new Map<unknown, T>();
    const found = routes.get(handler);
    if (found !== undefined || routes.has(handler)) return found as T;
    const made = read(context);
    known.set(controller, routes.set(handler, made));
    return made;
  };
}
