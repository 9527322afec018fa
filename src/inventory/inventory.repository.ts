import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { newId } from '../shared/ids.js';
import { ConflictError } from './conflict.js';
import { assignDetails } from './event-details.js';
import { type Changes } from './decision.js';
import { type Counters } from './inventory.js';
import { type Snapshot } from './snapshot.js';
import { toBookingRow, toEntryRow } from './rows.js';
import { type OpeningSeats, type SeatPlace } from './seat-map.js';

const NOTHING: Counters = {
  capacity: 0,
  seatsConfirmed: 0,
  seatsHeld: 0,
  waiting: 0,
  accessibleSeats: 0,
  accessibleFree: 0,
};

/** Writes what was decided: the only place where a seat changes hands. Snapshots are read in `snapshot.repository.ts`. */
@Injectable()
export class InventoryRepository {
  /**
   * Stores a batch under the next version, if nobody was faster. The versioned update goes first: when it touches no
   * row, nothing else was done. A batch that changed no seat leaves the version alone and keeps its answers only.
   * @param batchId names the batch in its ledger rows, so that it can be recognised after a lost connection
   * @throws {ConflictError} the event moved on since the snapshot, or an idempotency key was used meanwhile
   */
  async store(tx: EntityManager, snapshot: Snapshot, changes: Changes, batchId: string, now: Date): Promise<void> {
    if (changes.ledger.length > 0) {
      await this.#moveEvent(tx, snapshot, changes);
      await this.#insertBookings(tx, changes);
      await this.#updateBookings(tx, changes);
      await this.#updateSeats(tx, snapshot, changes);
      // Whoever leaves, or is promoted, and waits again in one batch must not wait twice in between.
      await this.#endEntries(tx, changes);
      await this.#insertEntries(tx, changes);
      await this.#appendLedger(tx, snapshot, changes, batchId, now);
      await this.#appendOutbox(tx, snapshot, changes, now);
    }
    await this.#keepAnswers(tx, snapshot, changes, now);
  }

  /**
   * The first version of a new event: its seats, mapped or only counted, and the ledger row that says who gave them.
   * The event's row must be there with version 0.
   */
  async open(tx: EntityManager, eventId: string, seats: OpeningSeats, actorId: string, batchId: string): Promise<void> {
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

  async #insertSeats(tx: EntityManager, eventId: string, map: readonly SeatPlace[]): Promise<void> {
    if (map.length === 0) return;
    const rows = map.map(({ row, ...seat }, place) => ({ ...seat, id: newId(), place, row_name: row }));
    await tx.query(
      `INSERT INTO seats (id, event_id, place, section, row_name, number, label, x, y, accessible, changed_version)
       SELECT id, $1, place, section, row_name, number, label, x, y, accessible, 1
         FROM json_populate_recordset(NULL::seats, $2)`,
      [eventId, JSON.stringify(rows)],
    );
  }

  async #moveEvent(tx: EntityManager, { terms, version }: Snapshot, changes: Changes): Promise<void> {
    const { counters, arrivals, edit } = changes;
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
    ];
    let assignments = '';
    let condition = '';
    if (edit) {
      const details = assignDetails(edit.details, values.length + 4);
      // A title edited meanwhile leaves the version alone, so an edit of ours must look at the revision as well.
      values.push(edit.status, edit.revision, terms.revision, ...details.values);
      assignments = [', status = $10', 'revision = $11', ...details.sql].join(', ');
      condition = 'AND revision = $12';
    }
    const [, moved]: [unknown, number] = await tx.query(
      `UPDATE events
          SET capacity = $3, seats_confirmed = $4, seats_held = $5, waiting = $6, arrivals = $7,
              accessible_seats = $8, accessible_free = $9, version = version + 1 ${assignments}
        WHERE id = $1 AND version = $2 ${condition}`,
      values,
    );
    if (moved !== 1) throw new ConflictError(terms.id);
  }

  async #insertBookings(tx: EntityManager, { newBookings }: Changes): Promise<void> {
    if (newBookings.length === 0) return;
    await tx.query(`INSERT INTO bookings SELECT * FROM json_populate_recordset(NULL::bookings, $1)`, [
      JSON.stringify(newBookings.map(toBookingRow)),
    ]);
  }

  async #updateBookings(tx: EntityManager, { changedBookings }: Changes): Promise<void> {
    if (changedBookings.length === 0) return;
    await tx.query(
      `UPDATE bookings AS booking
          SET status = changed.status, confirmed_at = changed.confirmed_at, cancelled_at = changed.cancelled_at
         FROM json_populate_recordset(NULL::bookings, $1) AS changed
        WHERE booking.id = changed.id`,
      [JSON.stringify(changedBookings.map(toBookingRow))],
    );
  }

  async #updateSeats(tx: EntityManager, { version }: Snapshot, { seats }: Changes): Promise<void> {
    if (seats.length === 0) return;
    const rows = seats.map(({ id, bookingId, blocked }) => ({ id, booking_id: bookingId, blocked }));
    await tx.query(
      `UPDATE seats AS seat
          SET booking_id = changed.booking_id, blocked = changed.blocked, changed_version = $2
         FROM json_populate_recordset(NULL::seats, $1) AS changed
        WHERE seat.id = changed.id`,
      [JSON.stringify(rows), version + 1],
    );
  }

  async #insertEntries(tx: EntityManager, { newEntries }: Changes): Promise<void> {
    if (newEntries.length === 0) return;
    await tx.query(`INSERT INTO waitlist_entries SELECT * FROM json_populate_recordset(NULL::waitlist_entries, $1)`, [
      JSON.stringify(newEntries.map(toEntryRow)),
    ]);
  }

  async #endEntries(tx: EntityManager, { endedEntries }: Changes): Promise<void> {
    if (endedEntries.length === 0) return;
    await tx.query(
      `UPDATE waitlist_entries AS entry
          SET status = ended.status, ended_at = ended.ended_at
         FROM json_populate_recordset(NULL::waitlist_entries, $1) AS ended
        WHERE entry.id = ended.id`,
      [JSON.stringify(endedEntries.map(toEntryRow))],
    );
  }

  async #appendLedger(
    tx: EntityManager,
    { terms, version }: Snapshot,
    { ledger }: Changes,
    batchId: string,
    now: Date,
  ): Promise<void> {
    const rows = ledger.map((row, ordinal) => ({
      event_id: terms.id,
      version: version + 1,
      ordinal,
      batch_id: batchId,
      change: row.change,
      actor_id: row.actorId,
      booking_id: row.bookingId,
      waitlist_entry_id: row.waitlistEntryId,
      seats: row.seats,
      before: row.before,
      after: row.after,
      recorded_at: now,
    }));
    await tx.query(`INSERT INTO ledger SELECT * FROM json_populate_recordset(NULL::ledger, $1)`, [
      JSON.stringify(rows),
    ]);
  }

  async #appendOutbox(tx: EntityManager, { terms }: Snapshot, { outbox }: Changes, now: Date): Promise<void> {
    if (outbox.length === 0) return;
    await tx.query(
      `INSERT INTO outbox (event_id, user_id, topic, booking_id, payload, created_at)
       SELECT $2, message."userId", message.topic, message."bookingId", json_build_object('seats', message.seats), $3
         FROM json_to_recordset($1) AS message ("userId" uuid, topic text, "bookingId" uuid, seats integer)`,
      [JSON.stringify(outbox), terms.id, now],
    );
  }

  async #keepAnswers(tx: EntityManager, { terms }: Snapshot, { answeredKeys }: Changes, now: Date): Promise<void> {
    if (answeredKeys.length === 0) return;
    const rows = answeredKeys.map(({ userId, key, fingerprint, outcome }) => ({
      user_id: userId,
      key,
      event_id: terms.id,
      fingerprint,
      outcome,
      created_at: now,
    }));
    // Never an error that would fail the neighbours: whoever used the key meanwhile, on another event or instance, is
    // seen by the next try's snapshot.
    const kept: unknown[] = await tx.query(
      `INSERT INTO idempotency_keys
       SELECT * FROM json_populate_recordset(NULL::idempotency_keys, $1)
       ON CONFLICT ON CONSTRAINT idempotency_keys_pkey DO NOTHING
       RETURNING key`,
      [JSON.stringify(rows)],
    );
    if (kept.length !== rows.length) throw new ConflictError(terms.id);
  }
}
