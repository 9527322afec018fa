/**
 * Of those waiting, so many pass in one turn of the event loop. Larger shares: whatever else has arrived, above all the
 * answers of the database, waits longer. Smaller: so do those who wait here, as a turn takes long in an overload.
 */
const SHARE_PER_TURN = 1 / 4;
/** And no fewer than this: below it the loop asks the system for news more often than there are any. */
const LEAST_PER_TURN = 2;

/**
 * Lets work through in order of arrival, some of it per turn of the event loop. A batch of a hundred is answered in one
 * moment; were that done at once, what the database has to say meanwhile, to the next batch, would be heard after the last
 * of the hundred, and the database would have nothing to do.
 */
export class Turnstile {
  readonly #waiting: (() => void)[] = [];
  #isTurning = false;

  /** @param defer runs a function in the next turn of the event loop */
  constructor(private readonly defer: (turn: () => void) => void = setImmediate) {}

  /** Has `work` done when its turn comes, never at once. */
  pass(work: () => void): void {
    this.#waiting.push(work);
    if (!this.#isTurning) this.#turnSoon();
  }

  #turnSoon(): void {
    this.#isTurning = true;
    this.defer(() => {
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

/** That of this process: it has one event loop. */
export const turnstile = new Turnstile();
