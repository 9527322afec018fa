import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

const ID_BYTES = 16;
const SECRET_BYTES = 32;
const SEAL_BYTES = 16;
const TOKEN = /^[\w-]{86}$/;

/** What a genuine token says: its session, its hash as stored, and the secret its successor is made from. */
export interface RefreshToken {
  readonly sessionId: string;
  readonly hash: Buffer;
  readonly secret: Buffer;
}

/**
 * Refresh tokens: session id, 32 secret bytes and a seal, opaque to clients.
 *
 * The seal tells a spent token of ours from a forgery: the first ends its session, the second must not be able to.
 * Each secret is the HMAC of the one before, so that the predecessor's replay can be answered with the very same
 * successor, although only hashes are stored: two tabs that refresh at once end up with one family, not a fork.
 */
@Injectable()
export class RefreshTokens {
  private readonly key: Buffer;

  constructor({ jwtSecret }: Config) {
    this.key = Buffer.from(hkdfSync('sha256', jwtSecret, '', 'rowlock refresh tokens', SECRET_BYTES));
  }

  /** The first of a new session. */
  first(sessionId: string): { token: string; hash: Buffer } {
    return this.make(sessionId, randomBytes(SECRET_BYTES));
  }

  successor({ sessionId, secret }: RefreshToken): { token: string; hash: Buffer } {
    return this.make(sessionId, createHmac('sha256', this.key).update('next').update(secret).digest());
  }

  /** Undefined for whatever we did not make. */
  parse(token: string): RefreshToken | undefined {
    if (!TOKEN.test(token)) return undefined;
    const bytes = Buffer.from(token, 'base64url');
    const payload = bytes.subarray(0, ID_BYTES + SECRET_BYTES);
    const seal = bytes.subarray(ID_BYTES + SECRET_BYTES);
    if (seal.length !== SEAL_BYTES || !timingSafeEqual(seal, this.sealOf(payload))) return undefined;
    const secret = payload.subarray(ID_BYTES);
    return { sessionId: toUuid(payload.subarray(0, ID_BYTES)), secret, hash: sha256(secret) };
  }

  private make(sessionId: string, secret: Buffer): { token: string; hash: Buffer } {
    const payload = Buffer.concat([Buffer.from(sessionId.replaceAll('-', ''), 'hex'), secret]);
    return { token: Buffer.concat([payload, this.sealOf(payload)]).toString('base64url'), hash: sha256(secret) };
  }

  private sealOf(payload: Buffer): Buffer {
    return createHmac('sha256', this.key).update('seal').update(payload).digest().subarray(0, SEAL_BYTES);
  }
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

const toUuid = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
