import { describe, expect, it } from '@jest/globals';
import { PACE_SECONDS, paceAt, rateOf, startPace } from './sale-pace.js';

// Goal: the big number tells how fast it sells, and nothing else. Method: a clock that is set by hand.
describe('the pace of a sale', () => {
  it('counts what is sold from when the page was opened, second by second', () => {
    let pace = startPace(100, 5_000);
    pace = paceAt(pace, 110, 5_250);
    pace = paceAt(pace, 130, 5_900);
    pace = paceAt(pace, 160, 6_100);
    expect(pace.perSecond.slice(-3)).toEqual([0, 30, 30]);
    expect([pace.perSecond.length, pace.peak, rateOf(pace)]).toEqual([PACE_SECONDS, 30, 20]);
  });

  it('falls to nothing when nothing is sold, and remembers the most', () => {
    let pace = paceAt(startPace(0, 0), 9, 500);
    pace = paceAt(pace, 9, 4_000);
    expect([rateOf(pace), pace.peak]).toEqual([0, 9]);
    expect(paceAt(pace, 9, 10_000_000).perSecond).toEqual(Array.from({ length: PACE_SECONDS }, () => 0));
  });

  it('takes a seat that comes back for no sale, and its next sale for one', () => {
    let pace = paceAt(startPace(10, 0), 8, 100);
    pace = paceAt(pace, 10, 200);
    expect(pace.perSecond.at(-1)).toBe(2);
  });

  it('stays the same object while nothing happens', () => {
    const pace = startPace(1, 1_000);
    expect(paceAt(pace, 1, 1_500)).toBe(pace);
  });
});
