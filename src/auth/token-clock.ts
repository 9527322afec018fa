import { Injectable } from '@nestjs/common';

/**
 * The database's clock, which all instances go by when they issue tokens and when they say that one has expired. With their own
 * clocks, an instance that is an hour behind would issue tokens nobody else takes, and take those of others an hour too
 * long. It is read along with the list of ended sessions, and runs on by itself in between, whatever is done to ours.
 */
@Injectable()
export class TokenClock {
  /** How far the database's clock is ahead of `performance.now()`. */
  #aheadMs: number | undefined;

  /** @param databaseNow as the database has just told it */
  set(databaseNow: Date): void {
    this.#aheadMs = databaseNow.getTime() - performance.now();
  }

  /** Milliseconds since 1970; by our own clock until the database was first asked. */
  now(): number {
    return this.#aheadMs === undefined ? Date.now() : performance.now() + this.#aheadMs;
  }
}
