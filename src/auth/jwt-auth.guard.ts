import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { perRoute } from '../http/per-route.js';
import { DomainError } from '../shared/domain-error.js';
import { type AccessClaims, AccessTokens } from './access-token.js';
import { type AuthenticatedRequest } from './current-user.decorator.js';
import { type Publicity, PUBLIC } from './public.decorator.js';
import { SessionRegistry } from './session-registry.js';
import { type LivingSession } from './sessions.repository.js';

/** Longer headers cannot hold a token of ours and must not fill the memory of verified ones. */
const HEADER_LENGTH_MAX = 2000;
const BEARER = /^Bearer +[\w-]+\.[\w-]+\.[\w-]+$/i;

/**
 * Every route needs a living session unless it is marked `@Public()` or `@TokenIgnored()`; refuses with 401
 * `not-signed-in`. A token is verified by passport-jwt once and then known by its header. Where header and session are
 * both known, which is nearly always, the answer comes at once and not as a promise.
 */
@Injectable()
export class JwtAuthGuard extends AuthGuard('jwt') {
  private readonly publicityOf = perRoute((context) =>
    this.reflector.getAllAndOverride<Publicity | undefined>(PUBLIC, [context.getHandler(), context.getClass()]),
  );

  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly sessions: SessionRegistry,
  ) {
    super();
  }

  override canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const publicity = this.publicityOf(context);
    if (publicity === 'token-ignored') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const { authorization } = request.headers;
    if (authorization === undefined && publicity === 'token-optional') return true;
    const claims = authorization === undefined ? undefined : this.tokens.recall(authorization);
    return claims ? this.admit(request, claims) : this.admitStranger(request, context);
  }

  private admit(request: AuthenticatedRequest, claims: AccessClaims): boolean | Promise<boolean> {
    const found = this.sessions.find(claims.sid);
    if (found instanceof Promise) return found.then((session) => this.signIn(request, claims, session));
    return this.signIn(request, claims, found);
  }

  /**
   * After the session was looked up, so that the clock is no older than the list of ended sessions.
   * @returns true, as a guard does. @throws DomainError not-signed-in where the session has ended or is another's, or the
   * token has expired
   */
  private signIn(request: AuthenticatedRequest, claims: AccessClaims, session: LivingSession | undefined): true {
    if (session?.userId !== claims.sub || this.tokens.hasExpired(claims)) throw new DomainError('not-signed-in');
    request.user = { id: session.userId, role: session.role, sessionId: session.id };
    return true;
  }

  private async admitStranger(request: AuthenticatedRequest, context: ExecutionContext): Promise<boolean> {
    const { authorization } = request.headers;
    if (authorization === undefined || authorization.length > HEADER_LENGTH_MAX || !BEARER.test(authorization)) {
      throw new DomainError('not-signed-in');
    }
    await super.canActivate(context);
    // Passport leaves what the strategy said where the user will be.
    const claims = Reflect.get(request, 'user') as unknown as AccessClaims;
    this.tokens.remember(authorization, claims);
    return this.admit(request, claims);
  }

  /** What passport makes of the strategy's answer: the claims, or our one refusal. */
  override handleRequest<T>(error: unknown, claims: T | false | null): T {
    if (error instanceof Error) throw error;
    if (claims === false || claims === null) throw new DomainError('not-signed-in');
    return claims;
  }
}
