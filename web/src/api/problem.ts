import { type InputErrorResponse, type ProblemResponse } from './schema.js';

/** The API's own codes, and ours for a server that cannot be reached. */
export type ProblemCode = ProblemResponse['code'] | 'unreachable';

/** When to come back where a busy server does not say. */
const RETRY_AFTER_SECONDS = 2;

/** The refusals that time heals; every other one is final. */
const PASSING: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'too-many-requests',
  'overloaded',
  'contended',
  'database-unavailable',
  'idempotency-in-flight',
]);

/** A refusal of the API (RFC 9457), to be told apart by `code`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  /** 0: no answer at all. */
  readonly status: number;
  /** This very case in English, for people who cannot be helped by the code alone. */
  readonly detail: string | undefined;
  /** With `validation-failed`: which fields, and what is expected there. */
  readonly errors: readonly InputErrorResponse[];
  /** Whatever else the answer told: `seatIds`, `seatsFree`, `revision` … */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Seconds until another try makes sense; undefined: never. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    problem: Partial<Omit<ProblemResponse, 'code'>> & { readonly code: ProblemCode },
    retryAfterSeconds?: number,
    cause?: unknown,
  ) {
    super(problem.title ?? problem.code, { cause });
    this.code = problem.code;
    this.status = problem.status ?? 0;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.facts = problem;
    this.retryAfterSeconds = PASSING.has(problem.code) ? (retryAfterSeconds ?? RETRY_AFTER_SECONDS) : undefined;
  }
}

/** Any failure as a problem; what we did not foresee is `internal`. */
export const toProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem({ code: 'internal', title: String(error) }, undefined, error);

/** The network or the server is away. */
export const unreachable = (cause: unknown): Problem => new Problem({ code: 'unreachable' }, undefined, cause);

/** Reads a refusal. Something between us and the API may have answered in its own words. */
export async function readProblem(response: Response): Promise<Problem> {
  const header = response.headers.get('retry-after');
  const retryAfterSeconds = header !== null && /^\d+$/.test(header) ? Number(header) : undefined;
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) return new Problem(body, retryAfterSeconds);
  const code = response.status === 503 || response.status === 502 ? 'overloaded' : 'internal';
  return new Problem({ code, status: response.status }, retryAfterSeconds);
}

const isProblem = (body: unknown): body is ProblemResponse =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
