import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type AuthenticatedUser } from './authenticated-user.js';

/** A request after `JwtAuthGuard`; `user` is absent on public routes called without a token. */
export type AuthenticatedRequest = FastifyRequest & { user?: AuthenticatedUser | undefined };

/** The user who sends the request; on `@Public()` routes `undefined` when no token came along. */
export const CurrentUser = createParamDecorator(
  (_data: unknown, context: ExecutionContext): AuthenticatedUser | undefined =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().user,
);
