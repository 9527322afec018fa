import { DomainError } from '../shared/domain-error.js';
import { type Attempt } from './attempt.js';
import { type Baton } from './baton.js';
import { ConflictError, DeadlineError, OutOfTurnError } from './conflict.js';
import { type Command } from './commands.js';
import { type Outcome } from './decision.js';

export interface LaneLimits {
  /** Commands one batch takes at most. */
  readonly batchMax: number;
  /** Commands that may wait; one more is refused as `overloaded`. */
  readonly queueMax: number;
  /** How long newcomers are held back for commands that lost a race and pause before their next try. */
  readonly returnWithinMs: number;
}

/** A batch as the lane hands it out. */
export interface Batch {
  /**
   * Takes all who wait at that moment, in order of arrival; called again, the same. The later, the more share the
   * write; nobody is let in afterwards.
   */
  readonly draw: () => readonly Command[];
  /** Somebody is at the last try, so that a lock is worth all the patience there is. */
  readonly isLastTry: boolean;
  /** The patience of the least patient; milliseconds of `performance.now()`. */
  readonly deadlineAt: number;
  /** Of the batch in front, whose COMMIT is on its way: this one is read behind it, and decided when it is stored. */
  readonly inFront?: Baton;
  /** To be called when all is written and only COMMIT is waited for: the next batch may be read behind it. */
  readonly handOver: (baton: Baton) => void;
}

/** Runs a batch: one result per command, in order; or rejects when the batch as a whole stored nothing. */
export type RunBatch = (batch: Batch) => Promise<readonly PromiseSettledResult<Outcome>[]>;

type Defer = (work: () => void) => void;

interface Ticket {
  readonly command: Command;
  readonly attempt: Attempt;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The queue of one event in this process. An idle lane runs a command at once, together with those that have reached
 * this process in the same moment; a busy one lets commands gather and takes all of them, in order of arrival, as the
 * next batch: the busier the event, the more people share one commit. One batch is read while the one in front of it is
 * being committed, and decided when that is stored; should it not be, the one behind waits on.
 *
 * A batch that lost its race is handed back to its callers, who pause and come again. Until they are back the lane
 * holds later arrivals, so that a conflict costs nobody their place.
 */
export class Lane {
  readonly #eventId: string;
  readonly #run: RunBatch;
  readonly #limits: LaneLimits;
  readonly #defer: Defer;
  /** In order of arrival. */
  #waiting: Ticket[] = [];
  /** A batch is being read or decided. */
  #isRunning = false;
  /** Of the last batch that only waits for COMMIT, until that has ended. */
  #inFront: Baton | undefined;
  #isStarting = false;
  /** Arrival numbers of those who lost a race and are expected back. */
  readonly #returning = new Set<number>();
  #returnTimer: NodeJS.Timeout | undefined;
  #deadlineTimer: NodeJS.Timeout | undefined;
  /** When the deadline timer goes off; `Infinity` while there is none. */
  #dismissalAt = Infinity;

  /** @param defer runs an idle lane's first batch, by default as soon as the event loop has read what has arrived */
  constructor(eventId: string, run: RunBatch, limits: LaneLimits, defer: Defer = setImmediate) {
    this.#eventId = eventId;
    this.#run = run;
    this.#limits = limits;
    this.#defer = defer;
  }

  get isIdle(): boolean {
    const isBusy = this.#isRunning || this.#inFront !== undefined;
    return !isBusy && this.#waiting.length === 0 && this.#returning.size === 0;
  }

  /**
   * @throws {ConflictError} somebody else was faster; try again with the next attempt
   * @throws {DeadlineError} the lane did not come round to it in time
   * @throws {DomainError} `overloaded`: too many wait already
   */
  submit(command: Command, attempt: Attempt): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      if (attempt.number > 0) this.#returning.delete(attempt.arrival);
      else if (this.#waiting.length >= this.#limits.queueMax) {
        reject(new DomainError('overloaded', { retryAfterSeconds: 1 }));
        return;
      }
      this.#enqueue({ command, attempt, resolve, reject });
      this.#startSoon();
    });
  }

  #enqueue(ticket: Ticket): void {
    const isNewcomer = ticket.attempt.number === 0;
    this.#insertAt(isNewcomer ? -1 : this.#placeOf(ticket), ticket);
  }

  /** Where somebody belongs who came before others that are waiting now; -1: at the end. */
  #placeOf({ attempt: { arrival } }: Ticket): number {
    return this.#waiting.findIndex(({ attempt }) => attempt.arrival > arrival);
  }

  #insertAt(index: number, ticket: Ticket): void {
    this.#waiting.splice(index === -1 ? this.#waiting.length : index, 0, ticket);
    if (ticket.attempt.deadlineAt < this.#dismissalAt) this.#dismissAt(ticket.attempt.deadlineAt);
  }

  /** After the requests whose bytes are here already: without this the first of a rush has a whole commit for itself. */
  #startSoon(): void {
    if (this.#isRunning || this.#isStarting) return;
    this.#isStarting = true;
    this.#defer(() => {
      this.#isStarting = false;
      this.#next();
    });
  }

  #next(): void {
    if (this.#isRunning || this.#returning.size > 0 || this.#waiting.length === 0) return;
    if (this.#inFront && !this.#inFront.isFree) return;
    clearTimeout(this.#returnTimer);
    this.#isRunning = true;
    void this.#serve(this.#inFront);
  }

  #draw(): readonly Ticket[] {
    const tickets = this.#waiting.splice(0, this.#limits.batchMax);
    if (this.#waiting.length === 0) this.#dismissAt(Infinity);
    return tickets;
  }

  /** Those of them who are still waiting. */
  #withdraw(tickets: readonly Ticket[]): readonly Ticket[] {
    const leaving = new Set(tickets);
    const found = this.#waiting.filter((ticket) => leaving.has(ticket));
    this.#waiting = this.#waiting.filter((ticket) => !leaving.has(ticket));
    if (this.#waiting.length === 0) this.#dismissAt(Infinity);
    return found;
  }

  /** The lane is free again before anybody hears of it, so that a caller who asks finds it idle. */
  async #serve(inFront: Baton | undefined): Promise<void> {
    const called = this.#waiting.slice(0, this.#limits.batchMax);
    // Nobody before the runner asks: it may have to wait for a lock first, and more come meanwhile.
    let drawn: readonly Ticket[] | undefined;
    const draw = (): readonly Ticket[] => (drawn ??= this.#draw());
    let left: Baton | undefined;
    const end = (): void => {
      if (!left) this.#isRunning = false;
      else if (this.#inFront === left) this.#inFront = undefined;
    };
    const handOver = (baton: Baton): void => {
      left = baton;
      this.#inFront = baton;
      this.#isRunning = false;
      this.#next();
    };
    try {
      const results = await this.#run({
        draw: () => draw().map(({ command }) => command),
        ...termsOf(called),
        ...(inFront && { inFront }),
        handOver,
      });
      end();
      draw().forEach((ticket, index) => {
        answer(ticket, results[index]);
      });
    } catch (error) {
      end();
      // Whoever came meanwhile had no part in what failed before it was their turn.
      const failed = drawn ?? this.#withdraw(called);
      if (error instanceof OutOfTurnError) this.#putBack(failed);
      else this.#fail(failed, error);
    }
    this.#next();
  }

  /** In front of all who came later, and behind those of the batch in front who are back already. */
  #putBack(tickets: readonly Ticket[]): void {
    for (const ticket of tickets) this.#insertAt(this.#placeOf(ticket), ticket);
  }

  #fail(tickets: readonly Ticket[], error: unknown): void {
    if (error instanceof ConflictError) this.#expectBack(tickets);
    for (const ticket of tickets) ticket.reject(error);
  }

  #expectBack(tickets: readonly Ticket[]): void {
    for (const { attempt } of tickets) if (!attempt.isLast) this.#returning.add(attempt.arrival);
    clearTimeout(this.#returnTimer);
    if (this.#returning.size === 0) return;
    this.#returnTimer = setTimeout(() => {
      this.#returning.clear();
      this.#next();
    }, this.#limits.returnWithinMs);
  }

  /** One timer for the whole queue, set for whoever loses patience first; `Infinity`: nobody waits. */
  #dismissAt(deadlineAt: number): void {
    clearTimeout(this.#deadlineTimer);
    this.#dismissalAt = deadlineAt;
    if (deadlineAt === Infinity) return;
    this.#deadlineTimer = setTimeout(
      () => {
        this.#dismissOverdue();
        this.#dismissAt(this.#waiting.reduce((first, { attempt }) => Math.min(first, attempt.deadlineAt), Infinity));
      },
      Math.max(1, deadlineAt - performance.now()),
    );
  }

  #dismissOverdue(): void {
    const now = performance.now();
    const overdue = this.#waiting.filter(({ attempt }) => attempt.deadlineAt <= now);
    this.#waiting = this.#waiting.filter(({ attempt }) => attempt.deadlineAt > now);
    for (const ticket of overdue) ticket.reject(new DeadlineError(this.#eventId));
  }
}

const termsOf = (tickets: readonly Ticket[]): Pick<Batch, 'isLastTry' | 'deadlineAt'> => ({
  isLastTry: tickets.some(({ attempt }) => attempt.isLast),
  deadlineAt: Math.min(...tickets.map(({ attempt }) => attempt.deadlineAt)),
});

function answer({ command, resolve, reject }: Ticket, result: PromiseSettledResult<Outcome> | undefined): void {
  if (result?.status === 'fulfilled') resolve(result.value);
  else reject(result?.reason ?? new Error(`a ${command.kind} command was left without an answer`));
}
