import { describe, expect, it } from '@jest/globals';
import { formatEtag, matchesEtag, parseIfMatch } from './etag.js';

describe('entity tags', () => {
  it('are strong and quoted', () => {
    expect([formatEtag(7), formatEtag(7, 'lapsed')]).toEqual(['"7"', '"7-lapsed"']);
  });

  it.each(['"7"', 'W/"7"', '"6", "7"', '*', ' "7" '])('match %s', (header) => {
    expect(matchesEtag(header, '"7"')).toBe(true);
  });

  it.each([undefined, '"8"', '7', '', '"77"', '"7-lapsed"'])('do not match %s', (header) => {
    expect(matchesEtag(header, '"7"')).toBe(false);
  });

  it('are read from If-Match', () => {
    expect([parseIfMatch('"12"'), parseIfMatch(' 12 ')]).toEqual([12, 12]);
  });

  it.each([undefined, '', '  '])('are required: %j', (header) => {
    expect(() => parseIfMatch(header)).toThrow(expect.objectContaining({ code: 'if-match-required' }));
  });

  it.each(['*', '"x"', '"1", "2"', '"1', '-1', '"1.5"', '"9999999999999999"'])('are refused as %s', (header) => {
    expect(() => parseIfMatch(header)).toThrow(expect.objectContaining({ code: 'validation-failed' }));
  });
});
