import { Injectable } from '@nestjs/common';
import { type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { type EventDetails } from '../inventory/event-details.js';
import { type EventStatus } from '../inventory/inventory.js';
import { EventEntity } from './event.entity.js';
import { toSearchPattern } from '../http/search-pattern.js';

/** A row about to be written; its seats are the inventory's to open. */
export type NewEvent = Pick<EventEntity, 'id' | 'organizerId' | 'seating'> &
  Required<Omit<EventDetails, 'title' | 'startsAt'>> &
  Required<Pick<EventDetails, 'title' | 'startsAt'>>;

/** What a list of events is narrowed to; absent means any. `from` is included, `to` is not. */
export interface EventFilter {
  readonly search?: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly status?: EventStatus;
  readonly organizerId?: string;
}

/** Whose drafts a list shows: those of one user, everybody's, or none. */
export type DraftsOf = { readonly userId: string } | 'everybody' | 'nobody';

/** The last event of the page before: where the next page starts. `startsAt` in the database's full precision. */
export interface EventKey {
  readonly startsAt: string;
  readonly id: string;
}

/** What a page of a list is. `limit`: rows read at most, ≥ 1. */
export interface EventPage {
  readonly filter: EventFilter;
  readonly draftsOf: DraftsOf;
  readonly after?: EventKey | undefined;
  readonly limit: number;
}

/** An event in a list, with its place in the order. */
export interface ListedEvent {
  readonly event: EventEntity;
  readonly key: EventKey;
}

/** Microseconds: a `Date` would cut them, and the event would come again on the next page. */
const STARTS_AT_TEXT = `to_char(event.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** All SQL of this module. Reads whole rows of `events`; writes only what the organizer sets, never the seats. */
@Injectable()
export class EventsRepository {
  findById(tx: EntityManager, id: string): Promise<EventEntity | null> {
    return tx.findOneBy(EventEntity, { id });
  }

  async insert(tx: EntityManager, event: NewEvent): Promise<void> {
    await tx.insert(EventEntity, event);
  }

  /** Seats whose hold has expired and is still to be tidied, by event; events without any are absent. */
  async findLapsedSeats(tx: EntityManager, eventIds: readonly string[]): Promise<Map<string, number>> {
    if (eventIds.length === 0) return new Map();
    const rows: { event_id: string; seats: number }[] = await tx.query(
      `SELECT event_id, sum(seats)::integer AS seats FROM bookings
        WHERE event_id = ANY ($1) AND status = 'held' AND hold_expires_at <= clock_timestamp()
        GROUP BY event_id`,
      [eventIds],
    );
    return new Map(rows.map(({ event_id, seats }) => [event_id, seats]));
  }

  /**
   * Stores an edit that leaves the seats alone, if nobody edited since `revision`. `version` stays as it is, so that
   * an edit neither fails a batch of bookings nor is failed by one.
   * @returns false when the event has moved on
   */
  async editDetails(tx: EntityManager, id: string, revision: number, details: EventDetails): Promise<boolean> {
    const { affected } = await tx.update(EventEntity, { id, revision }, { ...details, revision: () => 'revision + 1' });
    return affected === 1;
  }

  /** Puts a draft on sale; does nothing to any other event. */
  async publish(tx: EntityManager, id: string): Promise<void> {
    await tx.update(EventEntity, { id, status: 'draft' }, { status: 'published', revision: () => 'revision + 1' });
  }

  /** By start, then id; walks along `events_starts_at_idx` and stops at `limit`. */
  async findPage(tx: EntityManager, page: EventPage): Promise<ListedEvent[]> {
    const { entities, raw } = await selectPage(tx, page).getRawAndEntities<{ starts_at_text: string }>();
    return entities.map((event, index) => ({
      event,
      key: { startsAt: raw[index]?.starts_at_text ?? '', id: event.id },
    }));
  }
}

/** The statement behind `findPage`; a test reads its plan. */
export function selectPage(
  tx: EntityManager,
  { filter, draftsOf, after, limit }: EventPage,
): SelectQueryBuilder<EventEntity> {
  const query = tx
    .createQueryBuilder(EventEntity, 'event')
    .addSelect(STARTS_AT_TEXT, 'starts_at_text')
    .orderBy('event.startsAt')
    .addOrderBy('event.id')
    .limit(limit);
  if (draftsOf === 'nobody') query.andWhere(`event.status <> 'draft'`);
  else if (draftsOf !== 'everybody') {
    query.andWhere(`(event.status <> 'draft' OR event.organizerId = :userId)`, { userId: draftsOf.userId });
  }
  const { search, from, to, status, organizerId } = filter;
  if (status) query.andWhere('event.status = :status', { status });
  if (organizerId !== undefined) query.andWhere('event.organizerId = :organizerId', { organizerId });
  if (from) query.andWhere('event.startsAt >= :from', { from });
  if (to) query.andWhere('event.startsAt < :to', { to });
  if (search !== undefined) {
    query.andWhere('(event.title ~ :pattern OR event.venue ~ :pattern)', { pattern: toSearchPattern(search) });
  }
  if (after) query.andWhere('(event.startsAt, event.id) > (:startsAt::timestamptz, :id::uuid)', after);
  return query;
}
