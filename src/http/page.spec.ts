import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, encodeCursor, toPage } from './page.js';

const ID = '018f2a5e-0000-7000-8000-000000000000';
const AT = '2027-05-01T18:00:00.000Z';

describe('cursors', () => {
  it('come back as they went out', () => {
    expect(decodeCursor(encodeCursor([AT, ID, 5, 'a\u{1f3bb}']), ['instant', 'uuid', 'integer', 'text'])).toEqual([
      AT,
      ID,
      5,
      'a\u{1f3bb}',
    ]);
  });

  it.each([
    [encodeCursor([ID])],
    [encodeCursor([AT, ID, 1])],
    [encodeCursor(['yesterday', ID])],
    [encodeCursor([AT, 'x'])],
    [Buffer.from('{"length":2}').toString('base64url')],
    [Buffer.from('null').toString('base64url')],
    ['nonsense'],
    [''],
  ])('of another shape are refused: %s', (cursor) => {
    expect(() => decodeCursor(cursor, ['instant', 'uuid'])).toThrow(
      expect.objectContaining({ facts: { errors: [expect.objectContaining({ pointer: '#/query/cursor' })] } }),
    );
  });

  it('never fail in any other way', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          decodeCursor(text, ['uuid']);
        } catch (error) {
          expect(error).toMatchObject({ code: 'validation-failed' });
        }
      }),
    );
  });
});

describe('a page', () => {
  const page = (rows: number[]): unknown => toPage(rows, 2, String, (row) => [row]);

  it('has a next one only when a row was left over', () => {
    expect(page([])).toEqual({ items: [], nextCursor: null });
    expect(page([1, 2])).toEqual({ items: ['1', '2'], nextCursor: null });
    expect(page([1, 2, 3])).toEqual({ items: ['1', '2'], nextCursor: encodeCursor([2]) });
  });
});
