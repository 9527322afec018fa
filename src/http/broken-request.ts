import { randomUUID } from 'node:crypto';
import { type Socket } from 'node:net';
import { invalidInput } from './validation.pipe.js';
import { PROBLEM_MEDIA_TYPE, toProblem } from './problem.js';

/** As other answers have them; whoever sends such bytes is no browser, but a browser may be made to. */
const HEADERS = [
  'HTTP/1.1 400 Bad Request',
  `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
  'X-Content-Type-Options: nosniff',
  "Content-Security-Policy: default-src 'none';frame-ancestors 'none'",
  'Cache-Control: no-store',
  'Connection: close',
];

/**
 * Answers bytes that are no HTTP request (or headers that are too long or too late) and hangs up. There is no request
 * and no reply yet, so the answer is written by hand.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = toProblem(invalidInput({ pointer: '#', detail: 'is not a complete HTTP request' }), randomUUID());
  const body = JSON.stringify(problem);
  socket.end([...HEADERS, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'));
}
