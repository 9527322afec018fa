import { setTimeout as pause } from 'node:timers/promises';
import { toCheck } from '#faults/judge';
import { type Check } from '#run-record';

const POLL_MS = 100;
/** As long as a balancer waits for its health check. */
const ANSWER_MAX_MS = 2_000;

/** What a balancer sees of an instance: green, or red with whatever it was told. */
export class Readiness {
  readonly #origin: string;
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;
  readonly #reds = new Set<string>();
  #isGreen = false;

  /** Watches `/health/ready` from now on. */
  constructor(origin: string) {
    this.#origin = origin;
    this.#watching = this.#watch();
  }

  /** Stops watching. @returns whether it was red meanwhile, by a 503 with `Retry-After`, and is green again */
  async stop(): Promise<Check> {
    this.#stopping.abort();
    await this.#watching;
    await this.#look();
    const reds = [...this.#reds].join(', ');
    const found = `${reds === '' ? 'never red' : `red (${reds})`}, ${this.#isGreen ? 'green' : 'not green'} in the end`;
    return toCheck('ready', this.#reds.has('503') && this.#isGreen, 'red (503) and green again', found);
  }

  async #watch(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#look();
      await pause(POLL_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const answer = await fetch(`${this.#origin}/health/ready`, { signal: AbortSignal.timeout(ANSWER_MAX_MS) }).catch(
      () => undefined,
    );
    await answer?.text().catch(() => undefined);
    this.#isGreen = answer?.status === 200;
    if (this.#isGreen) return;
    const isComplete = answer?.status !== 503 || answer.headers.has('retry-after');
    this.#reds.add(`${answer?.status ?? 'no answer'}${isComplete ? '' : ' without Retry-After'}`);
  }
}
