import { type FastifyReply, type FastifyRequest } from 'fastify';
import { DomainError } from '../shared/domain-error.js';
import { invalidInput } from './validation.pipe.js';

/** The strong entity tag of a version or revision: `"7"`, or `"7-lapsed"` with a suffix (RFC 9110, 8.8.3). */
export const formatEtag = (version: number, suffix?: string): string =>
  suffix === undefined ? `"${version}"` : `"${version}-${suffix}"`;

const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');

/** Whether the client has this very state already: `If-None-Match` with weak comparison, lists and `*`. */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(etag));
}

/**
 * Answers a conditional GET: sets the ETag and gives `body()`, or 304 with no body when the client has it already.
 * Caches may keep the answer but must ask each time; `body` is not called for a 304.
 */
export function answerWithEtag<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  etag: string,
  body: () => T,
): T | undefined {
  reply.header('etag', etag).header('cache-control', 'no-cache');
  if (!matchesEtag(request.headers['if-none-match'], etag)) return body();
  reply.code(304);
  return undefined;
}

/** Beyond this a revision cannot be one of ours. */
const REVISION_DIGITS_MAX = 15;
const IF_MATCH = new RegExp(`^(?:"(\\d{1,${REVISION_DIGITS_MAX}})"|(\\d{1,${REVISION_DIGITS_MAX}}))$`);

/**
 * The revision an edit is based on, from `If-Match: "7"`; bare digits are understood too. A weak tag counts as the
 * strong one: proxies that compress make ours weak on the way, and the revision stands for the event, not for the
 * bytes. `*` is refused: whoever edits must have seen what they change.
 * @throws DomainError if-match-required without the header, validation-failed at `#/header/if-match` for another form
 */
export function parseIfMatch(header: string | undefined): number {
  if (header === undefined || header.trim() === '') throw new DomainError('if-match-required');
  const parts = IF_MATCH.exec(header.trim().replace(/^W\/(?=")/, ''));
  if (!parts)
    throw invalidInput({ pointer: '#/header/if-match', detail: 'must be the ETag you have seen, such as "7"' });
  return Number(parts[1] ?? parts[2]);
}
