import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerOptions } from '@nestjs/throttler';
import { type FastifyReply } from 'fastify';
import { type AuthenticatedRequest } from '../auth/current-user.decorator.js';
import { DomainError } from '../shared/domain-error.js';
import { perRoute } from './per-route.js';

/** The limits by name. `default` is the general one. */
export type ThrottlerName = 'default' | 'bookings' | 'address';

/** A limit as the guards count by it. */
interface Limit {
  readonly name: ThrottlerName;
  readonly hits: number;
  readonly ttlMs: number;
  /** draft-ietf-httpapi-ratelimit-headers-10. */
  readonly policy: string;
}

const LET_THROUGH = Promise.resolve(true);

/**
 * What both guards share: one count over all routes of a limit, our problem as the answer, a plain `Retry-After`. Which
 * limits a route has is worked out once; the library's own guard reads a dozen decorators for each request.
 */
abstract class ProblemThrottlerGuard extends ThrottlerGuard {
  protected abstract readonly names: readonly ThrottlerName[];
  private readonly limitsOf = perRoute((context) =>
    this.names.flatMap((name) => {
      const throttler = this.throttlers.find((one) => one.name === name);
      return throttler && throttler.skipIf?.(context) !== true ? [toLimit(name, throttler)] : [];
    }),
  );

  override canActivate(context: ExecutionContext): Promise<boolean> {
    const limits = this.limitsOf(context);
    return limits.length === 0 ? LET_THROUGH : this.count(limits, context);
  }

  private async count(limits: readonly Limit[], context: ExecutionContext): Promise<boolean> {
    const { req, res } = this.getRequestResponse(context) as { req: AuthenticatedRequest; res: FastifyReply };
    const tracker = await this.getTracker(req);
    for (const { name, hits, ttlMs, policy } of limits) {
      const key = `${name}:${tracker}`;
      const { isBlocked, timeToBlockExpire } = await this.storageService.increment(key, ttlMs, hits, 0, name);
      if (!isBlocked) continue;
      // Only where it matters: three headers on every answer are not free.
      res.header('ratelimit-policy', policy);
      res.header('ratelimit', `"${name}";r=0;t=${timeToBlockExpire}`);
      throw new DomainError('too-many-requests', { retryAfterSeconds: timeToBlockExpire });
    }
    return true;
  }
}

function toLimit(name: ThrottlerName, { limit, ttl }: ThrottlerOptions): Limit {
  if (typeof limit !== 'number' || typeof ttl !== 'number') throw new Error(`The limit ${name} is not a plain number`);
  return { name, hits: limit, ttlMs: ttl, policy: `"${name}";q=${limit};w=${Math.ceil(ttl / 1000)}` };
}

/** Limits by IP address the routes marked `@ThrottleByAddress()`. Stands before authentication. */
@Injectable()
export class AddressThrottlerGuard extends ProblemThrottlerGuard {
  protected readonly names = ['address'] as const;
}

/**
 * Limits every route by user, or by IP address where nobody is signed in. Stands behind authentication: the user's id
 * comes from a verified token or not at all.
 */
@Injectable()
export class UserThrottlerGuard extends ProblemThrottlerGuard {
  protected readonly names = ['bookings', 'default'] as const;

  protected override async getTracker(request: AuthenticatedRequest): Promise<string> {
    return request.user ? `user:${request.user.id}` : super.getTracker(request);
  }
}
