import { type Role } from '../users/role.js';

/** Who sends a request, from a verified token of a living session. */
export interface AuthenticatedUser {
  readonly id: string;
  readonly role: Role;
  readonly sessionId: string;
}
