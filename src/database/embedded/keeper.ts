import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type Membership } from './membership.js';

/** Between two tries to start a server that does not start, e.g. on a full disk. */
const RETRY_MS = 1_000;

/**
 * Keeps the embedded server running for as long as its app does: nobody else would start it again after it was killed,
 * ran out of memory or met a full disk. Whoever books meanwhile is answered 503.
 */
export class Keeper {
  readonly #logger = new Logger('EmbeddedPostgres');
  readonly #rejoin: () => Promise<Membership>;
  #membership: Membership;
  #isStopping = false;
  #reviving: Promise<void> = Promise.resolve();

  /** @param rejoin starts the server where it was, unless it is running again already, and joins it */
  constructor(membership: Membership, rejoin: () => Promise<Membership>) {
    this.#membership = membership;
    this.#rejoin = rejoin;
    this.#watch();
  }

  /** Lets the server be. @returns the use of it that is left to end */
  async stop(): Promise<Membership> {
    this.#isStopping = true;
    await this.#reviving;
    return this.#membership;
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  #watch(): void {
    void this.#membership.over.then(() => {
      if (!this.#isStopping) this.#reviving = this.#revive();
    });
  }

  async #revive(): Promise<void> {
    this.#logger.error('the embedded PostgreSQL has ended; it is started again');
    while (!this.#isStopping) {
      try {
        this.#membership = await this.#rejoin();
        this.#watch();
        this.#logger.warn('the embedded PostgreSQL runs again');
        return;
      } catch (error) {
        if (this.#isStopping) return;
        this.#logger.error({ err: error }, 'the embedded PostgreSQL could not be started yet');
        await sleep(RETRY_MS);
      }
    }
  }
}
