import { Injectable } from '@nestjs/common';
import { type Statements, type Transaction } from '../database/bounded-transaction.js';
import { toColumns } from '../database/columns.js';
import { answersOf } from '../database/pipeline.js';
import { constraintOf } from '../database/sql-state.js';
import { ConflictError } from './conflict.js';
import { assignDetails } from './event-details.js';
import { type Changes } from './decision.js';
import { type Counters } from './inventory.js';
import { type Snapshot } from './snapshot.js';
import { BOOKING_COLUMNS, ENTRY_COLUMNS, LEDGER_COLUMNS, SEAT_COLUMNS } from './rows.js';
import { type OpeningSeats, type SeatPlace } from './seat-map.js';

const NOTHING: Counters = {
  capacity: 0,
  seatsConfirmed: 0,
  seatsHeld: 0,
  waiting: 0,
  accessibleSeats: 0,
  accessibleFree: 0,
};

/** What a batch is stored with. */
export interface BatchStamp {
  /** Names the batch in its ledger rows, so that it can be recognised after a lost connection. */
  readonly batchId: string;
  /** The database's clock when the snapshot was read. */
  readonly now: Date;
}

/** Writes what was decided: the only place where a seat changes hands. Snapshots are read in `snapshot.repository.ts`. */
@Injectable()
export class InventoryRepository {
  /**
   * Stores a batch under the next version, if nobody was faster, and commits: all of it is sent at once, and the event's
   * row is locked for no longer than the server takes to write. The versioned update goes first: when it finds that the
   * event has moved on, it fails, and the server refuses whatever follows, COMMIT included. A batch that changed no seat
   * leaves the version alone and keeps its answers only.
   * @throws {ConflictError} an idempotency key was used meanwhile
   * @throws a conflict of the database (`isConflict`): the event moved on since the snapshot
   */
  async store(tx: Transaction, snapshot: Snapshot, changes: Changes, stamp: BatchStamp): Promise<void> {
    try {
      await answersOf([...this.#write(tx, snapshot, changes, stamp), tx.commit()]);
    } catch (error) {
      // Whoever used the key meanwhile, on another event or instance, is seen by the next try's snapshot.
      if (constraintOf(error) === 'idempotency_keys_pkey') throw new ConflictError(snapshot.terms.id, { cause: error });
      throw error;
    }
  }

  #write(tx: Statements, snapshot: Snapshot, changes: Changes, { batchId, now }: BatchStamp): Promise<void>[] {
    if (changes.ledger.length === 0) return [this.#keepAnswers(tx, snapshot, changes, now)];
    return [
      this.#moveEvent(tx, snapshot, changes),
      this.#insertBookings(tx, changes),
      this.#updateBookings(tx, changes),
      this.#updateSeats(tx, snapshot, changes),
      // Whoever leaves, or is promoted, and waits again in one batch must not wait twice in between.
      this.#endEntries(tx, changes),
      this.#insertEntries(tx, changes),
      this.#appendLedger(tx, snapshot, changes, batchId, now),
      this.#appendOutbox(tx, snapshot, changes, now),
      this.#keepAnswers(tx, snapshot, changes, now),
    ];
  }

  /**
   * The first version of a new event: its seats, mapped or only counted, and the ledger row that says who gave them.
   * The event's row must be there with version 0.
   */
  async open(tx: Statements, eventId: string, seats: OpeningSeats, actorId: string, batchId: string): Promise<void> {
    const map = 'map' in seats ? seats.map : [];
    const accessibleSeats = map.filter(({ accessible }) => accessible).length;
    const before: Counters = NOTHING;
    const after: Counters = {
      ...NOTHING,
      capacity: 'map' in seats ? map.length : seats.capacity,
      accessibleSeats,
      accessibleFree: accessibleSeats,
    };
    await tx.query(
      `UPDATE events SET capacity = $2, accessible_seats = $3, accessible_free = $3, version = 1
        WHERE id = $1 AND version = 0`,
      [eventId, after.capacity, accessibleSeats],
    );
    await this.#insertSeats(tx, eventId, map);
    await tx.query(
      `INSERT INTO ledger (event_id, version, ordinal, batch_id, change, actor_id, seats, before, after, recorded_at)
       VALUES ($1, 1, 0, $2, 'opened', $3, $4, $5, $6, now())`,
      [eventId, batchId, actorId, after.capacity, before, after],
    );
  }

  async #insertSeats(tx: Statements, eventId: string, map: readonly SeatPlace[]): Promise<void> {
    if (map.length === 0) return;
    const { names, select, values } = toColumns([...map.entries()], SEAT_COLUMNS, 2);
    await tx.query(
      `INSERT INTO seats (event_id, changed_version, ${names}) SELECT $1::uuid, 1, sent.* FROM (${select}) AS sent`,
      [eventId, ...values],
    );
  }

  async #moveEvent(tx: Statements, { terms, version }: Snapshot, changes: Changes): Promise<void> {
    const { counters, arrivals, lastServed, edit } = changes;
    const values: unknown[] = [
      terms.id,
      version,
      counters.capacity,
      counters.seatsConfirmed,
      counters.seatsHeld,
      counters.waiting,
      arrivals,
      counters.accessibleSeats,
      counters.accessibleFree,
      lastServed,
    ];
    let assignments = '';
    let condition = '';
    if (edit) {
      const details = assignDetails(edit.details, values.length + 4);
      // A title edited meanwhile leaves the version alone, so an edit of ours must look at the revision as well.
      values.push(edit.status, edit.revision, terms.revision, ...details.values);
      assignments = [', status = $11', 'revision = $12', ...details.sql].join(', ');
      condition = 'AND revision = $13';
    }
    await tx.query(
      `WITH moved AS (
         UPDATE events
            SET capacity = $3, seats_confirmed = $4, seats_held = $5, waiting = $6, arrivals = $7,
                accessible_seats = $8, accessible_free = $9, last_served = $10,
                version = version + 1 ${assignments}
          WHERE id = $1 AND version = $2 ${condition}
         RETURNING id)
       SELECT refuse_stale_write($1) WHERE NOT EXISTS (SELECT FROM moved)`,
      values,
    );
  }

  async #insertBookings(tx: Statements, { newBookings }: Changes): Promise<void> {
    if (newBookings.length === 0) return;
    const { names, select, values } = toColumns(newBookings, BOOKING_COLUMNS);
    await tx.query(`INSERT INTO bookings (${names}) ${select}`, [...values]);
  }

  async #updateBookings(tx: Statements, { changedBookings }: Changes): Promise<void> {
    if (changedBookings.length === 0) return;
    const { select, values } = toColumns(changedBookings, {
      id: ['uuid', ({ id }) => id],
      status: ['text', ({ status }) => status],
      confirmed_at: ['timestamptz', ({ confirmedAt }) => confirmedAt],
      cancelled_at: ['timestamptz', ({ cancelledAt }) => cancelledAt],
    });
    await tx.query(
      `UPDATE bookings AS booking
          SET status = changed.status, confirmed_at = changed.confirmed_at, cancelled_at = changed.cancelled_at
         FROM (${select}) AS changed
        WHERE booking.id = changed.id`,
      [...values],
    );
  }

  async #updateSeats(tx: Statements, { version }: Snapshot, { seats }: Changes): Promise<void> {
    if (seats.length === 0) return;
    const { select, values } = toColumns(
      seats,
      {
        id: ['uuid', ({ id }) => id],
        booking_id: ['uuid', ({ bookingId }) => bookingId],
        blocked: ['boolean', ({ blocked }) => blocked],
      },
      2,
    );
    await tx.query(
      `UPDATE seats AS seat
          SET booking_id = changed.booking_id, blocked = changed.blocked, changed_version = $1
         FROM (${select}) AS changed
        WHERE seat.id = changed.id`,
      [version + 1, ...values],
    );
  }

  async #insertEntries(tx: Statements, { newEntries }: Changes): Promise<void> {
    if (newEntries.length === 0) return;
    const { names, select, values } = toColumns(newEntries, ENTRY_COLUMNS);
    await tx.query(`INSERT INTO waitlist_entries (${names}) ${select}`, [...values]);
  }

  async #endEntries(tx: Statements, { endedEntries }: Changes): Promise<void> {
    if (endedEntries.length === 0) return;
    const { select, values } = toColumns(endedEntries, {
      id: ['uuid', ({ id }) => id],
      status: ['text', ({ status }) => status],
      ended_at: ['timestamptz', ({ endedAt }) => endedAt],
    });
    await tx.query(
      `UPDATE waitlist_entries AS entry
          SET status = ended.status, ended_at = ended.ended_at
         FROM (${select}) AS ended
        WHERE entry.id = ended.id`,
      [...values],
    );
  }

  async #appendLedger(
    tx: Statements,
    { terms, version }: Snapshot,
    { ledger }: Changes,
    batchId: string,
    now: Date,
  ): Promise<void> {
    const { names, select, values } = toColumns([...ledger.entries()], LEDGER_COLUMNS, 5);
    await tx.query(
      `INSERT INTO ledger (event_id, version, batch_id, recorded_at, ${names})
       SELECT $1::uuid, $2::integer, $3::uuid, $4::timestamptz, sent.* FROM (${select}) AS sent`,
      [terms.id, version + 1, batchId, now, ...values],
    );
  }

  async #appendOutbox(tx: Statements, { terms }: Snapshot, { outbox }: Changes, now: Date): Promise<void> {
    if (outbox.length === 0) return;
    const { names, select, values } = toColumns(
      outbox,
      {
        user_id: ['uuid', ({ userId }) => userId],
        topic: ['text', ({ topic }) => topic],
        booking_id: ['uuid', ({ bookingId }) => bookingId],
        payload: ['jsonb', ({ seats }) => ({ seats })],
      },
      3,
    );
    await tx.query(
      `INSERT INTO outbox (event_id, created_at, ${names})
       SELECT $1::uuid, $2::timestamptz, sent.* FROM (${select}) AS sent`,
      [terms.id, now, ...values],
    );
  }

  async #keepAnswers(tx: Statements, { terms }: Snapshot, { answeredKeys }: Changes, now: Date): Promise<void> {
    if (answeredKeys.length === 0) return;
    const { names, select, values } = toColumns(
      answeredKeys,
      {
        user_id: ['uuid', ({ userId }) => userId],
        key: ['text', ({ key }) => key],
        fingerprint: ['text', ({ fingerprint }) => fingerprint],
        outcome: ['json', ({ outcome }) => outcome],
      },
      3,
    );
    await tx.query(
      `INSERT INTO idempotency_keys (event_id, created_at, ${names})
       SELECT $1::uuid, $2::timestamptz, sent.* FROM (${select}) AS sent`,
      [terms.id, now, ...values],
    );
  }
}
