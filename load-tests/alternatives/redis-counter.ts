import { setTimeout as pause } from 'node:timers/promises';
import { type Redis } from 'ioredis';
import { type DataSource } from 'typeorm';
import { type Alternative, type Order, type Sale } from '#alternatives/alternative';
import { stockKey } from '#alternatives/tables';
import { DomainError } from '#product';

/** More than any run of the bench lets one user buy. */
const SEATS_PER_USER_MAX = 1_000;
/** Sales stored by one statement. */
const STORED_AT_ONCE_MAX = 500;
/** How long the storing end waits for the next sale before it looks whether it is to stop. */
const BLOCK_MS = 500;
/** After Redis or PostgreSQL failed. */
const PAUSE_AFTER_ERROR_MS = 100;

/**
 * Stock, limit per user and waitlist in one atomic step, and a line in the queue (a stream, which keeps what its reader
 * has not yet stored). KEYS: stock, seats by user, waitlist, queue. ARGV: seats, limit, user, the order as JSON.
 */
const SELL = `
local left = redis.call('GET', KEYS[1])
if not left then return 'event-not-found' end
local seats = tonumber(ARGV[1])
local mine = tonumber(redis.call('HGET', KEYS[2], ARGV[3]) or '0')
if mine + seats > tonumber(ARGV[2]) then return 'user-limit-exceeded' end
if tonumber(left) < seats then
  redis.call('RPUSH', KEYS[3], ARGV[4])
  redis.call('XADD', KEYS[4], '*', 'sale', 'waitlisted', 'order', ARGV[4])
  return 'waitlisted'
end
redis.call('DECRBY', KEYS[1], seats)
redis.call('HINCRBY', KEYS[2], ARGV[3], seats)
redis.call('XADD', KEYS[4], '*', 'sale', 'booked', 'order', ARGV[4])
return 'booked'
`;

const STORE = `
  WITH sales AS (
    SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::integer[], $7::timestamptz[])
      AS sale (kind, id, reference, event_id, user_id, seats, created_at)
  ), stored AS (
    INSERT INTO alternatives.bookings (id, reference, event_id, user_id, seats, created_at)
    SELECT id, reference, event_id, user_id, seats, created_at FROM sales WHERE kind = 'booked'
    ON CONFLICT (id) DO NOTHING
  )
  INSERT INTO alternatives.waitlist (id, event_id, user_id, seats, created_at)
  SELECT id, event_id, user_id, seats, created_at FROM sales WHERE kind = 'waitlisted'
  ON CONFLICT (id) DO NOTHING`;

const QUEUE = 'alternatives:queue';

type Answer = Sale | 'event-not-found' | 'user-limit-exceeded';

interface RedisWithSell extends Redis {
  sell(...keysAndArguments: readonly (string | number)[]): Promise<Answer>;
}

/** An entry of a stream: its id and its fields, name and value in turn. */
type Entry = [id: string, fields: string[]];

/**
 * (e) Sells in Redis and answers at once; rows follow. What was answered is nowhere but in the memory of Redis until
 * the storing end has come round to it.
 */
export class RedisCounter implements Alternative {
  readonly #dataSource: DataSource;
  readonly #redis: RedisWithSell;
  readonly #reader: Redis;
  readonly #storing: Promise<void>;
  #stopped = false;

  constructor(dataSource: DataSource, redis: Redis) {
    this.#dataSource = dataSource;
    redis.defineCommand('sell', { numberOfKeys: 4, lua: SELL });
    this.#redis = redis as RedisWithSell;
    // Waiting for the next entry blocks a connection.
    this.#reader = redis.duplicate();
    this.#reader.on('error', () => undefined);
    this.#storing = this.#storeUntilStopped();
  }

  async sell(order: Order): Promise<Sale> {
    const { eventId, userId, seats } = order;
    const answer = await this.#redis.sell(
      stockKey(eventId),
      `alternatives:users:${eventId}`,
      `alternatives:waitlist:${eventId}`,
      QUEUE,
      seats,
      SEATS_PER_USER_MAX,
      userId,
      JSON.stringify(order),
    );
    if (answer === 'booked' || answer === 'waitlisted') return answer;
    throw new DomainError(answer);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    await this.#storing;
    this.#reader.disconnect();
    this.#redis.disconnect();
  }

  async #storeUntilStopped(): Promise<void> {
    while (!this.#stopped) {
      try {
        const answer = await this.#reader.xread('COUNT', STORED_AT_ONCE_MAX, 'BLOCK', BLOCK_MS, 'STREAMS', QUEUE, '0');
        for (const [, entries] of answer ?? []) await this.#store(entries);
      } catch {
        // What is in the queue stays there; storing it twice does nothing.
        await pause(PAUSE_AFTER_ERROR_MS);
      }
    }
  }

  /** Stores entries, then takes them off the queue: the other way round a crash of ours would lose them, too. */
  async #store(entries: readonly Entry[]): Promise<void> {
    const sales = entries.map(([, [, kind, , order = '']]) => ({ kind, ...(JSON.parse(order) as Order) }));
    await this.#dataSource.query(STORE, [
      sales.map(({ kind }) => kind),
      sales.map(({ bookingId }) => bookingId),
      sales.map(({ reference }) => reference),
      sales.map(({ eventId }) => eventId),
      sales.map(({ userId }) => userId),
      sales.map(({ seats }) => seats),
      sales.map(({ createdAt }) => createdAt),
    ]);
    await this.#reader.xdel(QUEUE, ...entries.map(([id]) => id));
  }
}
