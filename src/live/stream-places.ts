import { DomainError } from '../shared/domain-error.js';
import { type LiveLimits } from './live-limits.js';

/** When somebody for whom there is no room may try again, in seconds: others leave meanwhile. */
const FULL_RETRY_AFTER_SECONDS = 5;

/** Whom a stream counts against. */
export interface Reader {
  /** As the throttle tracks it: an IPv4 address or an IPv6 network. */
  readonly address: string;
  readonly userId: string | undefined;
}

/** Counts streams that are open or about to be, so that nobody takes the places of all others. */
export class StreamPlaces {
  #taken = 0;
  readonly #takenBy = new Map<string, number>();

  constructor(private readonly limits: LiveLimits) {}

  /**
   * Takes a place. @returns gives it back; to be called once
   * @throws DomainError overloaded (nobody can be told any more), too-many-requests (this reader has enough)
   */
  take({ address, userId }: Reader): () => void {
    const { streamsMax, streamsPerAddressMax, streamsPerUserMax } = this.limits;
    if (this.#taken >= streamsMax) {
      throw new DomainError('overloaded', RETRY_LATER, 'As many people watch as this server can tell.');
    }
    const [byAddress, byUser] = [`address:${address}`, userId === undefined ? undefined : `user:${userId}`];
    this.#refuseBeyond(byAddress, streamsPerAddressMax);
    if (byUser !== undefined) this.#refuseBeyond(byUser, streamsPerUserMax);
    const names = byUser === undefined ? [byAddress] : [byAddress, byUser];
    this.#add(names, 1);
    return () => {
      this.#add(names, -1);
    };
  }

  #refuseBeyond(name: string, max: number): void {
    if ((this.#takenBy.get(name) ?? 0) < max) return;
    throw new DomainError('too-many-requests', RETRY_LATER, `At most ${max} live views may be open from one place.`);
  }

  #add(names: readonly string[], change: 1 | -1): void {
    this.#taken += change;
    for (const name of names) {
      const taken = (this.#takenBy.get(name) ?? 0) + change;
      if (taken === 0) this.#takenBy.delete(name);
      else this.#takenBy.set(name, taken);
    }
  }
}

const RETRY_LATER = { retryAfterSeconds: FULL_RETRY_AFTER_SECONDS };
