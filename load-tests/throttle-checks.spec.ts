import { describe, expect, it } from '@jest/globals';
import { type Answer } from '#shot';
import { checkRetryAfter, checkWithinLimit } from '#throttle-checks';

const LIMIT = { name: 'bookings', requests: 2, windowSeconds: 10 };

const booked = (sentAt: number): Answer => ({ status: 201, outcome: 'confirmed', ms: 5, endedAt: sentAt + 5 });

const throttled = (over: Partial<Answer> = {}): Answer => ({
  status: 429,
  outcome: 'too-many-requests',
  ms: 1,
  endedAt: 100,
  retryAfterSeconds: 10,
  limit: LIMIT,
  ...over,
});

// Goal: a throttle that lets too many through, or none, is noticed. Method: answers by hand.
describe('checkWithinLimit', () => {
  const check = (...answers: Answer[]): boolean => checkWithinLimit('user', answers).passed;

  it('wants as many as the limit in one window', () => {
    expect(check(booked(0), booked(50), throttled())).toBe(true);
    expect(check(booked(0), throttled())).toBe(false);
    expect(check(booked(0), booked(50), booked(9_000), throttled())).toBe(false);
  });

  it('lets the window slide', () => {
    expect(check(booked(0), booked(50), throttled(), booked(10_001), booked(10_060))).toBe(true);
    expect(check(booked(0), booked(9_000), throttled(), booked(10_001), booked(11_000))).toBe(false);
  });

  it('fails where nobody was throttled', () => {
    expect(check(booked(0), booked(1))).toBe(false);
  });
});

describe('checkRetryAfter', () => {
  it('wants it on every 429, within the window, and at least one 429', () => {
    expect(checkRetryAfter([booked(0), throttled()]).passed).toBe(true);
    expect(checkRetryAfter([booked(0)]).passed).toBe(false);
    expect(checkRetryAfter([throttled(), throttled({ retryAfterSeconds: 11 })]).passed).toBe(false);
    expect(checkRetryAfter([throttled({ retryAfterSeconds: 0 })]).passed).toBe(false);
  });
});
