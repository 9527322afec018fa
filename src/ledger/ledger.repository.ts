import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LedgerRow } from '../inventory/decision.js';

/** A change of the inventory with its place in the event's history. */
export interface RecordedChange extends LedgerRow {
  readonly version: number;
  /** Order within the version, from 0: one batch may hold the changes of many people. */
  readonly ordinal: number;
  readonly recordedAt: Date;
}

/** The place of a change; the next page starts behind it. */
export type ChangeKey = Pick<RecordedChange, 'version' | 'ordinal'>;

/** Reads the ledger; writing it is the inventory's alone. */
@Injectable()
export class LedgerRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order it happened; walks `ledger_pkey` from `after` and stops at `limit`. */
  async findPage(eventId: string, after: ChangeKey | undefined, limit: number): Promise<RecordedChange[]> {
    return this.dataSource.query(
      // bigint: a forged cursor may name a number that no column can hold.
      `SELECT version, ordinal, change, actor_id AS "actorId", booking_id AS "bookingId",
              waitlist_entry_id AS "waitlistEntryId", seats, before, after, recorded_at AS "recordedAt"
         FROM ledger
        WHERE event_id = $1 AND (version, ordinal) > ($2::bigint, $3::bigint)
        ORDER BY version, ordinal
        LIMIT $4`,
      [eventId, after?.version ?? 0, after?.ordinal ?? 0, limit],
    );
  }
}
