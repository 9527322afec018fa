import { setTimeout as pause } from 'node:timers/promises';
import { type DataSource, type EntityManager } from 'typeorm';
import { type Alternative, type Order, type Sale } from '#alternatives/alternative';
import { backoffMs, DomainError } from '#product';
import { enrol, INSERT_BOOKING, toRow } from '#alternatives/tables';

/** The back-off of Rowlock's own defaults: `RETRY_BASE_MS`, `RETRY_CAP_MS`. */
const BACKOFF = { baseMs: 5, capMs: 100 };

/**
 * (b) Optimistic locking as the textbook has it: read the row, write it if its version is still the one read. Whoever
 * was not the fastest is sent away, or tries again a few times, each time against everybody else.
 */
export class VersionCheck implements Alternative {
  readonly #dataSource: DataSource;
  readonly #retriesMax: number;

  constructor(dataSource: DataSource, retriesMax: number) {
    this.#dataSource = dataSource;
    this.#retriesMax = retriesMax;
  }

  async sell(order: Order): Promise<Sale> {
    for (let attempt = 0; attempt <= this.#retriesMax; attempt += 1) {
      if (attempt > 0) await pause(backoffMs(attempt - 1, BACKOFF, Math.random));
      const sale = await this.#try(order);
      if (sale) return sale;
    }
    throw new DomainError('contended', { retryAfterSeconds: 1 });
  }

  /** @returns nothing when another buyer was faster */
  async #try(order: Order): Promise<Sale | undefined> {
    const [stock] = await this.#dataSource.query<{ seats_left: number; version: number }[]>(
      'SELECT seats_left, version FROM alternatives.stock WHERE event_id = $1',
      [order.eventId],
    );
    if (!stock) throw new DomainError('event-not-found');
    if (stock.seats_left < order.seats) return enrol(this.#dataSource.manager, order);
    return this.#dataSource.transaction((tx) => store(tx, order, stock.version));
  }
}

async function store(tx: EntityManager, order: Order, version: number): Promise<Sale | undefined> {
  // TypeORM answers an UPDATE with its rows and their number.
  const [, changed] = await tx.query<[unknown, number]>(
    `UPDATE alternatives.stock SET seats_left = seats_left - $3, version = version + 1
      WHERE event_id = $1 AND version = $2`,
    [order.eventId, version, order.seats],
  );
  if (changed === 0) return undefined;
  await tx.query(INSERT_BOOKING, toRow(order));
  return 'booked';
}
