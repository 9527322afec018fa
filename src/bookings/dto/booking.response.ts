import { ApiProperty } from '@nestjs/swagger';
import { type Booking } from '../../inventory/inventory.js';

export class BookingResponse {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'EVT-7K2M9Q', description: 'What people quote; unique.' })
  readonly reference!: string;

  @ApiProperty({ format: 'uuid' })
  readonly eventId!: string;

  @ApiProperty({ format: 'uuid' })
  readonly userId!: string;

  @ApiProperty({ enum: ['held', 'confirmed', 'cancelled', 'expired'] })
  readonly status!: Booking['status'];

  @ApiProperty({ type: 'integer' })
  readonly seats!: number;

  @ApiProperty({ type: [String], description: 'On reserved events: `section-row-number` of each seat.' })
  readonly seatLabels!: readonly string[];

  @ApiProperty({ enum: ['direct', 'waitlist'], description: 'Booked by its owner, or promoted from the waitlist.' })
  readonly source!: Booking['source'];

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly holdExpiresAt!: string | null;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly confirmedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly cancelledAt!: string | null;
}

export const toBookingResponse = (booking: Booking): BookingResponse => ({
  id: booking.id,
  reference: booking.reference,
  eventId: booking.eventId,
  userId: booking.userId,
  status: booking.status,
  seats: booking.seats,
  seatLabels: booking.seatLabels,
  source: booking.source,
  holdExpiresAt: booking.holdExpiresAt?.toISOString() ?? null,
  createdAt: booking.createdAt.toISOString(),
  confirmedAt: booking.confirmedAt?.toISOString() ?? null,
  cancelledAt: booking.cancelledAt?.toISOString() ?? null,
});
