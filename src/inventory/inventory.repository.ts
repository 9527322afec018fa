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

type Statement = readonly [sql: string, parameters: unknown[]];

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
      // All are made before the first is sent: an error of ours must not let a part of them through.
      const statements = this.#statementsOf(snapshot, changes, stamp);
      await answersOf([...statements.map(([sql, parameters]) => tx.query(sql, parameters)), tx.commit()]);
    } catch (error) {
      // Whoever used the key meanwhile, on another event or instance, is seen by the next try's snapshot.
      if (constraintOf(error) === 'idempotency_keys_pkey') throw new ConflictError(snapshot.terms.id, { cause: error });
      throw error;
    }
  }

  #statementsOf(snapshot: Snapshot, changes: Changes, { batchId, now }: BatchStamp): Statement[] {
    const ofSeats = [
      this.#moveEvent(snapshot, changes),
      this.#insertBookings(changes),
      this.#updateBookings(changes),
      this.#updateSeats(snapshot, changes),
      // Whoever leaves, or is promoted, and waits again in one batch must not wait twice in between.
      this.#endEntries(changes),
      this.#insertEntries(changes),
      this.#appendLedger(snapshot, changes, batchId, now),
      this.#appendOutbox(snapshot, changes, now),
    ];
    const statements = [...(changes.ledger.length > 0 ? ofSeats : []), this.#keepAnswers(snapshot, changes, now)];
    return statements.filter((statement) => statement !== undefined);
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

  #moveEvent({ terms, version }: Snapshot, changes: Changes): Statement {
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
    return [
      `WITH moved AS (
         UPDATE events
            SET capacity = $3, seats_confirmed = $4, seats_held = $5, waiting = $6, arrivals = $7,
                accessible_seats = $8, accessible_free = $9, last_served = $10,
                version = version + 1 ${assignments}
          WHERE id = $1 AND version = $2 ${condition}
         RETURNING id)
       SELECT refuse_stale_write($1) WHERE NOT EXISTS (SELECT FROM moved)`,
      values,
    ];
  }

  #insertBookings({ newBookings }: Changes): Statement | undefined {
    if (newBookings.length === 0) return undefined;
    const { names, select, values } = toColumns(newBookings, BOOKING_COLUMNS);
    return [`INSERT INTO bookings (${names}) ${select}`, [...values]];
  }

  #updateBookings({ changedBookings }: Changes): Statement | undefined {
    if (changedBookings.length === 0) return undefined;
    const { select, values } = toColumns(changedBookings, {
      id: ['uuid', ({ id }) => id],
      status: ['text', ({ status }) => status],
      confirmed_at: ['timestamptz', ({ confirmedAt }) => confirmedAt],
      cancelled_at: ['timestamptz', ({ cancelledAt }) => cancelledAt],
    });
    return [
      `UPDATE bookings AS booking
          SET status = changed.status, confirmed_at = changed.confirmed_at, cancelled_at = changed.cancelled_at
         FROM (${select}) AS changed
        WHERE booking.id = changed.id`,
      [...values],
    ];
  }

  #updateSeats({ version }: Snapshot, { seats }: Changes): Statement | undefined {
    if (seats.length === 0) return undefined;
    const { select, values } = toColumns(
      seats,
      {
        id: ['uuid', ({ id }) => id],
        booking_id: ['uuid', ({ bookingId }) => bookingId],
        blocked: ['boolean', ({ blocked }) => blocked],
      },
      2,
    );
    return [
      `UPDATE seats AS seat
          SET booking_id = changed.booking_id, blocked = changed.blocked, changed_version = $1
         FROM (${select}) AS changed
        WHERE seat.id = changed.id`,
      [version + 1, ...values],
    ];
  }

  #insertEntries({ newEntries }: Changes): Statement | undefined {
    if (newEntries.length === 0) return undefined;
    const { names, select, values } = toColumns(newEntries, ENTRY_COLUMNS);
    return [`INSERT INTO waitlist_entries (${names}) ${select}`, [...values]];
  }

  #endEntries({ endedEntries }: Changes): Statement | undefined {
    if (endedEntries.length === 0) return undefined;
    const { select, values } = toColumns(endedEntries, {
      id: ['uuid', ({ id }) => id],
      status: ['text', ({ status }) => status],
      ended_at: ['timestamptz', ({ endedAt }) => endedAt],
    });
    return [
      `UPDATE waitlist_entries AS entry
          SET status = ended.status, ended_at = ended.ended_at
         FROM (${select}) AS ended
        WHERE entry.id = ended.id`,
      [...values],
    ];
  }

  #appendLedger({ terms, version }: Snapshot, { ledger }: Changes, batchId: string, now: Date): Statement {
    const { names, select, values } = toColumns([...ledger.entries()], LEDGER_COLUMNS, 5);
    return [
      `INSERT INTO ledger (event_id, version, batch_id, recorded_at, ${names})
       SELECT $1::uuid, $2::integer, $3::uuid, $4::timestamptz, sent.* FROM (${select}) AS sent`,
      [terms.id, version + 1, batchId, now, ...values],
    ];
  }

  #appendOutbox({ terms }: Snapshot, { outbox }: Changes, now: Date): Statement | undefined {
    if (outbox.length === 0) return undefined;
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
    return [
      `INSERT INTO outbox (event_id, created_at, ${names})
       SELECT $1::uuid, $2::timestamptz, sent.* FROM (${select}) AS sent`,
      [terms.id, now, ...values],
    ];
  }

  #keepAnswers({ terms }: Snapshot, { answeredKeys }: Changes, now: Date): Statement | undefined {
    if (answeredKeys.length === 0) return undefined;
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
    return [
      `INSERT INTO idempotency_keys (event_id, created_at, ${names})
       SELECT $1::uuid, $2::timestamptz, sent.* FROM (${select}) AS sent`,
      [terms.id, now, ...values],
    ];
  }
}
