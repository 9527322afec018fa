import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { pairIs } from '../database/pair-condition.js';
import { type PlacedEntry } from '../inventory/inventory.js';
import { fromEntryRow, type EntryRow } from '../inventory/rows.js';

export interface TitledEntry extends PlacedEntry {
  readonly eventTitle: string;
}

/** The last entry of the page before: where the next page starts. */
export interface EntryKey {
  readonly createdAt: string;
  readonly id: string;
}

type PlacedRow = EntryRow & { readonly position: number | null };

/** Counted from the index `waitlist_entries_queue_idx` alone. */
const POSITION = `
  CASE WHEN entry.status = 'waiting' THEN (
    SELECT count(*)::integer + 1 FROM waitlist_entries AS ahead
     WHERE ahead.event_id = entry.event_id AND ahead.status = 'waiting'
       AND ahead.arrival_number < entry.arrival_number
  ) END AS position`;

/** Reads waitlists; writing them is the inventory's alone. */
@Injectable()
export class WaitlistsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The user's latest entry on one event: the one that waits, or how the last one ended. */
  async findLatest(eventId: string, userId: string): Promise<PlacedEntry | undefined> {
    const rows: PlacedRow[] = await this.dataSource.query(
      `SELECT entry.*, ${POSITION} FROM waitlist_entries AS entry
        WHERE ${pairIs(['entry.user_id', 'entry.event_id'], ['$2', '$1'])}
        ORDER BY entry.arrival_number DESC
        LIMIT 1`,
      [eventId, userId],
    );
    return rows[0] && fromPlacedRow(rows[0]);
  }

  /** Newest first; uses `waitlist_entries_user_id_idx`. */
  async findOfUser(userId: string, after: EntryKey | undefined, limit: number): Promise<TitledEntry[]> {
    const rows: (PlacedRow & { event_title: string })[] = await this.dataSource.query(
      `SELECT entry.*, ${POSITION}, event.title AS event_title
         FROM waitlist_entries AS entry JOIN events AS event ON event.id = entry.event_id
        WHERE entry.user_id = $1
          AND ($2::timestamptz IS NULL OR (entry.created_at, entry.id) < ($2, $3::uuid))
        ORDER BY entry.created_at DESC, entry.id DESC
        LIMIT $4`,
      [userId, after?.createdAt ?? null, after?.id ?? null, limit],
    );
    return rows.map((row) => ({ ...fromPlacedRow(row), eventTitle: row.event_title }));
  }
}

const fromPlacedRow = (row: PlacedRow): PlacedEntry => ({ ...fromEntryRow(row), position: row.position });
