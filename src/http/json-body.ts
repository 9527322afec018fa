import { isUtf8 } from 'node:buffer';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyInstance, type RouteOptions } from 'fastify';
import { DomainError } from '../shared/domain-error.js';
import { invalidInput } from './validation.pipe.js';

/** The largest body of an ordinary route. Ours are a few hundred bytes; larger ones only cost memory. */
export const BODY_LIMIT_BYTES = 64 * 1024;
/**
 * The largest body of a route that takes seat maps: 50,000 seats in blocks or one by one without drawing positions.
 * @public for seat maps
 */
export const SEAT_MAP_BODY_LIMIT_BYTES = 2 * 1024 * 1024;

/** No request of ours is nested deeper than 4; recursive walkers overflow the stack at some thousands. */
const DEPTH_MAX = 16;

/**
 * Lets one route take a larger body than `BODY_LIMIT_BYTES`. Bytes, whole, > 0.
 * @public for seat maps
 */
export const BodyLimit = (bytes: number): MethodDecorator => RouteConfig({ bodyLimit: bytes });

/**
 * JSON is the only kind of body: strict UTF-8, at most `DEPTH_MAX` levels. An empty body is no body, so that clients that always send `Content-Type: application/json` can call routes without one.
 */
export function useJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  // Nest registers routes without Fastify's own `bodyLimit`; the decorator's value arrives as route config.
  fastify.addHook('onRoute', (route: RouteOptions) => {
    const config: object = route.config ?? {};
    if ('bodyLimit' in config && typeof config.bodyLimit === 'number') route.bodyLimit = config.bodyLimit;
  });
}

/** @throws DomainError malformed-json, or validation-failed for JSON nested too deep to handle safely */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new DomainError('malformed-json', {}, 'The body is not UTF-8.');
  const value = parse(body.toString('utf8'));
  if (isDeeperThan(value, DEPTH_MAX)) {
    throw invalidInput({ pointer: '#', detail: `must not be nested deeper than ${DEPTH_MAX}` });
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text) as unknown;
  } catch (error) {
    // The message of the engine quotes the body, which may hold a password: it is not passed on.
    throw new DomainError('malformed-json', {}, undefined, { cause: error });
  }
}

/** Looks no further down than the limit, so that it cannot run out of stack itself. */
const isDeeperThan = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeperThan(child, levels - 1));
};
