import { Injectable } from '@nestjs/common';
import { type AuthenticatedUser } from '../auth/authenticated-user.js';
import { EventsService } from '../events/events.service.js';
import { readAll } from '../http/csv.js';
import { decodeCursor, toPage, type Page } from '../http/page.js';
import { InventoryMetrics } from '../inventory/inventory-metrics.js';
import { type Pulse } from '../inventory/sale-pulses.js';
import { type ListLedgerQuery } from './dto/list-ledger.query.js';
import { LedgerRepository, type ChangeKey, type HistoryPoint, type RecordedChange } from './ledger.repository.js';

/** As many as a chart can show side by side. More: a longer answer for the same picture. */
const HISTORY_POINTS_MAX = 120;

/** The history of one event's seats, for whoever runs it. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly events: EventsService,
    private readonly ledger: LedgerRepository,
    private readonly metrics: InventoryMetrics,
  ) {}

  /** One page of it. @throws {DomainError} `forbidden`, `event-not-found`, `validation-failed` (cursor) */
  async list(
    user: AuthenticatedUser,
    eventId: string,
    { cursor, limit, order }: ListLedgerQuery,
  ): Promise<Page<RecordedChange>> {
    await this.events.requireOrganizer(eventId, user);
    const rows = await this.ledger.findPage(eventId, order, toKey(cursor), limit + 1);
    return toPage(
      rows,
      limit,
      (change) => change,
      ({ version, ordinal }) => [version, ordinal],
    );
  }

  /** All of it; from the oldest on also what is added meanwhile. @throws {DomainError} as `list` */
  async listAll(
    user: AuthenticatedUser,
    eventId: string,
    { order }: ListLedgerQuery,
  ): Promise<AsyncGenerator<readonly RecordedChange[], undefined>> {
    await this.events.requireOrganizer(eventId, user);
    return readAll((last, limit) => this.ledger.findPage(eventId, order, last, limit));
  }

  /** The sale in numbers: its history, and what this process has seen of it. @throws {DomainError} as `list` */
  async figures(user: AuthenticatedUser, eventId: string): Promise<{ history: HistoryPoint[]; pulse: Pulse }> {
    await this.events.requireOrganizer(eventId, user);
    const history = await this.ledger.sampleHistory(eventId, HISTORY_POINTS_MAX);
    return { history, pulse: this.metrics.pulses.read(eventId) };
  }
}

function toKey(cursor: string | undefined): ChangeKey | undefined {
  if (cursor === undefined) return undefined;
  const [version, ordinal] = decodeCursor(cursor, ['integer', 'integer']);
  return { version, ordinal };
}
