import { describe, expect, it } from '@jest/globals';
import { isCleanText, lengthOf, normaliseText } from './text.js';

describe('texts', () => {
  it('are composed and trimmed, and nothing else is touched', () => {
    expect(normaliseText(' Zoe\u0308\u00a0', true)).toBe('Zo\u00eb');
    expect(normaliseText(' Zoe\u0308 ', false)).toBe(' Zo\u00eb ');
    expect(normaliseText(5, true)).toBe(5);
  });

  it('have no control characters, except line breaks and tabs where several lines are meant', () => {
    expect(isCleanText('a\nb\tc\r\n', false)).toBe(false);
    expect(isCleanText('a\nb\tc\r\n', true)).toBe(true);
    for (const bad of ['a\u0000', '\u001b[31m', '\u007f', '\u0085', 'a\ud800b', '\udc00']) {
      expect([bad, isCleanText(bad, true)]).toEqual([bad, false]);
    }
  });

  it('are measured in characters', () => {
    expect(lengthOf('')).toBe(0);
    expect(lengthOf('a\u{1f3bb}b')).toBe(3);
  });
});
