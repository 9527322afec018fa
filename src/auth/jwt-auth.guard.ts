import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { DomainError } from '../shared/domain-error.js';
import { type AccessClaims, AccessTokens } from './access-token.js';
import { type AuthenticatedRequest } from './current-user.decorator.js';
import { type Publicity, PUBLIC } from './public.decorator.js';
import { SessionRegistry } from './session-registry.js';

/** Longer headers cannot hold a token of ours and must not fill the memory of verified ones. */
const HEADER_LENGTH_MAX = 2000;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/**
 * Every route needs a living session unless it is marked `@Public()` or `@TokenIgnored()`; refuses with 401
 * `not-signed-in`. A token is verified by passport-jwt once and then known by its text.
 */
@Injectable()
export class JwtAuthGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly sessions: SessionRegistry,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const publicity = this.reflector.getAllAndOverride<Publicity | undefined>(PUBLIC, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (publicity === 'token-ignored') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const { authorization } = request.headers;
    if (authorization === undefined && publicity === 'token-optional') return true;
    const claims = await this.verify(authorization, context);
    const found = this.sessions.find(claims.sid);
    const session = found instanceof Promise ? await found : found;
    if (session?.userId !== claims.sub) throw new DomainError('not-signed-in');
    request.user = { id: session.userId, role: session.role, sessionId: session.id };
    return true;
  }

  private async verify(authorization: string | undefined, context: ExecutionContext): Promise<AccessClaims> {
    if (authorization === undefined || authorization.length > HEADER_LENGTH_MAX) throw new DomainError('not-signed-in');
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) throw new DomainError('not-signed-in');
    const recalled = this.tokens.recall(token);
    if (recalled) return recalled;
    await super.canActivate(context);
    // Passport leaves what the strategy said where the user will be.
    const claims = Reflect.get(context.switchToHttp().getRequest<object>(), 'user') as AccessClaims;
    this.tokens.remember(token, claims);
    return claims;
  }

  /** What passport makes of the strategy's answer: the claims, or our one refusal. */
  override handleRequest<T>(error: unknown, claims: T | false | null): T {
    if (error instanceof Error) throw error;
    if (claims === false || claims === null) throw new DomainError('not-signed-in');
    return claims;
  }
}
