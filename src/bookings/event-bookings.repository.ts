import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { toSearchPattern } from '../http/search-pattern.js';
import { type Booking, type BookingStatus } from '../inventory/inventory.js';
import { fromBookingRow, type BookingRow } from '../inventory/rows.js';

/** A booking with the name and address of whoever booked. */
export interface EventBooking extends Booking {
  readonly userName: string;
  readonly userEmail: string;
}

/** What a list is narrowed to; absent means any. */
export interface EventBookingFilter {
  readonly status?: BookingStatus;
  /** Part of the name, the address, the reference or the label of a seat, in any case. */
  readonly search?: string;
}

type EventBookingRow = BookingRow & { readonly user_name: string; readonly user_email: string };

/** Reads the bookings of an event; writing them is the inventory's alone. */
@Injectable()
export class EventBookingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Latest arrival first. Walks `bookings_event_id_arrival_number_key`, or `bookings_event_id_unconfirmed_idx` for one
   * status that few have, from `before` (an arrival number) and stops at `limit`.
   */
  async findPage(
    eventId: string,
    { status, search }: EventBookingFilter,
    before: number | undefined,
    limit: number,
  ): Promise<EventBooking[]> {
    const rows: EventBookingRow[] = await this.dataSource.query(
      // bigint: a forged cursor may name a number that no column can hold.
      `SELECT booking.*, buyer.name AS user_name, buyer.email AS user_email
         FROM current_bookings AS booking JOIN users AS buyer ON buyer.id = booking.user_id
        WHERE booking.event_id = $1
          AND ($2::text IS NULL OR booking.status = $2 AND booking.stored_status = ANY ($5))
          AND ($6::text IS NULL OR buyer.name ~ $6 OR buyer.email ~ $6 OR booking.reference ~ $6
               OR array_to_string(booking.seat_labels, ' ') ~ $6)
          AND ($3::bigint IS NULL OR booking.arrival_number < $3)
        ORDER BY booking.arrival_number DESC
        LIMIT $4`,
      [
        eventId,
        status ?? null,
        before ?? null,
        limit,
        status === undefined ? null : storedAs(status),
        search === undefined ? null : toSearchPattern(search),
      ],
    );
    return rows.map((row) => ({ ...fromBookingRow(row), userName: row.user_name, userEmail: row.user_email }));
  }
}

/** What an index knows: a hold is stored as held until a batch has tidied it. */
const storedAs = (status: BookingStatus): BookingStatus[] => (status === 'expired' ? ['expired', 'held'] : [status]);
