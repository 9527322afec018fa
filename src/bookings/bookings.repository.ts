import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { pairIs } from '../database/pair-condition.js';
import { type Booking, type BookingStatus } from '../inventory/inventory.js';
import { fromBookingRow, type BookingRow } from '../inventory/rows.js';

/** What a list of bookings is narrowed to; absent means any. */
export interface BookingFilter {
  readonly eventId?: string;
  readonly status?: BookingStatus;
}

/** The last booking of the page before: where the next page starts. */
export interface BookingKey {
  readonly createdAt: string;
  readonly id: string;
}

/** Reads bookings; writing them is the inventory's alone. */
@Injectable()
export class BookingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async findById(id: string): Promise<Booking | undefined> {
    return this.#findOne(`SELECT * FROM current_bookings WHERE id = $1`, id);
  }

  async findByReference(reference: string): Promise<Booking | undefined> {
    return this.#findOne(`SELECT * FROM current_bookings WHERE reference = $1`, reference);
  }

  /**
   * Newest first. All that the throttle ever let the user book are found, by `bookings_user_id_event_id_status_idx`, and
   * sorted.
   */
  async findOfUser(
    userId: string,
    { eventId, status }: BookingFilter,
    after: BookingKey | undefined,
    limit: number,
  ): Promise<Booking[]> {
    const rows: BookingRow[] = await this.dataSource.query(
      `SELECT * FROM current_bookings
        WHERE user_id = $1
          AND ($2::uuid IS NULL OR ${pairIs(['user_id', 'event_id'], ['$1', '$2'])})
          AND ($3::text IS NULL OR status = $3)
          AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5::uuid))
        ORDER BY created_at DESC, id DESC
        LIMIT $6`,
      [userId, eventId ?? null, status ?? null, after?.createdAt ?? null, after?.id ?? null, limit],
    );
    return rows.map(fromBookingRow);
  }

  async #findOne(sql: string, key: string): Promise<Booking | undefined> {
    const rows: BookingRow[] = await this.dataSource.query(sql, [key]);
    return rows[0] && fromBookingRow(rows[0]);
  }
}
