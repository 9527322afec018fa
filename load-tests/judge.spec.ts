import { describe, expect, it } from '@jest/globals';
import { checkAnswers, checkThresholds, compare } from '#judge';

// Goal: a run that is not exactly as it should be is never called good. Method: right counts, and each way to be wrong.
describe('checkAnswers', () => {
  const rule = { exactly: { '201 confirmed': 299, '202 waitlisted': 1 } };

  it('takes exactly the right answers', () => {
    expect(checkAnswers({ '202 waitlisted': 1, '201 confirmed': 299 }, rule, 300).passed).toBe(true);
  });

  it.each([
    { '201 confirmed': 300 },
    { '201 confirmed': 298, '202 waitlisted': 1, '0 ECONNRESET': 1 },
    { '201 confirmed': 299, '202 waitlisted': 1, '500 internal-error': 1 },
    { '201 confirmed': 299 },
    {},
  ])('refuses %j', (counts) => {
    expect(checkAnswers(counts, rule, 300).passed).toBe(false);
  });

  it('lets the rest be what it may be, and nothing else', () => {
    const throttled = { exactly: { '201 confirmed': 10 }, rest: ['429 too-many-requests', '409 user-limit-exceeded'] };
    const check = (counts: Record<string, number>): boolean => checkAnswers(counts, throttled, 1_000).passed;
    expect(check({ '201 confirmed': 10, '429 too-many-requests': 800, '409 user-limit-exceeded': 190 })).toBe(true);
    expect(check({ '201 confirmed': 10, '429 too-many-requests': 990 })).toBe(true);
    expect(check({ '201 confirmed': 11, '429 too-many-requests': 989 })).toBe(false);
    expect(check({ '201 confirmed': 10, '429 too-many-requests': 989, '409 sold-out': 1 })).toBe(false);
    expect(check({ '201 confirmed': 10, '429 too-many-requests': 989 })).toBe(false);
  });

  it('says what was expected and what came', () => {
    const { expected, found } = checkAnswers({ '201 confirmed': 300 }, rule, 300);
    expect(expected).toBe('299 × 201 confirmed, 1 × 202 waitlisted');
    expect(found).toBe('300 × 201 confirmed');
  });
});

describe('checkThresholds', () => {
  const latency = { p50: 100, p95: 500.4, p99: 2_001, max: 3_000, mean: 150 };

  it('holds each bound that there is against its percentile', () => {
    const checks = checkThresholds({ p50Ms: 100, p95Ms: 500, p99Ms: 2_000 }, latency);
    expect(checks.map(({ name, passed }) => [name, passed])).toEqual([
      ['p50', true],
      ['p95', false],
      ['p99', false],
    ]);
    expect(checkThresholds({}, latency)).toEqual([]);
  });
});

describe('compare', () => {
  it('looks at members, not at their order', () => {
    expect(compare('', { a: 1, b: 2 }, { b: 2, a: 1 }).passed).toBe(true);
    expect(compare('', { a: 1, b: 2 }, { a: 1, b: 3 }).passed).toBe(false);
    expect(compare('', { a: 1 }, { a: 1, b: 2 }).passed).toBe(false);
  });
});
