// Hooks that Artillery calls around each request (its `config.processor`). Plain JavaScript: Artillery would bundle
// TypeScript into a folder beside this file.
import { appendFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const answersFile = process.env.ROWLOCK_LOAD_ANSWERS;
const fired = new Set();

/** Fills in the body. Artillery tends to send one arrival more than asked for, which would begin the list again. */
export function aim(request, context, _events, next) {
  const { shot, body } = context.vars;
  if (fired.has(shot)) {
    next(new Error('one arrival too many'));
    return;
  }
  fired.add(shot);
  request.json = JSON.parse(body);
  context.vars.sentAt = performance.now();
  next();
}

/** Notes the answer down: Artillery's own `response_time` ends with the first byte, and knows nothing of outcomes. */
export function note(_request, response, context, _events, next) {
  const { shot, sentAt } = context.vars;
  const line = {
    shot: Number(shot),
    status: response.statusCode,
    body: response.body,
    sentAt,
    endedAt: performance.now(),
  };
  appendFileSync(answersFile, `${JSON.stringify(line)}\n`);
  next();
}
