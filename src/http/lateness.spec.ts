import { describe, expect, it } from '@jest/globals';
import { Lateness } from './lateness.js';

const TICK_MS = 100;

/** A second in which the loop stands still for `stallMs`, and is on time otherwise. */
function second(lateness: Lateness, stallMs: number): void {
  lateness.note(Math.max(0, stallMs - TICK_MS), Math.max(stallMs, TICK_MS));
  for (let left = 1_000 - stallMs; left >= TICK_MS; left -= TICK_MS) lateness.note(1, TICK_MS);
}

// Goal: a rush is let in and an overload is not. Method: seconds as they are measured, one after the other.
describe('Lateness', () => {
  it.each([0, 100, 400, 900])('is not too much after one stall of %d ms, which a rush may cost', (stallMs) => {
    const lateness = new Lateness();
    second(lateness, stallMs);
    expect(lateness.isTooMuch).toBe(false);
  });

  it('is too much within three seconds of hardly getting the processor, and over within four', () => {
    const lateness = new Lateness();
    for (let time = 0; time < 3; time += 1) {
      // Whoever is stopped for most of a second and then has a moment is late at each moment.
      lateness.note(850, 950);
      lateness.note(0, 50);
    }
    expect(lateness.isTooMuch).toBe(true);
    for (let time = 0; time < 4; time += 1) second(lateness, 0);
    expect(lateness.isTooMuch).toBe(false);
  });

  it('is never too much at the pace of a busy server', () => {
    const lateness = new Lateness();
    for (let time = 0; time < 600; time += 1) lateness.note(200, 300);
    expect(lateness.isTooMuch).toBe(false);
  });
});
