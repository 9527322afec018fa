import { describe, expect, it } from '@jest/globals';
import { Lateness } from './lateness.js';

const TICK_MS = 100;
/** Of `OVERLOAD_LATE_MS`. */
const LIMIT_MS = 350;

// Goal: a rush is let in and an overload is not. Method: times as they are measured, one after the other.
describe('Lateness', () => {
  const onTime = (lateness: Lateness, forMs: number): void => {
    for (let left = forMs; left > 0; left -= TICK_MS) lateness.note(1, TICK_MS);
  };

  it.each([100, 900, 10_000])('stays below the limit after one stall of %d ms, which is over', (stallMs) => {
    const lateness = new Lateness();
    lateness.note(stallMs - TICK_MS, stallMs);
    expect(lateness.ms).toBeLessThan(LIMIT_MS);
  });

  it('is past the limit within five seconds of hardly getting the processor, and below it three seconds later', () => {
    const lateness = new Lateness();
    for (let elapsed = 0; elapsed < 5_000; elapsed += 700) lateness.note(600, 700);
    expect(lateness.ms).toBeGreaterThan(LIMIT_MS);
    onTime(lateness, 3_000);
    expect(lateness.ms).toBeLessThan(LIMIT_MS);
  });

  it('never gets there at the pace of a busy server', () => {
    const lateness = new Lateness();
    for (let time = 0; time < 600; time += 1) lateness.note(200, 300);
    expect(lateness.ms).toBeLessThan(LIMIT_MS);
  });
});
