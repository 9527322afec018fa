import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { type Sample } from '#run-record';
import { type Availability } from '#scenario';
import { type Answer } from '#shot';

/** A rush of 300 lasts 100 ms; finer steps would show the clock, not the server. */
const FIRST_STEP_MS = 5;
const STEPS_MAX = 600;

/** Latencies beyond a minute do not occur: requests time out before. */
const LATENCY_MAX_US = 60_000_000;

/** What the server said about itself at one moment. */
export interface ServerReading {
  readonly conflicts: number;
  readonly rssBytes: number;
  /** Of V8's heap, garbage included. */
  readonly heapBytes: number;
}

/** What is counted. */
const SUMMED = ['answered', 'refused', 'throttled', 'unanswered', 'seatsBooked', 'enrolled'] as const;

type Sums = Record<(typeof SUMMED)[number], number>;

/** What happened in one step of the timeline. */
interface Step extends Sums {
  latencies: RecordableHistogram | undefined;
  /** The last that was read in this step. */
  availability: Availability | undefined;
  server: ServerReading | undefined;
}

/**
 * A run over time in bounded memory: equal steps, twice as long each time there would be more than 600. Answers may come
 * out of order; each counts where it ended.
 */
export class Timeline {
  #startedAt: number | undefined;
  #stepMs = FIRST_STEP_MS;
  #steps: Step[] = [];
  #before: Pick<Step, 'availability' | 'server'> = { availability: undefined, server: undefined };
  /** From then on the answers alone no longer tell how many seats are sold. */
  #seatsWereGivenBack = false;

  note(answer: Answer): void {
    this.#startedAt ??= answer.endedAt - answer.ms;
    const step = this.#stepAt(answer.endedAt);
    step.answered += 1;
    countAnswer(step, answer);
    if (answer.outcome === 'cancelled') this.#seatsWereGivenBack = true;
    step.latencies ??= createHistogram({ lowest: 1, highest: LATENCY_MAX_US, figures: 2 });
    step.latencies.record(toMicroseconds(answer.ms));
  }

  /** Before the first answer readings tell how it began. @param at on the clock of `nowMs` */
  noteAvailability(availability: Availability, at: number): void {
    const step = this.#startedAt === undefined ? this.#before : this.#stepAt(at);
    step.availability = availability;
  }

  noteServer(reading: ServerReading, at: number): void {
    const step = this.#startedAt === undefined ? this.#before : this.#stepAt(at);
    step.server = reading;
  }

  samples(): Sample[] {
    const sum = emptySums();
    let { availability, server } = this.#before;
    return this.#steps.map((step, index) => {
      for (const name of SUMMED) sum[name] += step[name];
      availability = step.availability ?? availability;
      server = step.server ?? server;
      const { answered, refused, throttled, unanswered } = sum;
      return {
        atMs: (index + 1) * this.#stepMs,
        answered,
        refused,
        throttled,
        unanswered,
        ...this.#seatsAt(sum, availability),
        requestsPerSecond: (step.answered * 1_000) / this.#stepMs,
        ...(step.latencies ? { p50Ms: percentileMs(step.latencies, 50), p99Ms: percentileMs(step.latencies, 99) } : {}),
        ...(server ? { ...server, conflicts: server.conflicts - (this.#before.server?.conflicts ?? 0) } : {}),
      };
    });
  }

  /** What was read last, unless the answers since know better: they come sooner than the next reading. */
  #seatsAt(
    { seatsBooked, enrolled }: Sums,
    { capacity, seatsConfirmed, seatsHeld, waiting }: Availability = NOTHING,
  ): Pick<Sample, 'seatsConfirmed' | 'seatsHeld' | 'seatsFree' | 'waiting'> {
    const before = this.#before.availability ?? NOTHING;
    const confirmed = this.#seatsWereGivenBack
      ? seatsConfirmed
      : Math.max(seatsConfirmed, before.seatsConfirmed + seatsBooked);
    return {
      seatsConfirmed: confirmed,
      seatsHeld,
      seatsFree: Math.max(0, capacity - confirmed - seatsHeld),
      waiting: this.#seatsWereGivenBack ? waiting : Math.max(waiting, before.waiting + enrolled),
    };
  }

  /** The step of a moment; what was before the beginning counts as the beginning. */
  #stepAt(at: number): Step {
    const index = (): number => Math.max(0, Math.floor((at - (this.#startedAt ?? at)) / this.#stepMs));
    while (index() >= STEPS_MAX) this.#widen();
    while (this.#steps.length <= index()) this.#steps.push(emptyStep());
    const step = this.#steps[index()];
    if (!step) throw new Error('the timeline has no such step');
    return step;
  }

  #widen(): void {
    this.#stepMs *= 2;
    this.#steps = Array.from({ length: Math.ceil(this.#steps.length / 2) }, (_, index) =>
      this.#steps.slice(2 * index, 2 * index + 2).reduce(join),
    );
  }
}

/** Of an event that was never read. */
const NOTHING: Availability = { capacity: 0, seatsConfirmed: 0, seatsHeld: 0, seatsFree: 0, waiting: 0 };

const emptySums = (): Sums => ({ answered: 0, refused: 0, throttled: 0, unanswered: 0, seatsBooked: 0, enrolled: 0 });

const emptyStep = (): Step => ({
  ...emptySums(),
  latencies: undefined,
  availability: undefined,
  server: undefined,
});

function countAnswer(step: Step, { status, outcome, seats = 1 }: Answer): void {
  if (status === 0) step.unanswered += 1;
  else if (status === 429) step.throttled += 1;
  else if (status >= 400) step.refused += 1;
  else if (status === 201 && outcome === 'confirmed') step.seatsBooked += seats;
  else if (status === 202) step.enrolled += 1;
}

function join(earlier: Step, later: Step): Step {
  for (const name of SUMMED) earlier[name] += later[name];
  if (earlier.latencies && later.latencies) earlier.latencies.add(later.latencies);
  earlier.latencies ??= later.latencies;
  earlier.availability = later.availability ?? earlier.availability;
  earlier.server = later.server ?? earlier.server;
  return earlier;
}

/** What a histogram of Node counts in: whole numbers from 1. */
export const toMicroseconds = (ms: number): number => Math.min(LATENCY_MAX_US, Math.max(1, Math.round(ms * 1_000)));

export const percentileMs = (histogram: RecordableHistogram, percentile: number): number =>
  histogram.percentile(percentile) / 1_000;
