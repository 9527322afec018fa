import { type CustomDecorator, SetMetadata } from '@nestjs/common';
import { type Role } from '../users/role.js';

/** Metadata key of `@Roles()`. */
export const ROLES_ALLOWED = 'auth:roles';

/** Only users of one of these roles get through; anybody else gets 403 `forbidden`. */
export const Roles = (...roles: readonly Role[]): CustomDecorator => SetMetadata(ROLES_ALLOWED, roles);
