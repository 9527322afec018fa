import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { groupRuns } from '#report/groups';
import { html } from '#report/html';
import { toHistogram } from '#report/latency';
import { aRun } from '#report/sample-report';
import { nameBars } from '#report/server-part';

// What the pages compute themselves, on values; the markup around it is the matter of pages.spec.ts.

const latencies = fc.array(fc.double({ min: 0, max: 100_000, noNaN: true }), { minLength: 1, maxLength: 300 });

describe('the histogram of response times', () => {
  it('counts every answer once: in a column, or as beyond the last', () => {
    fc.assert(
      fc.property(latencies, (unsorted) => {
        const sorted = unsorted.toSorted((a, b) => a - b);
        const rank = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
        const latency = { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: rank(1), mean: 0 };
        const { startMs, endMs, stepMs, shares, beyond } = toHistogram(sorted, latency);
        expect(shares.reduce((sum, share) => sum + share, beyond)).toBeCloseTo(1, 6);
        expect(shares.length).toBeLessThan(100);
        expect(startMs).toBeLessThanOrEqual(sorted[0] ?? 0);
        expect(startMs + shares.length * stepMs).toBeCloseTo(endMs, 6);
      }),
    );
  });

  it('counts each answer in its column, the slowest in the last', () => {
    const { startMs, stepMs, shares, beyond } = toHistogram([0, 0.5, 1, 14, 28], {
      p50: 1,
      p95: 28,
      p99: 28,
      max: 28,
      mean: 9,
    });
    expect({ startMs, stepMs, beyond }).toEqual({ startMs: 0, stepMs: 1, beyond: 0 });
    expect(shares.flatMap((share, column) => (share > 0 ? [[column, share]] : []))).toEqual([
      [0, 0.4],
      [1, 0.2],
      [14, 0.2],
      [27, 0.2],
    ]);
  });

  it('leaves out a tail that would press the rest into one column, and tells how much', () => {
    const sorted = [...Array.from({ length: 99 }, (_, index) => 10 + index / 100), 5_000];
    const { endMs, beyond } = toHistogram(sorted, { p50: 10, p95: 11, p99: 11, max: 5_000, mean: 60 });
    expect(endMs).toBeLessThan(30);
    expect(beyond).toBeCloseTo(0.01, 6);
  });
});

describe('batches', () => {
  it('are named by what is in them', () => {
    const bars = [1, 2, 4, 512, null].map((upTo, count) => ({ upTo, count }));
    expect(nameBars(bars).map(({ name }) => name)).toEqual(['1', '2', '3–4', '5–512', 'over 512']);
  });
});

describe('runs of one scenario by one driver', () => {
  it('stand together with the median and the extremes of their percentiles', () => {
    const withP99 = (number: number, p99: number) =>
      aRun({ number, latency: { p50: 1, p95: 2, p99, max: p99, mean: 1 } });
    const groups = groupRuns([withP99(1, 30), withP99(2, 10), aRun({ driver: 'artillery' }), withP99(3, 20)]);
    expect(groups.map(({ driver, runs }) => [driver, runs.length])).toEqual([
      ['burst', 3],
      ['artillery', 1],
    ]);
    expect(groups[0]?.p99).toEqual({ median: 20, least: 10, most: 30 });
  });
});

describe('a template', () => {
  it('gives every text back as it was, between tags and in an attribute', () => {
    const anyText = fc.string({
      unit: fc.constantFrom('&', '<', '>', '"', "'", '/', '!', '-', '=', 'a', ';', ' ', 'é', '😀'),
    });
    fc.assert(
      fc.property(anyText, (text) => {
        const { childNodes } = parseFragment(html`<p title="${text}">x${text}</p>`.toString());
        const [paragraph] = childNodes as DefaultTreeAdapterTypes.Element[];
        expect(childNodes).toHaveLength(1);
        expect(paragraph?.attrs).toEqual([{ name: 'title', value: text }]);
        expect(paragraph?.childNodes).toEqual([expect.objectContaining({ nodeName: '#text', value: `x${text}` })]);
      }),
    );
  });

  it('takes markup, lists and nothing as they are', () => {
    expect(html`${[html`<b>1</b>`, 2, '<']}${undefined}`.toString()).toBe('<b>1</b>2&lt;');
  });
});
