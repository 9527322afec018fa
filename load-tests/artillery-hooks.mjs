// Hooks that Artillery calls around each request (its `config.processor`). Plain JavaScript: Artillery would bundle
// TypeScript into a folder beside this file.
import { appendFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const answersFile = process.env.ROWLOCK_LOAD_ANSWERS;
const fired = new Set();

/** The same clock in every process of the machine, finer than `Date.now()`. */
const nowMs = () => performance.timeOrigin + performance.now();

/** Fills in the request. Artillery tends to send one arrival more than asked for, which would begin the list again. */
export function aim(request, context, _events, next) {
  const { shot, request: text } = context.vars;
  if (fired.has(shot)) {
    next(new Error('one arrival too many'));
    return;
  }
  fired.add(shot);
  const { method, headers, body } = JSON.parse(text);
  Object.assign(request, { method, headers, ...(body === undefined ? {} : { body }) });
  context.vars.sentAt = nowMs();
  next();
}

/** Notes the answer down: Artillery's own `response_time` ends with the first byte, and knows nothing of outcomes. */
export function note(_request, response, context, _events, next) {
  const { shot, sentAt } = context.vars;
  const { etag, 'retry-after': retryAfter, 'ratelimit-policy': policy } = response.headers;
  const line = {
    shot: Number(shot),
    status: response.statusCode,
    body: response.body,
    headers: { etag, 'retry-after': retryAfter, 'ratelimit-policy': policy },
    sentAt,
    endedAt: nowMs(),
  };
  appendFileSync(answersFile, `${JSON.stringify(line)}\n`);
  next();
}
