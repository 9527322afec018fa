import { Injectable } from '@nestjs/common';
import { type Statements, type Transaction } from '../database/bounded-transaction.js';
import { inOneStatement, type Call, type Statement } from '../database/calls.js';
import { toArrays, toColumns } from '../database/columns.js';
import { answersOf } from '../database/pipeline.js';
import { constraintOf } from '../database/sql-state.js';
import { ConflictError } from './conflict.js';
import { assignDetails } from './event-details.js';
import { type Changes } from './decision.js';
import { type Counters } from './inventory.js';
import { type Snapshot } from './snapshot.js';
import {
  ANSWER_COLUMNS,
  BOOKING_COLUMNS,
  COUNTER_COLUMNS,
  ENTRY_COLUMNS,
  LEDGER_COLUMNS,
  SEAT_COLUMNS,
  toNumbers,
} from './rows.js';
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
   * @param onWritten called when the server has taken all of it, and only the end of COMMIT is waited for
   * @throws {ConflictError} an idempotency key was used meanwhile
   * @throws a conflict of the database (`isConflict`): the event moved on since the snapshot
   */
  async store(
    tx: Transaction,
    snapshot: Snapshot,
    changes: Changes,
    stamp: BatchStamp,
    onWritten: () => void,
  ): Promise<void> {
    try {
      // All are made before the first is sent: an error of ours must not let a part of them through.
      const statements = together(this.#partsOf(snapshot, changes, stamp));
      const written = answersOf(statements.map(([sql, parameters]) => tx.query(sql, parameters)));
      await answersOf([written.then(onWritten), tx.commit()]);
    } catch (error) {
      // Whoever used the key meanwhile, on another event or instance, is seen by the next try's snapshot.
      if (constraintOf(error) === 'idempotency_keys_pkey') throw new ConflictError(snapshot.terms.id, { cause: error });
      throw error;
    }
  }

  #partsOf(snapshot: Snapshot, changes: Changes, stamp: BatchStamp): (Call | Statement)[] {
    const ofSeats = [
      this.#moveEvent(snapshot, changes),
      this.#editEvent(snapshot, changes),
      this.#insertBookings(snapshot, changes, stamp.now),
      this.#updateBookings(changes),
      this.#updateSeats(snapshot, changes),
      // Whoever leaves, or is promoted, and waits again in one batch must not wait twice in between.
      this.#endEntries(changes),
      this.#insertEntries(snapshot, changes, stamp.now),
      this.#appendLedger(snapshot, changes, stamp),
      this.#appendOutbox(snapshot, changes, stamp.now),
    ];
    const parts = [...(changes.ledger.length > 0 ? ofSeats : []), this.#keepAnswers(snapshot, changes, stamp.now)];
    return parts.filter((part) => part !== undefined);
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
      [eventId, batchId, actorId, after.capacity, toNumbers(before), toNumbers(after)],
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

  #moveEvent({ terms, version }: Snapshot, { counters, arrivals, lastServed }: Changes): Call {
    const values = [
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
    return { name: 'move_event', values };
  }

  /** A title edited meanwhile leaves the version alone, so an edit of ours looks at the revision as well. */
  #editEvent({ terms }: Snapshot, { edit }: Changes): Statement | undefined {
    if (!edit) return undefined;
    const details = assignDetails(edit.details, 5);
    return [
      `WITH edited AS (
         UPDATE events SET ${['status = $3', 'revision = $4', ...details.sql].join(', ')}
          WHERE id = $1 AND revision = $2
         RETURNING id)
       SELECT refuse_stale_write($1) WHERE NOT EXISTS (SELECT FROM edited)`,
      [terms.id, terms.revision, edit.status, edit.revision, ...details.values],
    ];
  }

  #insertBookings({ terms }: Snapshot, { newBookings }: Changes, now: Date): Call | undefined {
    if (newBookings.length === 0) return undefined;
    return { name: 'insert_bookings', values: [terms.id, now, ...toArrays(newBookings, BOOKING_COLUMNS)] };
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

  #insertEntries({ terms }: Snapshot, { newEntries }: Changes, now: Date): Call | undefined {
    if (newEntries.length === 0) return undefined;
    return { name: 'insert_waitlist_entries', values: [terms.id, now, ...toArrays(newEntries, ENTRY_COLUMNS)] };
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

  /** Each row starts where the one in front of it ended, so the counters are sent once more than there are rows. */
  #appendLedger({ terms, version, counters }: Snapshot, { ledger }: Changes, { batchId, now }: BatchStamp): Call {
    const rows = toArrays(ledger, LEDGER_COLUMNS);
    const states = toArrays([counters, ...ledger.map(({ after }) => after)], COUNTER_COLUMNS);
    return { name: 'append_ledger', values: [terms.id, version + 1, batchId, now, ...rows, ...states] };
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

  #keepAnswers({ terms }: Snapshot, { answeredKeys }: Changes, now: Date): Call | undefined {
    if (answeredKeys.length === 0) return undefined;
    return { name: 'keep_answers', values: [terms.id, now, ...toArrays(answeredKeys, ANSWER_COLUMNS)] };
  }
}

/** Calls that follow each other become one statement: an event that has moved on is found before anything else can be wrong. */
function together(parts: readonly (Call | Statement)[]): Statement[] {
  const statements: Statement[] = [];
  let calls: Call[] = [];
  const flush = (): void => {
    if (calls.length > 0) statements.push(inOneStatement(calls));
    calls = [];
  };
  for (const part of parts) {
    if ('name' in part) calls.push(part);
    else {
      flush();
      statements.push(part);
    }
  }
  flush();
  return statements;
}
