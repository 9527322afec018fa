import { type FastifyInstance } from 'fastify';
import { Turnstile } from './turnstile.js';

/**
 * So many requests wait to be let in; when there are more, newcomers are let in at once. More: in an overload thousands
 * of them lie in the heap instead of the kernel, for the garbage collector to carry. Fewer: a rush comes in at one go.
 */
const WAITING_MAX = 256;

/**
 * While the database is at work for somebody, lets requests in some at a time, so that its answer need not wait for all
 * that have just come.
 * @param isAwaited whether an answer of the database is waited for
 */
export function letInByTurns(fastify: FastifyInstance, isAwaited: () => boolean): void {
  const entrance = new Turnstile({ waitingMax: WAITING_MAX });
  fastify.addHook('onRequest', (_request, _reply, done) => {
    if (isAwaited()) entrance.pass(done);
    else done();
  });
}
