import { Logger } from '@nestjs/common';
import { type FastifyInstance } from 'fastify';
import { type Config } from '../config/config.js';
import { type Metrics } from '../metrics/metrics.js';
import { DomainError } from '../shared/domain-error.js';
import { Lateness } from './lateness.js';

/** Between two measurements. */
const TICK_MS = 100;

/** Whoever watches the server must see it, above all when it is busy. */
const ALWAYS_LET_IN: ReadonlySet<string | undefined> = new Set(['/health/live', '/health/ready', '/metrics']);

/**
 * Turns requests away with 503 `overloaded`, before any work is done for them, while the event loop is too late to answer
 * them in time: past that point everybody let in makes everybody wait. Full lanes are refused by the lanes.
 */
export function shedWhenLate(fastify: FastifyInstance, metrics: Metrics, { overloadLateMs }: Config): void {
  const logger = new Logger('Overload');
  const lateness = new Lateness();
  const gauge = metrics.gauge({
    name: 'rowlock_event_loop_late_seconds',
    help: 'How late the event loop is, averaged over seconds; past OVERLOAD_LATE_MS newcomers are turned away',
  });
  let isShedding = false;
  let measuredAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    lateness.note(Math.max(0, now - measuredAt - TICK_MS), now - measuredAt);
    measuredAt = now;
    gauge.set(lateness.ms / 1_000);
    const isTooLate = lateness.ms > overloadLateMs;
    if (isTooLate === isShedding) return;
    isShedding = isTooLate;
    if (isShedding) logger.warn('overloaded: newcomers are turned away');
    else logger.warn('no longer overloaded: everybody is let in again');
  }, TICK_MS);
  timer.unref();
  fastify.addHook('onClose', (_instance, done) => {
    clearInterval(timer);
    done();
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (isShedding && !ALWAYS_LET_IN.has(request.routeOptions.url)) done(new DomainError('overloaded'));
    else done();
  });
}
