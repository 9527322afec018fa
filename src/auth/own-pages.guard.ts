import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { DomainError } from '../shared/domain-error.js';

/** A page of another origin cannot send it without being allowed to first (CORS), and a form cannot send it at all. */
export const BROWSER_HEADER = 'x-rowlock-browser';

const DETAIL = `Only our own pages may do this: send ${BROWSER_HEADER}: 1 from the same origin.`;

/**
 * Lets only our own pages pass, for routes that go by a cookie. The cookie is `SameSite=Strict` already; this also stops
 * other hosts of the same site, and browsers that know nothing of SameSite. @throws DomainError forbidden
 */
@Injectable()
export class OwnPagesGuard implements CanActivate {
  private readonly publicHost: string;

  constructor({ publicUrl }: Config) {
    this.publicHost = new URL(publicUrl).host;
  }

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const site = headers['sec-fetch-site'] ?? 'same-origin';
    if (headers[BROWSER_HEADER] === '1' && site === 'same-origin' && this.isOurs(headers)) return true;
    throw new DomainError('forbidden', {}, DETAIL);
  }

  /** A proxy may have changed `Host`; the browser's own word for where we live is then `PUBLIC_URL`. */
  private isOurs({ origin, host }: FastifyRequest['headers']): boolean {
    if (origin === undefined) return true;
    const from = URL.canParse(origin) ? new URL(origin).host : '';
    return from !== '' && (from === host || from === this.publicHost);
  }
}
