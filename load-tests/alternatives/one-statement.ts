import { type DataSource } from 'typeorm';
import { type Alternative, type Order, type Sale } from '#alternatives/alternative';
import { enrol, toRow } from '#alternatives/tables';

/**
 * (c) The least that can be sent: one statement takes the seats if they are there and stores the booking. One round
 * trip, but still one commit per buyer and one buyer at a time on the row.
 */
const TAKE_AND_BOOK = `
  WITH taken AS (
    UPDATE alternatives.stock SET seats_left = seats_left - $5 WHERE event_id = $3 AND seats_left >= $5
    RETURNING event_id
  )
  INSERT INTO alternatives.bookings (id, reference, event_id, user_id, seats, created_at)
  SELECT $1::uuid, $2::text, event_id, $4::uuid, $5::integer, $6::timestamptz FROM taken
  RETURNING id`;

export class OneStatement implements Alternative {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async sell(order: Order): Promise<Sale> {
    const booked = await this.#dataSource.query<unknown[]>(TAKE_AND_BOOK, toRow(order));
    // Nothing taken: sold out. A sale of an unknown event is refused by the foreign key of the waitlist.
    return booked.length > 0 ? 'booked' : enrol(this.#dataSource.manager, order);
  }
}
