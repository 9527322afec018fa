import { describe, expect, it } from '@jest/globals';
import { checkFlatLatency, checkFlatMemory } from '#flatness';
import { type Sample } from '#run-record';

const MIB = 2 ** 20;

/** An hour of a hundred samples, each measure a function of the share of the time that has passed. */
const run = (measure: (share: number) => Partial<Sample>): Sample[] =>
  Array.from({ length: 100 }, (_, index) => ({
    atMs: (index + 1) * 36_000,
    answered: index,
    seatsConfirmed: 0,
    seatsHeld: 0,
    seatsFree: 0,
    waiting: 0,
    refused: 0,
    throttled: 0,
    unanswered: 0,
    requestsPerSecond: 100,
    ...measure((index + 1) / 100),
  }));

const passed = (checks: readonly { passed: boolean }[]): boolean[] => checks.map((check) => check.passed);

// Goal: a leak and a slowdown are found, noise is not. Method: runs drawn by hand.
describe('flatness', () => {
  it('forgives a cold start and single spikes', () => {
    const samples = run((share) => ({
      p50Ms: share < 0.1 ? 80 : 5,
      p99Ms: share === 0.95 ? 900 : 20,
      rssBytes: (share < 0.1 ? 100 : 300) * MIB,
      heapBytes: (60 + 40 * ((share * 1_000) % 3)) * MIB,
    }));
    expect(passed([...checkFlatLatency(samples), ...checkFlatMemory(samples)])).toEqual([true, true, true, true]);
  });

  it('finds what gets slower and what leaks', () => {
    const samples = run((share) => ({
      p50Ms: 5 + 200 * share,
      p99Ms: 20 + 500 * share,
      rssBytes: (200 + 200 * share) * MIB,
      heapBytes: (60 + 100 * share) * MIB,
    }));
    expect(passed([...checkFlatLatency(samples), ...checkFlatMemory(samples)])).toEqual([false, false, false, false]);
  });

  it('says nothing about memory it cannot read', () => {
    expect(checkFlatMemory(run(() => ({ p50Ms: 1, p99Ms: 1 })))).toEqual([]);
  });

  it('fails where nothing was answered at all', () => {
    expect(passed(checkFlatLatency(run(() => ({}))))).toEqual([false, false]);
  });
});
