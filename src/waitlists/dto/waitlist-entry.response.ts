import { ApiProperty } from '@nestjs/swagger';
import { type PlacedEntry } from '../../inventory/inventory.js';
import { type TitledEntry } from '../waitlists.repository.js';

export class WaitlistEntryResponse {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ format: 'uuid' })
  readonly eventId!: string;

  @ApiProperty({ format: 'uuid' })
  readonly userId!: string;

  @ApiProperty({ type: 'integer', description: 'Seats the whole party needs.' })
  readonly seats!: number;

  @ApiProperty({ enum: ['waiting', 'promoted', 'left', 'expired'] })
  readonly status!: PlacedEntry['status'];

  @ApiProperty({ type: 'integer', nullable: true, description: 'Place in the queue, from 1; null: waits no more.' })
  readonly position!: number | null;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;
}

export const toWaitlistEntryResponse = (entry: PlacedEntry): WaitlistEntryResponse => ({
  id: entry.id,
  eventId: entry.eventId,
  userId: entry.userId,
  seats: entry.seats,
  status: entry.status,
  position: entry.position,
  createdAt: entry.createdAt.toISOString(),
});

/** An entry in one's own list, with the title of its event. */
export class OwnWaitlistEntryResponse extends WaitlistEntryResponse {
  @ApiProperty()
  readonly eventTitle!: string;
}

export const toOwnWaitlistEntryResponse = (entry: TitledEntry): OwnWaitlistEntryResponse =>
  Object.assign(toWaitlistEntryResponse(entry), { eventTitle: entry.eventTitle });
