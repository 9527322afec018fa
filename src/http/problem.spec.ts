import { describe, expect, it } from '@jest/globals';
import { NotFoundException } from '@nestjs/common';
import { ConflictError, LostConnectionError } from '../inventory/conflict.js';
import { DomainError } from '../shared/domain-error.js';
import { retryAfterSecondsOf, toDomainError, toProblem } from './problem.js';

describe('problems', () => {
  it('let no fact take the place of what the list says', () => {
    const facts = { status: 200, type: 'x', title: 'x', code: 'x', instance: 'x', seats: 2 };
    expect(toProblem(new DomainError('sold-out', facts), 'id')).toEqual({
      type: '/problems/sold-out',
      title: 'The event is sold out',
      status: 409,
      code: 'sold-out',
      instance: 'urn:uuid:id',
      seats: 2,
    });
  });

  it('tell this case where there is something to tell', () => {
    expect(toProblem(new DomainError('sold-out', {}, 'Only 2 left.'), 'id')).toMatchObject({ detail: 'Only 2 left.' });
  });

  it.each([
    [0.2, 1],
    [2.1, 3],
    [0, 1],
    [-5, 1],
  ])('say %d seconds as %d', (retryAfterSeconds, expected) => {
    expect(retryAfterSecondsOf(new DomainError('overloaded', { retryAfterSeconds }))).toBe(expected);
  });

  it('say when to come back for every 429 and 503, and never for a 409', () => {
    for (const code of ['overloaded', 'contended', 'database-unavailable', 'too-many-requests'] as const) {
      expect(retryAfterSecondsOf(new DomainError(code))).toBeGreaterThanOrEqual(1);
    }
    expect(retryAfterSecondsOf(new DomainError('sold-out'))).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['a rule', new DomainError('forbidden'), 'forbidden'],
    ['Nest’s not found', new NotFoundException(), 'route-not-found'],
    ['a lost connection', Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }), 'database-unavailable'],
    ['an exhausted pool', new Error('timeout exceeded when trying to connect'), 'database-unavailable'],
    ['a full disk', Object.assign(new Error('no space left'), { code: '53100' }), 'database-unavailable'],
    ['a statement too slow', Object.assign(new Error('canceled'), { code: '57014' }), 'database-unavailable'],
    ['a write that broke off', new LostConnectionError('id', { cause: 'cut' }), 'database-unavailable'],
    ['a lost race', new ConflictError('id'), 'contended'],
    ['a body too large', Object.assign(new Error('x'), { statusCode: 413 }), 'body-too-large'],
    ['a bad address', Object.assign(new Error('x'), { statusCode: 400, code: 'FST_ERR_BAD_URL' }), 'route-not-found'],
    ['a request unread', Object.assign(new Error('x'), { statusCode: 400 }), 'validation-failed'],
    ['a bug', new TypeError('x is not a function'), 'internal'],
    ['a thrown text', 'oops', 'internal'],
    ['a made-up status', Object.assign(new Error('x'), { statusCode: 200 }), 'internal'],
    ['nothing', undefined, 'internal'],
  ])('stand for %s', (_name, error, code) => {
    expect(toDomainError(error).code).toBe(code);
  });
});
