import { Injectable } from '@nestjs/common';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { EventsService } from '../events/events.service.js';
import { readAll } from '../http/csv.js';
import { decodeCursor, toPage, type Page, type PageQuery } from '../http/page.js';
import { LedgerRepository, type ChangeKey, type RecordedChange } from './ledger.repository.js';

/** The history of one event's seats, for whoever runs it. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly events: EventsService,
    private readonly ledger: LedgerRepository,
  ) {}

  /** In the order it happened. @throws {DomainError} `forbidden`, `event-not-found`, `validation-failed` (cursor) */
  async list(user: AuthenticatedUser, eventId: string, { cursor, limit }: PageQuery): Promise<Page<RecordedChange>> {
    await this.events.requireOrganizer(eventId, user);
    const rows = await this.ledger.findPage(eventId, toKey(cursor), limit + 1);
    return toPage(
      rows,
      limit,
      (change) => change,
      ({ version, ordinal }) => [version, ordinal],
    );
  }

  /** All of it in the order it happened, also what is added meanwhile. @throws {DomainError} as `list` */
  async listAll(
    user: AuthenticatedUser,
    eventId: string,
  ): Promise<AsyncGenerator<readonly RecordedChange[], undefined>> {
    await this.events.requireOrganizer(eventId, user);
    return readAll((last, limit) => this.ledger.findPage(eventId, last, limit));
  }
}

function toKey(cursor: string | undefined): ChangeKey | undefined {
  if (cursor === undefined) return undefined;
  const [version, ordinal] = decodeCursor(cursor, ['integer', 'integer']);
  return { version, ordinal };
}
