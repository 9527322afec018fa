import { type DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { loadConfig, type Config, type Environment } from '../../src/config/config.js';
import { type Attempt } from '../../src/inventory/attempt.js';
import { BatchRunner } from '../../src/inventory/batch-runner.js';
import { CommitInquiry } from '../../src/inventory/commit-inquiry.js';
import { ConflictRetryInterceptor } from '../../src/inventory/conflict-retry.interceptor.js';
import { HallRepository } from '../../src/inventory/hall.repository.js';
import { QueueRepository } from '../../src/inventory/queue.repository.js';
import { InventoryMetrics } from '../../src/inventory/inventory-metrics.js';
import { InventoryRepository } from '../../src/inventory/inventory.repository.js';
import { InventoryService } from '../../src/inventory/inventory.service.js';
import { type BookCommand, type Command } from '../../src/inventory/commands.js';
import { type Outcome } from '../../src/inventory/decision.js';
import { ReferenceSource } from '../../src/inventory/reference-source.js';
import { SnapshotRepository } from '../../src/inventory/snapshot.repository.js';
import { type SeatPlace } from '../../src/inventory/seat-map.js';
import { Sweeper } from '../../src/inventory/sweeper.service.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { WaitlistEnroller } from '../../src/waitlists/waitlist-enroller.service.js';

/** One instance of the program, from the retry inwards: what stands behind a route, without HTTP. */
export interface Instance {
  readonly config: Config;
  readonly inventory: InventoryService;
  readonly batches: BatchRunner;
  readonly sweeper: Sweeper;
  readonly enroller: WaitlistEnroller;
  readonly metrics: InventoryMetrics;
  /** Sends a command as a route does: retried by the interceptor, and by the enroller once the tries are used up. */
  send(eventId: string, command: Command): Promise<Outcome>;
  /** A command for seats, with an identity of its own. */
  bookCommand(userId: string, seats: number, more?: Partial<BookCommand>): Promise<BookCommand>;
  countConflicts(): Promise<number>;
  countRetries(): Promise<number>;
}

/** Builds an instance on a data source from the real parts. */
export function openInstance(dataSource: DataSource, env: Environment = {}): Instance {
  const config = loadConfig({ JWT_SECRET: 'a secret of thirty-two bytes and more', ...env });
  const metrics = new InventoryMetrics(new Metrics());
  const repository = new InventoryRepository();
  const snapshots = new SnapshotRepository(new QueueRepository(), new HallRepository());
  const batches = new BatchRunner(dataSource, snapshots, repository, new CommitInquiry(dataSource), metrics);
  const inventory = new InventoryService(config, batches, repository, new ReferenceSource(dataSource), metrics);
  const enroller = new WaitlistEnroller(config, inventory, metrics);
  const interceptor = new ConflictRetryInterceptor(config, metrics);
  const submitOrEnrol = async (eventId: string, command: Command, attempt: Attempt): Promise<Outcome> => {
    try {
      return await inventory.submit(eventId, command, attempt);
    } catch (error) {
      if (command.kind !== 'book' || !enroller.catches(error, attempt)) throw error;
      return enroller.enrol(eventId, command);
    }
  };
  return {
    config,
    inventory,
    batches,
    enroller,
    metrics,
    sweeper: new Sweeper(dataSource, inventory),
    send: (eventId, command) => interceptor.intercept((attempt) => submitOrEnrol(eventId, command, attempt)),
    bookCommand: async (userId, seats, more = {}) => {
      const voucher = await inventory.mintVoucher();
      return {
        kind: 'book',
        userId,
        seats,
        placement: { kind: 'any' },
        hold: false,
        joinWaitlist: true,
        voucher,
        entryId: uuidv7(),
        ...more,
      };
    },
    countConflicts: async () => (await metrics.conflicts.get()).values[0]?.value ?? 0,
    countRetries: async () => (await metrics.retries.get()).values[0]?.value ?? 0,
  };
}

/** Keeps errors that a test provokes on purpose out of its output. */
export const withoutQueryLog = (dataSource: DataSource): DataSource => dataSource.setOptions({ logging: [] });

/** How many sessions of this database wait for a lock. */
export async function countBlocked(dataSource: DataSource): Promise<number> {
  const rows: { blocked: number }[] = await dataSource.query(
    `SELECT count(*)::int AS blocked FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.blocked ?? 0;
}

/** People of a test by the dozen; they cannot sign in. @returns their ids */
export async function insertUsers(dataSource: DataSource, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7());
  await dataSource.query(
    `INSERT INTO users (id, email, name, role, password_hash)
     SELECT id, id || '@example.org', 'Somebody', 'attendee', 'none' FROM unnest($1::uuid[]) AS id`,
    [ids],
  );
  return ids;
}

export interface OpenEvent {
  readonly capacity: number;
  /** Makes it a mapped event, whatever `capacity` says. */
  readonly map?: readonly SeatPlace[];
  readonly holdSeconds?: number;
  readonly waitlistMode?: 'auto' | 'offer';
  readonly waitlistOfferSeconds?: number;
  readonly organizerId: string;
  readonly maxSeatsPerUser?: number;
  readonly maxSeatsPerBooking?: number;
  readonly waitlistEnabled?: boolean;
}

/** An event on sale, opened by the inventory as the events module does it. @returns its id */
export async function openEvent(dataSource: DataSource, instance: Instance, event: OpenEvent): Promise<string> {
  const id = uuidv7();
  const { capacity, map, organizerId, maxSeatsPerBooking = 10, maxSeatsPerUser = 10, waitlistEnabled = true } = event;
  const { holdSeconds = 600, waitlistMode = 'auto', waitlistOfferSeconds = 900 } = event;
  await dataSource.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO events (id, organizer_id, title, starts_at, status, seating, max_seats_per_booking,
                           max_seats_per_user, hold_seconds, waitlist_enabled, waitlist_mode, waitlist_offer_seconds)
       VALUES ($1, $2, 'A play', now() + interval '1 day', 'published', $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        organizerId,
        map ? 'reserved' : 'general',
        maxSeatsPerBooking,
        maxSeatsPerUser,
        holdSeconds,
        waitlistEnabled,
        waitlistMode,
        waitlistOfferSeconds,
      ],
    );
    await instance.inventory.open(tx, id, map ? { map } : { capacity }, organizerId);
  });
  return id;
}

/** The counters of an event as they are stored. */
export interface StoredCounters {
  readonly capacity: number;
  readonly seats_confirmed: number;
  readonly seats_held: number;
  readonly waiting: number;
  readonly version: number;
  readonly status: string;
}

export async function readCounters(dataSource: DataSource, eventId: string): Promise<StoredCounters> {
  const rows: StoredCounters[] = await dataSource.query(
    `SELECT capacity, seats_confirmed, seats_held, waiting, version, status FROM events WHERE id = $1`,
    [eventId],
  );
  const [counters] = rows;
  if (!counters) throw new Error(`there is no event ${eventId}`);
  return counters;
}

/** Waits until a condition holds. @throws Error after `limitMs` */
export async function eventually(condition: () => Promise<boolean>, limitMs = 10_000): Promise<void> {
  const giveUpAt = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > giveUpAt)
      throw new Error(`it did not come true within ${limitMs} ms: ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
