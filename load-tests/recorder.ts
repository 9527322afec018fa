import { createHistogram } from 'node:perf_hooks';
import { type Latency, type Sample } from '#run-record';
import { type Availability } from '#scenario';
import { type Answer } from '#shot';
import { percentileMs, type ServerReading, Timeline, toMicroseconds } from '#timeline';

/** Up to this many latencies are kept one by one; an hour of steady load has more and is kept as quantiles. */
const LATENCIES_MAX = 5_000;
const QUANTILES = 1_000;

/** How far a run is. */
export interface Progress {
  readonly answered: number;
  /** How many are to come in all, as far as the scenario has said. */
  readonly planned: number;
  readonly elapsedMs: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly latency: Latency;
  readonly availability: Availability | undefined;
  readonly server: ServerReading | undefined;
  /** Over the last second; once all is answered, over the whole run. */
  readonly requestsPerSecond: number;
}

/** Takes in what happens during a run as it happens, in bounded memory. */
export class Recorder {
  readonly #counts = new Map<string, number>();
  readonly #histogram = createHistogram({ lowest: 1, highest: 60_000_000, figures: 3 });
  readonly #timeline = new Timeline();
  #latenciesMs: number[] | undefined = [];
  #firstSentAt = Infinity;
  #lastEndedAt = -Infinity;
  #planned = 0;
  #availability: Availability | undefined;
  #server: ServerReading | undefined;
  /** Answers by second of their end, the last few only. */
  readonly #recent = new Map<number, number>();

  plan(requests: number): void {
    this.#planned += requests;
  }

  note(answer: Answer): void {
    const name = answerName(answer);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    this.#histogram.record(toMicroseconds(answer.ms));
    if (this.#latenciesMs && this.#latenciesMs.push(answer.ms) > LATENCIES_MAX) this.#latenciesMs = undefined;
    this.#firstSentAt = Math.min(this.#firstSentAt, answer.endedAt - answer.ms);
    this.#lastEndedAt = Math.max(this.#lastEndedAt, answer.endedAt);
    this.#timeline.note(answer);
    const second = Math.floor(answer.endedAt / 1_000);
    this.#recent.set(second, (this.#recent.get(second) ?? 0) + 1);
    this.#recent.delete(second - 3);
  }

  /** @param at on the clock of `nowMs` */
  noteAvailability(availability: Availability, at: number): void {
    this.#availability = availability;
    this.#timeline.noteAvailability(availability, at);
  }

  noteServer(reading: ServerReading, at: number): void {
    this.#server = reading;
    this.#timeline.noteServer(reading, at);
  }

  /** How often each answer came, most frequent first. */
  counts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([, a], [, b]) => b - a));
  }

  latency(): Latency {
    const at = (percentile: number): number => (this.answered === 0 ? 0 : percentileMs(this.#histogram, percentile));
    const mean = this.answered === 0 ? 0 : this.#histogram.mean / 1_000;
    return { p50: at(50), p95: at(95), p99: at(99), max: at(100), mean };
  }

  /** Ascending; quantiles once there are too many to keep each. */
  latenciesMs(): number[] {
    if (this.#latenciesMs) return this.#latenciesMs.toSorted((a, b) => a - b).map((ms) => Math.round(ms * 100) / 100);
    return Array.from({ length: QUANTILES + 1 }, (_, index) =>
      percentileMs(this.#histogram, Math.max(0.01, (100 * index) / QUANTILES)),
    );
  }

  samples(): Sample[] {
    return this.#timeline.samples();
  }

  get answered(): number {
    return this.#histogram.count;
  }

  /** From the first shot to the last answer. */
  get durationMs(): number {
    return this.answered === 0 ? 0 : this.#lastEndedAt - this.#firstSentAt;
  }

  /** @param at on the clock of `nowMs` */
  progress(at: number): Progress {
    const { answered, durationMs } = this;
    const isOver = answered > 0 && answered >= this.#planned;
    return {
      answered,
      planned: Math.max(this.#planned, answered),
      elapsedMs: answered === 0 || isOver ? durationMs : at - this.#firstSentAt,
      counts: this.counts(),
      latency: this.latency(),
      availability: this.#availability,
      server: this.#server,
      requestsPerSecond: isOver ? (answered * 1_000) / Math.max(1, durationMs) : this.#rateAt(at),
    };
  }

  /** Of the last whole second, or of this one where it has seen more already. */
  #rateAt(at: number): number {
    const second = Math.floor(at / 1_000);
    return Math.max(this.#recent.get(second - 1) ?? 0, this.#recent.get(second) ?? 0);
  }
}

/** `<status> <outcome>`, such as `201 confirmed`; readings have no outcome. */
export const answerName = ({ status, outcome }: Answer): string => `${status} ${outcome}`.trim();
