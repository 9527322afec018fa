import { describe, expect, it } from '@jest/globals';
import { headersOf, toAnswer } from '#shot';

const reply = (
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Parameters<typeof toAnswer>[0] => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  header: (name) => headers[name],
  sentAt: 100,
  endedAt: 107,
});

// Goal: an answer is taken for what it is, whoever gives it. Method: bodies as the server, a proxy and nobody send them.
describe('toAnswer', () => {
  it.each([
    [
      reply(201, { outcome: 'confirmed', booking: { id: 'b', seats: 2, userId: 'u', status: 'confirmed' } }),
      'confirmed',
      'b',
      2,
    ],
    [reply(202, { outcome: 'waitlisted', waitlistEntry: { id: 'w', seats: 1 } }), 'waitlisted', 'w', 1],
    [reply(200, { id: 'b', userId: 'u', status: 'cancelled', seats: 2 }), 'cancelled', 'b', 2],
    [reply(409, { code: 'sold-out', status: 409 }), 'sold-out', undefined, undefined],
    [reply(200, { eventId: 'e', status: 'published', seatsFree: 1 }), '', undefined, undefined],
    [reply(502, '<html>Bad gateway</html>'), '', undefined, undefined],
    [reply(200, '{"outcome":"confir'), '', undefined, undefined],
  ])('reads %#', (from, outcome, id, seats) => {
    expect(toAnswer(from)).toMatchObject({ outcome, ms: 7, endedAt: 107, ...(id ? { id, seats } : {}) });
  });

  it('reads the ETag of a reading and the limit behind a 429', () => {
    expect(toAnswer(reply(304, '', { etag: '"4"' })).etag).toBe('"4"');
    const headers = { 'retry-after': '7', 'ratelimit-policy': '"bookings";q=20;w=10' };
    expect(toAnswer(reply(429, { code: 'too-many-requests' }, headers))).toMatchObject({
      retryAfterSeconds: 7,
      limit: { name: 'bookings', requests: 20, windowSeconds: 10 },
    });
  });
});

describe('headersOf', () => {
  it('sends what the shot has and nothing else', () => {
    expect(headersOf({ method: 'GET', path: '/' })).toEqual({});
    expect(headersOf({ path: '/', accessToken: 't', body: {}, idempotencyKey: 'k', knownEtag: '"1"' })).toEqual({
      authorization: 'Bearer t',
      'content-type': 'application/json',
      'idempotency-key': 'k',
      'if-none-match': '"1"',
    });
  });
});
