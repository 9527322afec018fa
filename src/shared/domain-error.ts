import { PROBLEMS, type ProblemCode } from './problems.js';

/** What a problem may carry beside its code: plain values a client can act on. */
export type Facts = Readonly<Record<string, unknown>>;

/**
 * A rule said no. Thrown by services, turned into problem+json by the filter and nowhere else.
 * `facts` leave as extra members; `retryAfterSeconds` (whole, ≥ 1) among them also becomes the `Retry-After` header.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ProblemCode,
    readonly facts: Facts = {},
    /** Tells this case, for people. Never a secret, never a stack. */
    readonly detail?: string,
    options?: ErrorOptions,
  ) {
    super(detail ?? PROBLEMS[code].title, options);
  }
}
