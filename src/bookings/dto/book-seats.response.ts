import { ApiProperty } from '@nestjs/swagger';
import { type Outcome } from '../../inventory/decision.js';
import { toWaitlistEntryResponse, WaitlistEntryResponse } from '../../waitlists/dto/waitlist-entry.response.js';
import { BookingResponse, toBookingResponse } from './booking.response.js';

/** 201: the seats are yours. */
export class BookedResponse {
  @ApiProperty({ enum: ['confirmed', 'held'] })
  readonly outcome!: 'confirmed' | 'held';

  @ApiProperty()
  readonly booking!: BookingResponse;
}

/** 202: you are on the waitlist. */
export class WaitlistedResponse {
  @ApiProperty({ enum: ['waitlisted'] })
  readonly outcome!: 'waitlisted';

  @ApiProperty({
    enum: ['sold-out', 'contended'],
    description: 'No seat was left, or too many people booked at once.',
  })
  readonly reason!: 'sold-out' | 'contended';

  @ApiProperty()
  readonly waitlistEntry!: WaitlistEntryResponse;
}

type Answer = Extract<Outcome, { kind: 'booked' | 'waitlisted' }>;

export const toBookSeatsResponse = (outcome: Answer): BookedResponse | WaitlistedResponse =>
  outcome.kind === 'booked'
    ? { outcome: outcome.booking.status === 'held' ? 'held' : 'confirmed', booking: toBookingResponse(outcome.booking) }
    : {
        outcome: 'waitlisted',
        reason: outcome.reason === 'contended' ? 'contended' : 'sold-out',
        waitlistEntry: toWaitlistEntryResponse(outcome.entry),
      };
