import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type AuthenticatedRequest } from '../auth/current-user.decorator.js';
import { DatabaseShortage } from '../database/shortage.js';
import { isOutOfResources } from '../database/sql-state.js';
import { type DomainError } from '../shared/domain-error.js';
import { PROBLEMS } from '../shared/problems.js';
import { PROBLEM_MEDIA_TYPE, retryAfterSecondsOf, toDomainError, toProblem } from './problem.js';

/** The one place where an error becomes an answer: problem+json from the list, and no word more than it says. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  constructor(private readonly shortage: DatabaseShortage) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = toDomainError(error);
    if (isOutOfResources(error)) this.shortage.note();
    this.log(problem, error, request);
    if (reply.sent || reply.raw.headersSent) {
      // Half an answer is out: the client must see that it is broken, not a complete one.
      reply.raw.destroy();
      return;
    }
    answer(reply, problem, request.id);
  }

  private log(problem: DomainError, error: unknown, request: FastifyRequest): void {
    const { status } = PROBLEMS[problem.code];
    if (status < 500 && problem.code !== 'forbidden') return;
    const facts = { requestId: request.id, code: problem.code, method: request.method, route: routeOf(request) };
    if (status < 500) {
      this.logger.warn({ ...facts, userId: (request as AuthenticatedRequest).user?.id }, 'somebody may not do this');
      return;
    }
    if (problem.code === 'internal') this.logger.error({ ...facts, err: error }, 'a request failed');
    else this.logger.warn({ ...facts, reason: reasonOf(problem) }, 'a request was turned away');
  }
}

/** The pattern of the route, never the address itself: that one is the sender's text. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'none';

const reasonOf = ({ cause, message }: DomainError): string => (cause instanceof Error ? cause.message : message);

/**
 * Answers what the router refuses before any hook or filter of Nest runs: an address that is no address. Registered as
 * Fastify's `frameworkErrors`.
 */
export function answerFrameworkError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  answer(reply, toDomainError(error), request.id);
}

const HEADERS_OF_SUCCESS = ['etag', 'location'] as const;

function answer(reply: FastifyReply, problem: DomainError, requestId: string): void {
  const { status } = PROBLEMS[problem.code];
  const retryAfterSeconds = retryAfterSecondsOf(problem);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  // A refusal may carry an ETag or Location meant for the success it did not become.
  for (const name of HEADERS_OF_SUCCESS) if (reply.hasHeader(name)) reply.removeHeader(name);
  reply
    .code(status)
    .header('content-type', PROBLEM_MEDIA_TYPE)
    .header('cache-control', 'no-store')
    // Of our own, because Fastify's would add a charset, which JSON has no place for (RFC 8259, 11).
    .serializer(JSON.stringify)
    .send(toProblem(problem, requestId));
}
