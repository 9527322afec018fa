import { Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { SESSION_TTL_SECONDS } from './sessions.service.js';

/** The only addresses the cookie is sent to: no other request carries it, and nothing else on the host can set it there. */
const COOKIE_PATH = '/api/v1/auth/browser';

/** The cookie that keeps a browser's refresh token where no script can read it (ADR 0013). */
@Injectable()
export class BrowserSessionCookie {
  private readonly isSecure: boolean;
  private readonly name: string;

  constructor({ publicUrl }: Config) {
    this.isSecure = publicUrl.startsWith('https://');
    // With the prefix browsers take it over TLS only, so that nobody on the wire can plant one of theirs.
    this.name = this.isSecure ? '__Secure-rowlock-session' : 'rowlock-session';
  }

  read({ headers }: FastifyRequest): string | undefined {
    return headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[this.name];
  }

  write(reply: FastifyReply, refreshToken: string): void {
    this.set(reply, refreshToken, SESSION_TTL_SECONDS);
  }

  clear(reply: FastifyReply): void {
    this.set(reply, '', 0);
  }

  private set(reply: FastifyReply, value: string, maxAge: number): void {
    const cookie = { value, maxAge, path: COOKIE_PATH, httpOnly: true, secure: this.isSecure };
    reply.header('set-cookie', stringifySetCookie({ name: this.name, sameSite: 'strict', ...cookie }));
  }
}
