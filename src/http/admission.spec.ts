import { describe, expect, it, jest } from '@jest/globals';
import Fastify from 'fastify';
import { letInByTurns } from './admission.js';

// Goal: requests wait only where they would keep an answer of the database waiting. Method: a real Fastify, asked while
// somebody waits for the database and while nobody does.
describe('letInByTurns', () => {
  function serve(isAwaited: boolean) {
    const fastify = Fastify();
    const handled = jest.fn();
    letInByTurns(fastify, () => isAwaited);
    fastify.get('/', (_request, reply) => {
      handled();
      void reply.send('done');
    });
    return { fastify, handled };
  }

  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('lets a request in at once while nobody waits for the database', async () => {
    const { fastify, handled } = serve(false);
    await fastify.ready();
    const answers = Array.from({ length: 20 }, () => fastify.inject('/'));
    await turn();
    expect(handled).toHaveBeenCalledTimes(20);
    await Promise.all(answers);
  });

  it('lets in some per turn of the event loop while somebody does, and all in the end', async () => {
    const { fastify, handled } = serve(true);
    await fastify.ready();
    const answers = Array.from({ length: 20 }, () => fastify.inject('/'));
    await turn();
    await turn();
    expect(handled.mock.calls.length).toBeLessThan(20);
    expect((await Promise.all(answers)).map(({ body }) => body)).toEqual(answers.map(() => 'done'));
  });
});
