import createClient from 'openapi-fetch';
import { session } from '../session/session.js';
import { readProblem, unreachable } from './problem.js';
import { type paths } from './schema.js';
import { noteServerTime } from './server-clock.js';

/**
 * Calls the API by its OpenAPI document: `answerOf(api.GET('/api/v1/events/{id}', { params: { path: { id } } }))`.
 * Signs each request with the session, which renews itself or asks the visitor to sign in and then sends it again.
 * @throws Problem for whatever is no success
 */
export const api = createClient<paths, 'application/json'>({
  baseUrl: '',
  fetch: (request) => session.send(request, reach),
});

/** The same for what the page reads by itself: where nobody is signed in it is refused, and no dialog asks for a password. */
export const quietApi = createClient<paths>({ baseUrl: '', fetch: (request) => session.send(request, reach, false) });

for (const client of [api, quietApi]) {
  client.use({
    async onResponse({ response }) {
      noteServerTime(response.headers.get('date'));
      if (!response.ok) throw await readProblem(response);
    },
  });
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw unreachable(error);
  }
}

/** What a call answers when all is well. */
export async function answerOf<T>(call: Promise<{ readonly data?: T }>): Promise<T> {
  const { data } = await call;
  return data as T;
}

/** The header that says which state of an event an edit is based on. */
export const ifMatch = (revision: number): { readonly 'If-Match': string } => ({ 'If-Match': `"${revision}"` });

/** A new key for one wish of the visitor; all tries to fulfil that wish send the same. */
export const newIdempotencyKey = (): { readonly 'Idempotency-Key': string } => ({
  'Idempotency-Key': globalThis.isSecureContext ? crypto.randomUUID() : randomKey(),
});

/** `randomUUID` is there on https and localhost only. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
