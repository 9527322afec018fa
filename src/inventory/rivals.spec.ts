import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Rivals } from './rivals.js';

// Goal: a lane locks for as long as other instances write to its event, and not for long after. Method: a clock that
// the test moves.

const EVENT = 'event';

describe('Rivals', () => {
  let rivals: Rivals;

  beforeEach(() => {
    jest.useFakeTimers();
    rivals = new Rivals();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('are not expected before a race was lost, whatever versions turn up', () => {
    rivals.sawVersion(EVENT, 7);
    expect(rivals.areAbout(EVENT)).toBe(false);
  });

  it('are expected for a second after a lost race, on that event', () => {
    rivals.won(EVENT);
    expect(rivals.areAbout(EVENT)).toBe(true);
    expect(rivals.areAbout('another')).toBe(false);
    jest.advanceTimersByTime(1_000);
    expect(rivals.areAbout(EVENT)).toBe(false);
  });

  it('are expected for longer when there are versions that are not ours', () => {
    rivals.won(EVENT);
    rivals.sawVersion(EVENT, 7);
    rivals.wrote(EVENT, 8);
    jest.advanceTimersByTime(900);
    rivals.sawVersion(EVENT, 9);
    jest.advanceTimersByTime(900);
    expect(rivals.areAbout(EVENT)).toBe(true);
  });

  it('are forgotten when all new versions are ours', () => {
    rivals.won(EVENT);
    rivals.sawVersion(EVENT, 7);
    for (let version = 7; version < 20; version += 1) {
      rivals.sawVersion(EVENT, version);
      rivals.wrote(EVENT, version + 1);
      jest.advanceTimersByTime(100);
    }
    expect(rivals.areAbout(EVENT)).toBe(false);
  });
});
