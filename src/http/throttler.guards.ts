import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerRequest } from '@nestjs/throttler';
import { type FastifyReply } from 'fastify';
import { type AuthenticatedRequest } from '../auth/current-user.decorator.js';
import { DomainError } from '../shared/domain-error.js';

/** The limits by name. `default` is the general one; its name is what the throttler's decorators mean by default. */
export type ThrottlerName = 'default' | 'bookings' | 'address';

/** What both guards share: one count over all routes of a limit, our problem as the answer, a plain `Retry-After`. */
abstract class ProblemThrottlerGuard extends ThrottlerGuard {
  protected abstract readonly names: readonly ThrottlerName[];

  override async onModuleInit(): Promise<void> {
    await super.onModuleInit();
    this.throttlers = this.throttlers.filter(({ name }) => this.names.some((own) => own === name));
  }

  /** Nest's own key holds the handler, which would give every route a limit of its own. */
  protected override generateKey(_context: ExecutionContext, tracker: string, name: string): string {
    return `${name}:${tracker}`;
  }

  protected override async handleRequest(request: ThrottlerRequest): Promise<boolean> {
    const { context, limit, ttl, throttler, blockDuration, getTracker, generateKey } = request;
    const { req, res } = this.getRequestResponse(context) as { req: AuthenticatedRequest; res: FastifyReply };
    const name = throttler.name ?? 'default';
    const key = generateKey(context, await getTracker(req, context), name);
    const { isBlocked, timeToBlockExpire } = await this.storageService.increment(key, ttl, limit, blockDuration, name);
    if (!isBlocked) return true;
    // draft-ietf-httpapi-ratelimit-headers-10: only where it matters, three headers on every answer are not free.
    res.header('ratelimit-policy', `"${name}";q=${limit};w=${Math.ceil(ttl / 1000)}`);
    res.header('ratelimit', `"${name}";r=0;t=${timeToBlockExpire}`);
    throw new DomainError('too-many-requests', { retryAfterSeconds: timeToBlockExpire });
  }
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
