import { HttpException } from '@nestjs/common';
import { isConnectionLoss, isOutOfResources, isTimeout } from '../database/sql-state.js';
import { ConflictError, DeadlineError, LostConnectionError } from '../inventory/conflict.js';
import { DomainError } from '../shared/domain-error.js';
import { PROBLEMS, type ProblemCode } from '../shared/problems.js';

/** The media type of every error (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** When to come back, in whole seconds, where the error itself does not say: long enough to matter, short enough to wait. */
const RETRY_AFTER_SECONDS: Partial<Record<ProblemCode, number>> = {
  'too-many-requests': 1,
  overloaded: 1,
  contended: 1,
  'database-unavailable': 2,
};

/** What the HTTP layer itself refuses, by status; its own texts are not ours and are not passed on. */
const CODE_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'route-not-found',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'overloaded',
};

/** Fastify's errors that are about the address: there is no such route. */
const ADDRESS_ERRORS: ReadonlySet<string> = new Set(['FST_ERR_BAD_URL', 'FST_ERR_MAX_PARAM_LENGTH']);

/** Any error as one of ours: what a rule said, what the HTTP layer refused, a lost database, or `internal`. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isDatabaseAway(error)) {
    return new DomainError('database-unavailable', {}, undefined, { cause: error });
  }
  // Tries or patience used up where no waitlist can take the sender.
  if (error instanceof ConflictError || error instanceof DeadlineError) {
    return new DomainError('contended', {}, undefined, { cause: error });
  }
  const status = statusOf(error);
  if (status === undefined || status >= 500) {
    const code = status === 503 ? 'overloaded' : 'internal';
    return new DomainError(code, {}, undefined, { cause: error });
  }
  const code = isAddressError(error) ? 'route-not-found' : CODE_OF_STATUS[status];
  if (code !== undefined) return new DomainError(code, {}, undefined, { cause: error });
  const errors = [{ pointer: '#', detail: 'The request could not be read.' }];
  return new DomainError('validation-failed', { errors }, undefined, { cause: error });
}

/** Gone, or there and unable to do its work in time or at all. */
const isDatabaseAway = (error: unknown): boolean =>
  error instanceof LostConnectionError || isConnectionLoss(error) || isTimeout(error) || isOutOfResources(error);

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : undefined;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : undefined;
}

const isAddressError = (error: unknown): boolean =>
  error instanceof Error && ADDRESS_ERRORS.has(String(Reflect.get(error, 'code')));

/** Seconds until another try makes sense (≥ 1), for `Retry-After`; undefined where another try changes nothing. */
export function retryAfterSecondsOf({ code, facts }: DomainError): number | undefined {
  const { retryAfterSeconds } = facts;
  if (typeof retryAfterSeconds !== 'number') return RETRY_AFTER_SECONDS[code];
  return Math.max(1, Math.ceil(retryAfterSeconds));
}

/** The body of an answer (RFC 9457). `instance` is the request id, under which the log tells more. */
export function toProblem({ code, facts, detail }: DomainError, requestId: string): Readonly<Record<string, unknown>> {
  const { status, title } = PROBLEMS[code];
  return {
    // First, so that no fact can take the place of what follows.
    ...facts,
    type: `/problems/${code}`,
    title,
    status,
    ...(detail !== undefined && { detail }),
    instance: `urn:uuid:${requestId}`,
    code,
  };
}
