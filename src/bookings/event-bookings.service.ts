import { Injectable } from '@nestjs/common';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { EventsService } from '../events/events.service.js';
import { readAll } from '../http/csv.js';
import { decodeCursor, toPage, type Page } from '../http/page.js';
import { type ListEventBookingsQuery } from './dto/list-event-bookings.query.js';
import { EventBookingsRepository, type EventBooking } from './event-bookings.repository.js';

/** The bookings of one event, for whoever runs it. */
@Injectable()
export class EventBookingsService {
  constructor(
    private readonly events: EventsService,
    private readonly bookings: EventBookingsRepository,
  ) {}

  /** Latest arrival first. @throws {DomainError} `forbidden`, `event-not-found`, `validation-failed` (cursor) */
  async list(
    user: AuthenticatedUser,
    eventId: string,
    { cursor, limit, ...filter }: ListEventBookingsQuery,
  ): Promise<Page<EventBooking>> {
    await this.events.requireOrganizer(eventId, user);
    const [before] = cursor === undefined ? [] : decodeCursor(cursor, ['integer']);
    const rows = await this.bookings.findPage(eventId, filter, before, limit + 1);
    return toPage(
      rows,
      limit,
      (booking) => booking,
      ({ arrivalNumber }) => [arrivalNumber],
    );
  }

  /** All of them, latest arrival first; who books meanwhile is left out. @throws {DomainError} as `list` */
  async listAll(
    user: AuthenticatedUser,
    eventId: string,
    filter: ListEventBookingsQuery,
  ): Promise<AsyncGenerator<readonly EventBooking[], undefined>> {
    await this.events.requireOrganizer(eventId, user);
    return readAll((last, limit) => this.bookings.findPage(eventId, filter, last?.arrivalNumber, limit));
  }
}
