import { setTimeout as pause } from 'node:timers/promises';
import { type Redis } from 'ioredis';
import { type DataSource } from 'typeorm';
import { type Alternative, type Order, type Sale } from '#alternatives/alternative';
import { backoffMs, DomainError } from '#product';
import { enrol, INSERT_BOOKING, toRow } from '#alternatives/tables';

/** How long a lock lives, and how long a buyer tries to get one. */
const LOCK_MS = 2_000;
/** As the other alternatives pause. */
const BACKOFF = { baseMs: 5, capMs: 100 };

/**
 * (d) A lock in Redis for each product and stock level (`SET … NX PX 2000`): of all who have read "57 left" one sells
 * seat 57, the others look again. The stock is in PostgreSQL. A sold level never comes back, so its lock is left to
 * expire: released early, it would let a buyer through who read the level before the sale.
 */
export class RedisLock implements Alternative {
  readonly #dataSource: DataSource;
  readonly #redis: Redis;

  constructor(dataSource: DataSource, redis: Redis) {
    this.#dataSource = dataSource;
    this.#redis = redis;
  }

  async sell(order: Order): Promise<Sale> {
    const givesUpAt = performance.now() + LOCK_MS;
    for (let attempt = 0; performance.now() < givesUpAt; attempt += 1) {
      if (attempt > 0) await pause(backoffMs(attempt - 1, BACKOFF, Math.random));
      const [stock] = await this.#dataSource.query<{ seats_left: number }[]>(
        'SELECT seats_left FROM alternatives.stock WHERE event_id = $1',
        [order.eventId],
      );
      if (!stock) throw new DomainError('event-not-found');
      if (stock.seats_left < order.seats) return enrol(this.#dataSource.manager, order);
      const lock = `alternatives:lock:${order.eventId}:${stock.seats_left}`;
      if (await this.#redis.set(lock, order.bookingId, 'PX', LOCK_MS, 'NX')) return this.#sellUnder(lock, order);
    }
    throw new DomainError('contended', { retryAfterSeconds: 1 });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#redis.quit();
  }

  async #sellUnder(lock: string, order: Order): Promise<Sale> {
    try {
      return await this.#dataSource.transaction(async (tx): Promise<Sale> => {
        // The CHECK on the stock is what still holds when a sale takes longer than its lock.
        await tx.query('UPDATE alternatives.stock SET seats_left = seats_left - $2 WHERE event_id = $1', [
          order.eventId,
          order.seats,
        ]);
        await tx.query(INSERT_BOOKING, toRow(order));
        return 'booked';
      });
    } catch (error) {
      await this.#redis.del(lock);
      throw error;
    }
  }
}
