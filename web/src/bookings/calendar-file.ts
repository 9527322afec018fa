import ical from 'ical-generator';
import { type BookingResponse, type EventResponse } from '../api/schema.js';

/** What calendars show for an event whose end nobody has set. */
const USUAL_LENGTH_MS = 2 * 3_600_000;

/**
 * A booking as a calendar file (RFC 5545). The same booking always gives the same entry, so a calendar that has it already
 * changes it instead of showing it twice.
 */
export function calendarFile(booking: BookingResponse, event: EventResponse, address: string): Blob {
  const start = new Date(event.startsAt);
  const calendar = ical({ prodId: '//Rowlock//Bookings//EN' });
  calendar.createEvent({
    id: `${booking.id}@rowlock`,
    start,
    end: event.endsAt === null ? new Date(start.getTime() + USUAL_LENGTH_MS) : new Date(event.endsAt),
    summary: event.title,
    description: [booking.reference, ...booking.seatLabels].join('\n'),
    url: address,
    ...(event.venue !== null && { location: event.venue }),
  });
  return new Blob([calendar.toString()], { type: 'text/calendar;charset=utf-8' });
}
