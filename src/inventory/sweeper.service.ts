import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isConnectionLoss } from '../database/sql-state.js';
import { ConflictError, DeadlineError } from './conflict.js';
import { InventoryService } from './inventory.service.js';

/**
 * The promotion interval: how long after a crash, or a batch too small for everybody, the rest is served. Shorter:
 * more queries that find nothing. Longer: people wait beside free seats.
 */
const SWEEP_INTERVAL_MS = 1_000;

/** Events one sweep looks after; the next sweep goes on. */
const EVENTS_PER_SWEEP = 100;

/** Expired holds one sweep looks at to find their events. */
const HOLDS_PER_SWEEP = 1_000;

/** How long an answer stays under its idempotency key. Contract: design, "Rules of booking". */
const IDEMPOTENCY_KEY_HOURS = 24;

/** Old keys deleted at a time, so that the statement stays short. */
const KEYS_PER_SWEEP = 1_000;

/**
 * Finishes what nobody else came by to do: expired holds to tidy, promotions still due after a full batch or a crash,
 * cancelled events still to be emptied, old keys to forget.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger(Sweeper.name);
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly inventory: InventoryService,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setTimeout(() => {
      this.#sweeping = this.sweep().finally(() => {
        if (this.#timer) this.onApplicationBootstrap();
      });
    }, SWEEP_INTERVAL_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#sweeping;
  }

  /** One round; never throws, since the next one does what this one could not. */
  async sweep(): Promise<void> {
    await this.#try(async () => {
      for (const eventId of new Set([...(await this.#findLapsed()), ...(await this.#findUnserved())])) {
        await this.#try(() => this.inventory.submit(eventId, { kind: 'promote' }));
      }
    });
    await this.#try(async () => {
      for (const eventId of await this.#findHalfCancelled()) {
        await this.#try(() => this.inventory.cancelEvent(eventId, null));
      }
    });
    await this.#try(() => this.#forgetOldKeys());
  }

  /** One event that is busy, or broken, keeps nobody else waiting. */
  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // A busy event or a lost database; everything else is worth a line in the log, too.
      const isExpected = error instanceof ConflictError || error instanceof DeadlineError || isConnectionLoss(error);
      if (isExpected) this.#logger.warn({ err: error }, 'sweep put off');
      else this.#logger.error({ err: error }, 'sweep failed');
    }
  }

  async #findLapsed(): Promise<string[]> {
    const rows: { event_id: string }[] = await this.dataSource.query(
      `SELECT DISTINCT event_id FROM (
         SELECT event_id FROM bookings WHERE status = 'held' AND hold_expires_at <= clock_timestamp()
          ORDER BY hold_expires_at LIMIT $1) AS lapsed`,
      [HOLDS_PER_SWEEP],
    );
    return rows.map(({ event_id }) => event_id);
  }

  /** In random order: a hundred queues that are stopped, and so cannot be served, must not hide the others for ever. */
  async #findUnserved(): Promise<string[]> {
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM events
        WHERE waiting > 0 AND status = 'published' AND starts_at > now()
          AND seats_confirmed + seats_held + accessible_free < capacity
          AND EXISTS (SELECT FROM waitlist_entries AS entry
                       WHERE entry.event_id = events.id AND entry.status = 'waiting'
                         AND entry.seats <= capacity - seats_confirmed - seats_held - accessible_free)
        ORDER BY random() LIMIT $1`,
      [EVENTS_PER_SWEEP],
    );
    return rows.map(({ id }) => id);
  }

  async #findHalfCancelled(): Promise<string[]> {
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM events
        WHERE status = 'cancelled' AND (waiting > 0 OR seats_confirmed > 0 OR seats_held > 0)
        LIMIT $1`,
      [EVENTS_PER_SWEEP],
    );
    return rows.map(({ id }) => id);
  }

  async #forgetOldKeys(): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM idempotency_keys
        WHERE (user_id, key) IN (SELECT user_id, key FROM idempotency_keys
                                  WHERE created_at < now() - make_interval(hours => $1) LIMIT $2)`,
      [IDEMPOTENCY_KEY_HOURS, KEYS_PER_SWEEP],
    );
  }
}
