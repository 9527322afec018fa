import { describe, expect, it } from '@jest/globals';
import { Recorder } from '#recorder';
import { type Answer } from '#shot';

const STARTED_AT = 1_000_000;

const answerAt = (ms: number, over: Partial<Answer> = {}): Answer => ({
  status: 201,
  outcome: 'confirmed',
  seats: 1,
  ms: 4,
  endedAt: STARTED_AT + ms,
  ...over,
});

const availability = { capacity: 10, seatsConfirmed: 2, seatsHeld: 1, seatsFree: 7, waiting: 0 };

// Goal: the record tells what happened, however long it took, in bounded memory. Method: answers at known times.
describe('Recorder', () => {
  it('counts answers and measures them', () => {
    const recorder = new Recorder();
    for (let index = 1; index <= 100; index += 1) recorder.note(answerAt(4 + index, { ms: index }));
    recorder.note(answerAt(200, { status: 0, outcome: 'ECONNRESET', ms: 200 }));
    expect(recorder.counts()).toEqual({ '201 confirmed': 100, '0 ECONNRESET': 1 });
    const { p50, p99, max } = recorder.latency();
    expect(p50).toBeCloseTo(51, 0);
    expect(p99).toBeCloseTo(100, 0);
    expect(max).toBeCloseTo(200, 0);
    expect(recorder.latenciesMs()).toHaveLength(101);
    expect(recorder.durationMs).toBe(200);
  });

  it('puts each answer where it ended, in any order, and carries sums on', () => {
    const recorder = new Recorder();
    recorder.noteAvailability(availability, STARTED_AT - 50);
    recorder.note(answerAt(4));
    recorder.note(answerAt(14, { seats: 3 }));
    recorder.note(answerAt(7, { status: 202, outcome: 'waitlisted' }));
    recorder.note(answerAt(13, { status: 429, outcome: 'too-many-requests' }));
    recorder.note(answerAt(13, { status: 409, outcome: 'sold-out' }));
    const samples = recorder.samples();
    expect(samples.map(({ atMs, answered }) => [atMs, answered])).toEqual([
      [5, 1],
      [10, 2],
      [15, 5],
    ]);
    expect(samples[2]).toMatchObject({ refused: 1, throttled: 1, requestsPerSecond: 600, waiting: 1, seatsHeld: 1 });
    expect(samples.map(({ seatsConfirmed, seatsFree }) => [seatsConfirmed, seatsFree])).toEqual([
      [3, 6],
      [3, 6],
      [6, 3],
    ]);
  });

  it('trusts the readings alone once seats are given back', () => {
    const recorder = new Recorder();
    recorder.note(answerAt(4));
    recorder.note(answerAt(8, { status: 200, outcome: 'cancelled' }));
    recorder.noteAvailability({ ...availability, seatsConfirmed: 0 }, STARTED_AT + 9);
    expect(recorder.samples().at(-1)?.seatsConfirmed).toBe(0);
  });

  it('keeps an hour in at most 600 equal steps and 1,001 quantiles', () => {
    const recorder = new Recorder();
    const answers = 36_000;
    for (let index = 0; index < answers; index += 1)
      recorder.note(answerAt(4 + index * 100, { ms: 1 + (index % 100) }));
    const samples = recorder.samples();
    expect(samples.length).toBeGreaterThan(300);
    expect(samples.length).toBeLessThanOrEqual(600);
    expect(samples.at(-1)?.answered).toBe(answers);
    expect(samples[10]?.requestsPerSecond).toBeCloseTo(10, 0);
    const latencies = recorder.latenciesMs();
    expect(latencies).toHaveLength(1_001);
    expect(latencies).toEqual(latencies.toSorted((a, b) => a - b));
    expect(latencies[500]).toBeCloseTo(50, 0);
  });
});
