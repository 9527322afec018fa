import { describe, expect, it } from '@jest/globals';
import { type ExecutionContext } from '@nestjs/common';
import { perRoute } from './per-route.js';

/** One handler, inherited by whatever controller is given. */
const handle = (): void => undefined;

const routeOf = (controller: object): ExecutionContext =>
  ({ getClass: () => controller, getHandler: () => handle }) as unknown as ExecutionContext;

// Goal: decorators are read once a route, and never for another one. Method: a handler that two controllers share.
describe('what is known per route', () => {
  it('is read once, also where there is nothing to read', () => {
    const [events, bookings] = [{}, {}];
    const read: object[] = [];
    const nameOf = perRoute((context) => {
      read.push(context.getClass());
      return Object.is(context.getClass(), bookings) ? undefined : 'events';
    });
    const answers = [events, bookings, events, bookings].map((controller) => nameOf(routeOf(controller)));
    expect(answers).toEqual(['events', undefined, 'events', undefined]);
    expect(read[0]).toBe(events);
    expect(read[1]).toBe(bookings);
    expect(read).toHaveLength(2);
  });
});
