/**
 * Pieces of work per turn of the event loop. More: whatever else has arrived, above all the answers of the database, waits
 * longer. Fewer: the loop asks the system for news more often than there are any. Between 1 and 4 nothing could be
 * measured; 8 was slower, and without any bound a hot event sold a sixth less (docs/performance.md).
 */
const PER_TURN = 2;

/** @returns the present, in milliseconds of a clock that only goes forward */
type Clock = () => number;

interface Waiting {
  readonly work: () => void;
  readonly since: number;
}

/**
 * Lets work through in order of arrival, a few pieces per turn of the event loop. A rush brings hundreds of requests in
 * one turn; were all of them handled at once, the answer of the database that a whole batch waits for would be read after
 * the last of them, and the database would have nothing to do meanwhile.
 */
export class Turnstile {
  /** In order of arrival. */
  readonly #waiting: Waiting[] = [];
  #isTurning = false;

  /** @param defer runs a function in the next turn of the event loop */
  constructor(
    private readonly defer: (turn: () => void) => void = setImmediate,
    private readonly clock: Clock = () => performance.now(),
  ) {}

  /** Has `work` done when its turn comes, never at once. */
  pass(work: () => void): void {
    this.#waiting.push({ work, since: this.clock() });
    if (!this.#isTurning) this.#turnSoon();
  }

  /** How long the one who comes next has been waiting by now, in milliseconds; 0 when nobody waits. */
  get lateMs(): number {
    const [first] = this.#waiting;
    return first ? this.clock() - first.since : 0;
  }

  #turnSoon(): void {
    this.#isTurning = true;
    this.defer(() => {
      this.#turn();
    });
  }

  #turn(): void {
    try {
      for (let count = 0; count < PER_TURN; count += 1) this.#waiting.shift()?.work();
    } finally {
      this.#isTurning = false;
      if (this.#waiting.length > 0) this.#turnSoon();
    }
  }
}

/** That of this process: it has one event loop. */
export const turnstile = new Turnstile();
