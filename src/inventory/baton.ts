import { type BoundedConnection } from '../database/bounded-transaction.js';

/**
 * What a batch leaves to the one behind it while its COMMIT is on its way: its connection, where the server comes to
 * the next transaction as soon as this one has ended, and word of how it ended.
 */
export class Baton {
  readonly #connection: BoundedConnection;
  readonly #ending = Promise.withResolvers<boolean>();
  #isFree = true;

  constructor(connection: BoundedConnection) {
    this.#connection = connection;
  }

  /** Nobody has taken it, and the batch has not ended yet. */
  get isFree(): boolean {
    return this.#isFree;
  }

  /** Whether the batch was stored, once that is known; never rejects. */
  get stored(): Promise<boolean> {
    return this.#ending.promise;
  }

  /** The connection, which is the taker's to release from now on. @throws Error when it is not free */
  take(): BoundedConnection {
    if (!this.#isFree) throw new Error('the connection has been taken or released');
    this.#isFree = false;
    return this.#connection;
  }

  /** To be told by the batch when it has ended. @returns its connection to release, unless somebody has taken it */
  end(stored: boolean): BoundedConnection | undefined {
    const left = this.#isFree ? this.#connection : undefined;
    this.#isFree = false;
    this.#ending.resolve(stored);
    return left;
  }
}
