import { describe, expect, it } from '@jest/globals';
import { toSearchPattern } from './search-pattern.js';

// Goal: a search text has no power. Method: the pattern itself; what PostgreSQL makes of it is in events.medium-spec.
describe('a search pattern', () => {
  it('accepts each letter in both cases, in any script', () => {
    expect(toSearchPattern('aÉж7')).toBe('[aA][Éé][жЖ]7');
  });

  it('takes signs literally', () => {
    expect(toSearchPattern('.*+?^$()[]{}|\\-')).toBe('\\.\\*\\+\\?\\^\\$\\(\\)\\[\\]\\{\\}\\|\\\\\\-');
  });

  it('leaves alone what has no other form of one character', () => {
    expect(toSearchPattern('ß ñ😀')).toBe('ß [ñÑ]😀');
  });
});
