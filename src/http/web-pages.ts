import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { preferredMediaType } from './accept.js';
import { PROBLEM_MEDIA_TYPE } from './problem.js';

/** Where the build of `web/` is, seen from the sources and from `dist/` alike. */
export const WEB_FOLDER = join(import.meta.dirname, '..', '..', 'web', 'dist');

/** The programs' side of the address space: no page lives there, whatever a client accepts. */
const NOT_PAGES = /^\/(api|assets|health|metrics)(\/|$|\?)/;
/** What lies beside the files: compressed copies, and notes of the build. */
const NOT_FILES = /\.(br|gz)$|^\./;

/**
 * Serves the pages from the root: files under `/assets/` carry a hash in their name and are kept for good, the others are
 * asked for again each time. The page's own router knows the other addresses, so whoever wants HTML there gets the page.
 * Files are sent as the build has compressed them. Serves nothing where the pages have not been built.
 * @param folder the build, with `index.html` and `assets/`
 */
export function serveWebPages(fastify: FastifyInstance, folder: string): void {
  if (!existsSync(join(folder, 'index.html'))) return;
  void fastify.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    index: false,
    redirect: false,
    maxAge: '1y',
    immutable: true,
    allowedPath: (path) => !NOT_FILES.test(path),
  });
  const send = (reply: FastifyReply, name: string): FastifyReply =>
    reply.sendFile(name, folder, { maxAge: 0, immutable: false, cacheControl: false });
  for (const name of rootFiles(folder)) {
    fastify.get(`/${name}`, (_request, reply) => send(reply.header('cache-control', 'no-cache'), name));
  }
  fastify.get('/*', (request, reply) => {
    if (!wantsPage(request)) {
      reply.callNotFound();
      return reply;
    }
    return send(reply.header('cache-control', 'no-cache').header('vary', 'accept'), 'index.html');
  });
}

const rootFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_FILES.test(entry.name))
    .map(({ name }) => name);

function wantsPage({ url, headers }: FastifyRequest): boolean {
  if (NOT_PAGES.test(url)) return false;
  if (/^\/($|\?)/.test(url)) return true;
  return preferredMediaType(headers.accept, [PROBLEM_MEDIA_TYPE, 'text/html']) === 'text/html';
}
