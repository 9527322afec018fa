import { ApiProperty } from '@nestjs/swagger';
import { type EventWaitlistEntry } from '../event-waitlist.repository.js';
import { toWaitlistEntryResponse, WaitlistEntryResponse } from './waitlist-entry.response.js';

/** A waitlist entry as the organizer of its event sees it: with the person behind it. */
export class EventWaitlistEntryResponse extends WaitlistEntryResponse {
  @ApiProperty({ description: 'Who waits.' })
  readonly userName!: string;

  @ApiProperty({ format: 'email' })
  readonly userEmail!: string;
}

export const toEventWaitlistEntryResponse = (entry: EventWaitlistEntry): EventWaitlistEntryResponse =>
  Object.assign(toWaitlistEntryResponse(entry), { userName: entry.userName, userEmail: entry.userEmail });

/** What people look for comes first. */
export const EVENT_WAITLIST_COLUMNS = [
  'position',
  'status',
  'seats',
  'userName',
  'userEmail',
  'createdAt',
  'id',
  'userId',
  'eventId',
] as const satisfies readonly (keyof EventWaitlistEntryResponse)[];
