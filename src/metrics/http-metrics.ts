import { Logger } from '@nestjs/common';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Metrics } from './metrics.js';

/** In seconds; around the promises of the design: 6 ms for one booking, 120 and 400 ms for the slowest in a rush. */
const BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.12, 0.25, 0.4, 1, 2.5, 10];

/** From here on a request is worth a line in the log. */
const SLOW_MS = 1000;

type Observe = (seconds: number) => void;

/**
 * Measures every answer by route pattern and status. The histogram's children are kept at hand: looking them up by labels
 * costs more than the observation. Ordinary requests are not logged; slow ones are.
 */
export function observeRequests(fastify: FastifyInstance, metrics: Metrics): void {
  const logger = new Logger('Http');
  const durations = metrics.histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
  });
  const children = new Map<string, Observe>();
  const childOf = (request: FastifyRequest, reply: FastifyReply): Observe => {
    const route = request.routeOptions.url ?? 'none';
    const key = `${request.method} ${reply.statusCode} ${route}`;
    const known = children.get(key);
    if (known) return known;
    const child = durations.labels(request.method, route, String(reply.statusCode));
    const observe: Observe = (seconds) => {
      child.observe(seconds);
    };
    children.set(key, observe);
    return observe;
  };
  fastify.addHook('onResponse', (request, reply, done) => {
    if (isEventStream(reply)) {
      done();
      return;
    }
    const elapsedMs = reply.elapsedTime;
    childOf(request, reply)(elapsedMs / 1000);
    if (elapsedMs >= SLOW_MS) logger.warn(slowLine(request, reply, elapsedMs), 'a slow answer');
    done();
  });
}

/** Open for as long as its reader likes: that says nothing about us. */
const isEventStream = (reply: FastifyReply): boolean => reply.raw.getHeader('content-type') === 'text/event-stream';

const slowLine = (request: FastifyRequest, reply: FastifyReply, elapsedMs: number): Record<string, unknown> => ({
  requestId: request.id,
  method: request.method,
  route: request.routeOptions.url ?? 'none',
  status: reply.statusCode,
  elapsedMs: Math.round(elapsedMs),
});
