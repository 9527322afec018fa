/** One buyer's request behind the route: who asks for how many seats, and who the booking will be. */
export interface Order {
  readonly bookingId: string;
  readonly reference: string;
  readonly eventId: string;
  readonly userId: string;
  /** Whole, ≥ 1. */
  readonly seats: number;
  readonly createdAt: Date;
}

/** What became of an order that was not refused. */
export type Sale = 'booked' | 'waitlisted';

/**
 * Another way to sell the seats of an event: only what a competent engineer would write for it, which is the sale and a
 * waitlist that takes whom no seat is left for. Rowlock's ledger, idempotency keys, limits per user and promotions are
 * left out, in the alternative's favour.
 */
export interface Alternative {
  /** @throws {DomainError} `contended` when others were faster too often; `event-not-found` */
  sell(order: Order): Promise<Sale>;
  /** Nest calls it when the server stops. */
  onApplicationShutdown?(): Promise<void>;
}

/** The alternatives by the name their server is started with, and what people call them. */
export const ALTERNATIVES = {
  'row-lock': 'SELECT … FOR UPDATE',
  'version-check': 'version check',
  'version-check-retried': 'version check, 5 retries',
  'one-statement': 'one conditional UPDATE',
  'redis-lock': 'Redis lock, 2 s expiry',
  'redis-counter': 'Redis counter in Lua, stored later',
  'no-database': 'same route, no database',
} as const;

export type AlternativeName = keyof typeof ALTERNATIVES;

export const isAlternativeName = (text: string): text is AlternativeName => Object.hasOwn(ALTERNATIVES, text);

/** Those that need a Redis. */
export const needsRedis = (name: AlternativeName): boolean => name === 'redis-lock' || name === 'redis-counter';
