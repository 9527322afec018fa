import { type FastifyInstance } from 'fastify';
import { Turnstile } from '../shared/turnstile.js';

/**
 * So many requests wait to be let in; when there are more, newcomers are let in at once. More: in an overload thousands
 * of them lie in the heap instead of the kernel, for the garbage collector to carry. Fewer: a rush comes in at one go.
 */
const WAITING_MAX = 256;

/** Lets requests in some at a time, so that the answers of the database need not wait for all that have just come. */
export function letInByTurns(fastify: FastifyInstance): void {
  const entrance = new Turnstile({ waitingMax: WAITING_MAX });
  fastify.addHook('onRequest', (_request, _reply, done) => {
    entrance.pass(done);
  });
}
