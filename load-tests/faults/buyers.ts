import { setTimeout as pause } from 'node:timers/promises';
import { cancel } from '#booking-shots';
import { type Asked, type ClientRecord, type Returned, type Told, toTold } from '#faults/record';
import { type Sale, type Wish, Wishes } from '#faults/sale';
import { type User } from '#scenario';
import { nowMs } from '#shot';
import { Connection } from '#wire';

/** Between two tries to reach a server that is away. Shorter: it is busy refusing. Longer: a recovery is noticed late. */
const RECONNECT_MS = 25;
/** A server that takes connections and does not answer is left for the next one. */
const CONNECT_TIMEOUT_MS = 1_000;
/** Connections opened in a millisecond. */
const OPENED_PER_MS = 2;
/** How many of those who get a seat in the club give it back. */
const RETURN_SHARE = 0.3;

/** How buyers behave. */
export interface BuyersTerms {
  readonly sale: Sale;
  readonly crowd: readonly User[];
  /** Of the instances; a buyer whose connection broke goes on at the next one. */
  readonly origins: readonly string[];
  readonly connections: number;
  /** Between two requests of one connection, on average, in milliseconds. */
  readonly thinkMs: number;
  readonly random: () => number;
  /** Waits as long as a 503 says; without it, the load goes on as if nothing had been said. */
  readonly isPolite?: boolean;
}

/** People who go on booking whatever happens to the servers, and write down what they are told. */
export class Buyers {
  readonly #terms: BuyersTerms;
  readonly #wishes: Wishes;
  readonly #asked: Asked[] = [];
  readonly #returned: Returned[] = [];
  readonly #startedAt = nowMs();
  readonly #stopping = new AbortController();
  readonly #working: Promise<unknown>;

  constructor(terms: BuyersTerms) {
    this.#terms = terms;
    this.#wishes = new Wishes(terms.sale, terms.crowd);
    this.#working = Promise.all(Array.from({ length: terms.connections }, (_, index) => this.#buy(index)));
  }

  /** What they have been told so far. */
  get asked(): readonly Asked[] {
    return this.#asked;
  }

  /** Waits until somebody is told that they have a seat who asked after `since` (of `nowMs()`). @returns when that was */
  async nextAcknowledged(since: number, timeoutMs: number, origin?: string): Promise<number | undefined> {
    const deadline = performance.now() + timeoutMs;
    for (let read = 0; performance.now() < deadline; await pause(RECONNECT_MS)) {
      for (; read < this.#asked.length; read += 1) {
        const asked = this.#asked[read];
        if (asked?.told.kind !== 'acknowledged' || (origin !== undefined && asked.origin !== origin)) continue;
        if (asked.endedAt - asked.ms >= since) return asked.endedAt;
      }
    }
    return undefined;
  }

  /** Lets everybody hear the answer to what they have asked. */
  async stop(): Promise<ClientRecord> {
    this.#stopping.abort();
    const seconds = (nowMs() - this.#startedAt) / 1_000;
    await this.#working;
    return { asked: this.#asked, returned: this.#returned, seconds };
  }

  async #buy(index: number): Promise<void> {
    let turn = index;
    let connection: Connection | undefined;
    // More at the same moment would be refused by systems with a short listen backlog (128).
    await this.#pause(index / OPENED_PER_MS);
    while (!this.#stopping.signal.aborted) {
      const origin = this.#terms.origins[turn % this.#terms.origins.length] ?? '';
      // Closed while nobody was asking anything, as servers do: nothing to complain about.
      if (connection?.isOpen === false) connection = undefined;
      connection ??= await open(origin);
      const wish = connection ? this.#wishes.next() : undefined;
      const told = connection && wish ? await this.#ask(connection, origin, wish) : undefined;
      if (!connection || told?.kind === 'unanswered') {
        connection?.close();
        connection = undefined;
        turn += 1;
        await this.#pause(RECONNECT_MS);
      } else await this.#think(told);
    }
    connection?.close();
  }

  async #ask(connection: Connection, origin: string, { eventId, user, shot }: Wish): Promise<Told> {
    const sentAt = nowMs();
    const told = await connection.exchange(shot).then(toTold, toUnanswered);
    const endedAt = nowMs();
    this.#asked.push({ eventId, user, shot, origin, told, ms: endedAt - sentAt, endedAt });
    const isBooking = told.kind === 'acknowledged' && told.what === 'booking';
    if (isBooking && eventId === this.#terms.sale.club && this.#terms.random() < RETURN_SHARE) {
      await this.#giveBack(connection, user, told.id);
    }
    return told;
  }

  async #giveBack(connection: Connection, user: User, bookingId: string): Promise<void> {
    const status = await connection.exchange(cancel(user, bookingId)).then(
      (response) => response.status,
      () => 0,
    );
    this.#returned.push({ bookingId, isAcknowledged: status === 200 });
  }

  async #think(told: Told | undefined): Promise<void> {
    const { thinkMs, random, isPolite = false } = this.#terms;
    const askedToWait = told?.kind === 'refused' && told.status === 503 ? Number(told.retryAfter ?? 0) * 1_000 : 0;
    await this.#pause((isPolite ? askedToWait : 0) + 2 * thinkMs * random());
  }

  async #pause(ms: number): Promise<void> {
    // Rejects only when the load is over.
    await pause(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}

const toUnanswered = (error: unknown): Told => ({
  kind: 'unanswered',
  why: error instanceof Error ? error.message : String(error),
});

/** @returns nothing where nobody answers */
async function open(origin: string): Promise<Connection | undefined> {
  const opening = Connection.open(new URL(origin)).catch(() => undefined);
  const opened = await Promise.race([opening, pause(CONNECT_TIMEOUT_MS)]);
  // It may still come up, with nobody left to use it.
  if (!opened) void opening.then((late) => late?.close());
  return opened ?? undefined;
}
