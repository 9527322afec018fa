import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { toSearchPattern } from '../http/search-pattern.js';
import { type PlacedEntry, type WaitlistStatus } from '../inventory/inventory.js';
import { fromEntryRow, type EntryRow } from '../inventory/rows.js';

/** A waitlist entry with the name and address of whoever waits. */
export interface EventWaitlistEntry extends PlacedEntry {
  readonly userName: string;
  readonly userEmail: string;
}

/** The last entry of the page before. Without its `position` those ahead are counted anew. */
export type EntryBefore = Pick<PlacedEntry, 'arrivalNumber'> & Partial<Pick<PlacedEntry, 'position'>>;

/** What a list is narrowed to. */
export interface EventWaitlistFilter {
  readonly status: WaitlistStatus;
  /** Part of the name or the address, in any case. */
  readonly search?: string;
}

type EventEntryRow = EntryRow & { readonly user_name: string; readonly user_email: string; readonly ahead: number };

/** Reads the waitlist of an event; writing it is the inventory's alone. */
@Injectable()
export class EventWaitlistRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * By order of enrolment, which is the order of the queue. Walks `waitlist_entries_queue_idx`, `…_promoted_idx` or
   * `…_ended_unserved_idx`, as the status says, and stops at `limit`; those ahead of a page are counted once.
   */
  async findPage(
    eventId: string,
    { status, search }: EventWaitlistFilter,
    after: EntryBefore | undefined,
    limit: number,
  ): Promise<EventWaitlistEntry[]> {
    if (search !== undefined) return this.#findMatches(eventId, { status, search }, after, limit);
    // Only those who wait have a place to count.
    const ahead = status === 'waiting' ? (after?.position ?? null) : 0;
    const rows: EventEntryRow[] = await this.dataSource.query(
      // bigint: a forged cursor may name a number that no column can hold.
      `SELECT entry.*, waiter.name AS user_name, waiter.email AS user_email,
              coalesce($4::integer, (
                SELECT count(*)::integer FROM waitlist_entries AS ahead
                 WHERE ahead.event_id = $1 AND ahead.status = 'waiting' AND ahead.arrival_number <= $3::bigint
              )) AS ahead
         FROM waitlist_entries AS entry JOIN users AS waiter ON waiter.id = entry.user_id
        WHERE entry.event_id = $1
          AND entry.status = $2
          AND entry.arrival_number > $3::bigint
        ORDER BY entry.arrival_number
        LIMIT $5`,
      [eventId, status, after?.arrivalNumber ?? 0, ahead, limit],
    );
    return rows.map((row, index) => toEntry(row, status === 'waiting' ? row.ahead + index + 1 : null));
  }

  /** Those who match, each with its place among all: the whole queue is walked for that, once a page. */
  async #findMatches(
    eventId: string,
    { status, search }: Required<EventWaitlistFilter>,
    after: EntryBefore | undefined,
    limit: number,
  ): Promise<EventWaitlistEntry[]> {
    const rows: EventEntryRow[] = await this.dataSource.query(
      `SELECT entry.*, waiter.name AS user_name, waiter.email AS user_email
         FROM (SELECT *, row_number() OVER (ORDER BY arrival_number)::integer - 1 AS ahead
                 FROM waitlist_entries WHERE event_id = $1 AND status = $2) AS entry
         JOIN users AS waiter ON waiter.id = entry.user_id
        WHERE entry.arrival_number > $3::bigint AND (waiter.name ~ $4 OR waiter.email ~ $4)
        ORDER BY entry.arrival_number
        LIMIT $5`,
      [eventId, status, after?.arrivalNumber ?? 0, toSearchPattern(search), limit],
    );
    return rows.map((row) => toEntry(row, status === 'waiting' ? row.ahead + 1 : null));
  }
}

const toEntry = (row: EventEntryRow, position: number | null): EventWaitlistEntry => ({
  ...fromEntryRow(row),
  position,
  userName: row.user_name,
  userEmail: row.user_email,
});
