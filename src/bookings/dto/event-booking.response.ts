import { ApiProperty } from '@nestjs/swagger';
import { type EventBooking } from '../event-bookings.repository.js';
import { BookingResponse, toBookingResponse } from './booking.response.js';

/** A booking as the organizer of its event sees it: with the person behind it. */
export class EventBookingResponse extends BookingResponse {
  @ApiProperty({ description: 'Who booked.' })
  readonly userName!: string;

  @ApiProperty({ format: 'email' })
  readonly userEmail!: string;
}

export const toEventBookingResponse = (booking: EventBooking): EventBookingResponse =>
  Object.assign(toBookingResponse(booking), { userName: booking.userName, userEmail: booking.userEmail });

/** What people look for comes first. */
export const EVENT_BOOKING_COLUMNS = [
  'reference',
  'status',
  'seats',
  'seatLabels',
  'userName',
  'userEmail',
  'source',
  'createdAt',
  'confirmedAt',
  'cancelledAt',
  'holdExpiresAt',
  'id',
  'userId',
  'eventId',
] as const satisfies readonly (keyof EventBookingResponse)[];
