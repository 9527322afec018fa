/**
 * Of those waiting, so many pass in one turn of the event loop. Larger shares: whatever else has arrived, above all the
 * answers of the database, waits longer. Smaller: so do those who wait here, as a turn takes long in an overload.
 */
const SHARE_PER_TURN = 1 / 4;
/** And no fewer than this: below it the loop asks the system for news more often than there are any. */
const LEAST_PER_TURN = 4;

export interface TurnstileOptions {
  /** When so many wait, whoever comes passes at once. */
  readonly waitingMax: number;
  /** Runs a function in the next turn of the event loop. */
  readonly defer?: (turn: () => void) => void;
}

/**
 * Lets work through in order of arrival, some of it per turn of the event loop. A batch of a hundred is answered in one
 * moment, and its hundred buyers may well ask again in one; were that done at once, what the database has to say meanwhile,
 * to the next batch, would be heard after the last of the hundred, and the database would have nothing to do.
 */
export class Turnstile {
  readonly #waiting: (() => void)[] = [];
  readonly #waitingMax: number;
  readonly #defer: (turn: () => void) => void;
  #isTurning = false;

  constructor({ waitingMax, defer = setImmediate }: TurnstileOptions) {
    this.#waitingMax = waitingMax;
    this.#defer = defer;
  }

  /** Has `work` done when its turn comes; at once only when too many wait. */
  pass(work: () => void): void {
    if (this.#waiting.length >= this.#waitingMax) {
      work();
      return;
    }
    this.#waiting.push(work);
    if (!this.#isTurning) this.#turnSoon();
  }

  #turnSoon(): void {
    this.#isTurning = true;
    this.#defer(() => {
      this.#turn();
    });
  }

  #turn(): void {
    const passing = Math.max(LEAST_PER_TURN, Math.ceil(this.#waiting.length * SHARE_PER_TURN));
    try {
      for (let count = 0; count < passing; count += 1) this.#waiting.shift()?.();
    } finally {
      this.#isTurning = false;
      if (this.#waiting.length > 0) this.#turnSoon();
    }
  }
}
