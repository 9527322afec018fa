import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LedgerRow } from '../inventory/decision.js';
import { type Counters } from '../inventory/inventory.js';

/** A change of the inventory with its place in the event's history, and the name of whoever asked for it. */
export interface RecordedChange extends LedgerRow {
  readonly version: number;
  /** Order within the version, from 0: one batch may hold the changes of many people. */
  readonly ordinal: number;
  readonly actorName: string | null;
  readonly recordedAt: Date;
}

/** The place of a change; the next page starts behind it. */
export type ChangeKey = Pick<RecordedChange, 'version' | 'ordinal'>;

/** Which change a list starts with. */
export type LedgerOrder = 'oldest' | 'latest';

/** How the seats stood after one batch, and how many changes shared it. */
export interface HistoryPoint {
  readonly version: number;
  readonly changes: number;
  readonly after: Counters;
  readonly recordedAt: Date;
}

const CHANGES = `
  SELECT version, ordinal, change, actor_id AS "actorId", actor.name AS "actorName", booking_id AS "bookingId",
         waitlist_entry_id AS "waitlistEntryId", seats, seat_counters(before) AS before, seat_counters(after) AS after,
         recorded_at AS "recordedAt"
    FROM ledger LEFT JOIN users AS actor ON actor.id = actor_id
   WHERE event_id = $1`;

/** Reads the ledger; writing it is the inventory's alone. */
@Injectable()
export class LedgerRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Walks `ledger_pkey`, forwards or backwards, from `after` and stops at `limit`. */
  async findPage(
    eventId: string,
    order: LedgerOrder,
    after: ChangeKey | undefined,
    limit: number,
  ): Promise<RecordedChange[]> {
    const [sign, direction] = order === 'oldest' ? ['>', 'ASC'] : ['<', 'DESC'];
    return this.dataSource.query(
      // bigint: a forged cursor may name a number that no column can hold.
      `${CHANGES} AND ($2::bigint IS NULL OR (version, ordinal) ${sign} ($2::bigint, $3::bigint))
        ORDER BY version ${direction}, ordinal ${direction}
        LIMIT $4`,
      [eventId, after?.version ?? null, after?.ordinal ?? null, limit],
    );
  }

  /**
   * The state of the seats at so many versions at most, the first and the last among them, evenly from all there are. One
   * look into `ledger_pkey` for each, however long the history is: versions are gapless.
   */
  async sampleHistory(eventId: string, points: number): Promise<HistoryPoint[]> {
    return this.dataSource.query(
      `SELECT sample.version, batch.ordinal + 1 AS changes, seat_counters(batch.after) AS after,
              batch.recorded_at AS "recordedAt"
         FROM (SELECT version FROM ledger WHERE event_id = $1 ORDER BY version DESC LIMIT 1) AS newest
        CROSS JOIN LATERAL (
               SELECT DISTINCT newest.version - round(step * (newest.version - 1) / ($2::numeric - 1))::integer AS version
                 FROM generate_series(0, $2::integer - 1) AS step) AS sample
        CROSS JOIN LATERAL (
               SELECT ordinal, after, recorded_at FROM ledger
                WHERE event_id = $1 AND version = sample.version
                ORDER BY ordinal DESC LIMIT 1) AS batch
        ORDER BY sample.version`,
      [eventId, points],
    );
  }
}
