import { hash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { invalidInput } from './validation.pipe.js';

/** 1 to 255 visible ASCII characters. Source: draft-ietf-httpapi-idempotency-key-header; the bound is ours. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** The `Idempotency-Key` header; `undefined` without one. @throws DomainError `validation-failed` for another form */
export function parseIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && KEY.test(header)) return header;
  throw invalidInput({
    pointer: '#/header/idempotency-key',
    detail: 'must be 1 to 255 visible characters, sent once',
  });
}

export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
  parseIdempotencyKey(context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key']),
);

/** A digest of what a request asks for, so that a key used for something else is noticed. */
export const fingerprintOf = (parts: readonly (string | number | boolean | null)[]): string =>
  hash('sha256', JSON.stringify(parts), 'base64url');
