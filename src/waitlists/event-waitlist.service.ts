import { Injectable } from '@nestjs/common';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { EventsService } from '../events/events.service.js';
import { readAll } from '../http/csv.js';
import { decodeCursor, toPage, type Page } from '../http/page.js';
import { type ListEventWaitlistQuery } from './dto/list-event-waitlist.query.js';
import { EventWaitlistRepository, type EventWaitlistEntry } from './event-waitlist.repository.js';

/** The waitlist of one event, for whoever runs it. */
@Injectable()
export class EventWaitlistService {
  constructor(
    private readonly events: EventsService,
    private readonly waitlist: EventWaitlistRepository,
  ) {}

  /** In the order of the queue. @throws {DomainError} `forbidden`, `event-not-found`, `validation-failed` (cursor) */
  async list(
    user: AuthenticatedUser,
    eventId: string,
    { cursor, limit, ...filter }: ListEventWaitlistQuery,
  ): Promise<Page<EventWaitlistEntry>> {
    await this.events.requireOrganizer(eventId, user);
    const [arrivalNumber] = cursor === undefined ? [] : decodeCursor(cursor, ['integer']);
    const after = arrivalNumber === undefined ? undefined : { arrivalNumber };
    const rows = await this.waitlist.findPage(eventId, filter, after, limit + 1);
    return toPage(
      rows,
      limit,
      (entry) => entry,
      (entry) => [entry.arrivalNumber],
    );
  }

  /**
   * All of it in the order of the queue. Positions are counted along the list, not anew for each page: the file has no
   * gap where somebody was promoted meanwhile. @throws {DomainError} as `list`
   */
  async listAll(
    user: AuthenticatedUser,
    eventId: string,
    filter: ListEventWaitlistQuery,
  ): Promise<AsyncGenerator<readonly EventWaitlistEntry[], undefined>> {
    await this.events.requireOrganizer(eventId, user);
    return readAll((last, limit) => this.waitlist.findPage(eventId, filter, last, limit));
  }
}
