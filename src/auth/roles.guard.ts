import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { perRoute } from '../http/per-route.js';
import { DomainError } from '../shared/domain-error.js';
import { type Role } from '../users/role.js';
import { type AuthenticatedRequest } from './current-user.decorator.js';
import { ROLES_ALLOWED } from './roles.decorator.js';

/** Refuses users whose role a route does not name: 403 `forbidden`. Routes without `@Roles()` are for everybody. */
@Injectable()
export class RolesGuard implements CanActivate {
  private readonly allowedOn = perRoute((context) =>
    this.reflector.getAllAndOverride<readonly Role[] | undefined>(ROLES_ALLOWED, [
      context.getHandler(),
      context.getClass(),
    ]),
  );

  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const allowed = this.allowedOn(context);
    if (!allowed) return true;
    const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!user) throw new DomainError('not-signed-in');
    if (!allowed.includes(user.role)) throw new DomainError('forbidden');
    return true;
  }
}
