import { describe, expect, it } from '@jest/globals';
import { type Account, checkAccount, judgeRecord, type Stored } from '#faults/judge';
import { type Asked, type ClientRecord, type Told, toTold } from '#faults/record';

const EVENT = 'event';

const asked = (userId: string, told: Told, ms = 10): Asked => ({
  eventId: EVENT,
  user: { userId, email: `${userId}@example.org`, accessToken: 'token' },
  shot: { path: '/' },
  origin: 'http://127.0.0.1',
  told,
  ms,
  endedAt: 0,
});

const row = (userId: string, id: string, more: Partial<Stored> = {}): Stored => ({
  eventId: EVENT,
  userId,
  id,
  what: 'booking',
  status: 'confirmed',
  ...more,
});

const booked = (id: string): Told => ({ kind: 'acknowledged', what: 'booking', id });
const refused = (status: number, code: string, retryAfter?: string): Told => ({
  kind: 'refused',
  status,
  code,
  retryAfter,
});
const UNANSWERED: Told = { kind: 'unanswered', why: 'ECONNRESET' };

const judge = (all: readonly Asked[], stored: readonly Stored[], returned: ClientRecord['returned'] = []): Account =>
  judgeRecord({ asked: all, returned, seconds: 1 }, stored);

const failing = (account: Account): string[] =>
  checkAccount(account, 1_000).flatMap(({ name, passed }) => (passed ? [] : [name]));

// Goal: nothing that went wrong passes, and nothing that did not fails. Method: records and databases made by hand.
describe('the judge of the faults', () => {
  it('finds nothing wrong where everybody was told the truth', () => {
    const account = judge(
      [
        asked('a', booked('1')),
        asked('b', { kind: 'acknowledged', what: 'entry', id: '2' }),
        asked('c', refused(409, 'sold-out')),
        asked('d', refused(503, 'database-unavailable', '2')),
        asked('e', UNANSWERED),
        asked('f', UNANSWERED),
        asked('g', booked('7')),
      ],
      [
        row('a', '1'),
        row('b', '2', { what: 'entry', status: 'promoted' }),
        row('e', '5'),
        row('g', '7', { status: 'cancelled' }),
      ],
      [{ bookingId: '7', isAcknowledged: true }],
    );
    expect(account).toMatchObject({
      asked: 7,
      acknowledged: 3,
      refused: 1,
      unavailable: 1,
      unanswered: 2,
      unansweredStored: 1,
    });
    expect(failing(account)).toEqual([]);
  });

  it.each<[string, Told, readonly Stored[], ClientRecord['returned'], string]>([
    ['an acknowledged booking that is not there', booked('1'), [], [], 'nothing lost'],
    ['one that is there under another id', booked('1'), [row('a', '2')], [], 'nothing lost'],
    [
      'one that nobody gave back and that is gone',
      booked('1'),
      [row('a', '1', { status: 'cancelled' })],
      [],
      'nothing lost',
    ],
    [
      'one that was given back and is still there',
      booked('1'),
      [row('a', '1')],
      [{ bookingId: '1', isAcknowledged: true }],
      'nothing lost',
    ],
    ['an acknowledged booking that is there twice', booked('1'), [row('a', '1'), row('a', '2')], [], 'nothing doubled'],
    ['a refusal that is stored', refused(503, 'overloaded', '1'), [row('a', '1')], [], 'nothing doubled'],
    [
      'a request without an answer that is stored twice',
      UNANSWERED,
      [row('a', '1'), row('a', '2')],
      [],
      'nothing doubled',
    ],
    ['a booking nobody asked for', UNANSWERED, [row('z', '1')], [], 'nothing doubled'],
    ['a 500', refused(500, 'internal'), [], [], 'answers'],
    ['a 401 for a good token', refused(401, 'not-signed-in'), [], [], 'answers'],
    ['a 503 that does not say when to come back', refused(503, 'database-unavailable'), [], [], 'answers'],
  ])('finds %s', (_name, told, stored, returned, check) => {
    const bystander = asked('b', booked('9'));
    expect(failing(judge([asked('a', told), bystander], [...stored, row('b', '9')], returned))).toEqual([check]);
  });

  it('finds whoever waited too long, and a load that never was', () => {
    expect(failing(judge([asked('a', booked('1'), 1_001)], [row('a', '1')]))).toEqual(['deadline']);
    expect(failing(judge([], []))).toEqual(['load']);
  });
});

describe('toTold', () => {
  const answer = (status: number, body: object | string): Told =>
    toTold({
      status,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      header: (name) => (name === 'retry-after' ? '2' : undefined),
    });

  it('tells a 503 in doubt from one that is a refusal', () => {
    const body = { code: 'database-unavailable', detail: 'It is not known whether your request took effect.' };
    expect(answer(503, body)).toMatchObject({ kind: 'unanswered' });
    expect(answer(503, { code: body.code })).toEqual(refused(503, body.code, '2'));
  });

  it('takes for an acknowledgement only what names a booking or an entry', () => {
    expect(answer(201, { outcome: 'confirmed', booking: { id: '1' } })).toEqual(booked('1'));
    expect(answer(202, { waitlistEntry: { id: '2' } })).toEqual({ kind: 'acknowledged', what: 'entry', id: '2' });
    expect(answer(201, '<html>')).toEqual(refused(201, '', '2'));
  });
});
