import { type DataSource } from 'typeorm';
import { type Alternative, type Order, type Sale } from '#alternatives/alternative';
import { DomainError } from '#product';
import { enrol, INSERT_BOOKING, toRow } from '#alternatives/tables';

/**
 * (a) Each buyer locks the event's row, looks, and writes: one transaction and one wait for the disk per buyer, while
 * all others stand behind the lock.
 */
export class RowLock implements Alternative {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  sell(order: Order): Promise<Sale> {
    return this.#dataSource.transaction(async (tx) => {
      const [stock] = await tx.query<{ seats_left: number }[]>(
        'SELECT seats_left FROM alternatives.stock WHERE event_id = $1 FOR UPDATE',
        [order.eventId],
      );
      if (!stock) throw new DomainError('event-not-found');
      if (stock.seats_left < order.seats) return enrol(tx, order);
      await tx.query(INSERT_BOOKING, toRow(order));
      await tx.query('UPDATE alternatives.stock SET seats_left = seats_left - $2 WHERE event_id = $1', [
        order.eventId,
        order.seats,
      ]);
      return 'booked';
    });
  }
}
