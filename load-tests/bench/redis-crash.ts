import { setTimeout as pause } from 'node:timers/promises';
import { type RedisServer } from '#bench/redis-server';
import { type RushTerms } from '#bench/rush';
import { type BenchServers, type Seller } from '#bench/servers';
import { bookingOf, ENDLESS, load } from '#bench/selling';
import { fireBurst } from '#burst';
import { type Answer } from '#shot';

/** The load goes on for a moment after the crash: buyers do not know. */
const LOAD_SECONDS = 3;
const CRASH_AFTER_MS = 2_500;
/** Long enough for everything that Redis still knows to be stored. */
const SETTLE_MS = 3_000;

/** What became of the sales around a crash of Redis. */
export interface CrashLoss {
  /** Answered 201. */
  readonly acknowledged: number;
  /** Of these, not in the database after Redis was started again on its files. */
  readonly lost: number;
}

/** Kills Redis in the middle of a steady sale, starts it again, and counts whose seat nobody knows about any more. */
export async function crashInSale(servers: BenchServers, seller: Seller, redis: RedisServer): Promise<CrashLoss> {
  const eventId = await seller.openSale(ENDLESS);
  const crash = pause(CRASH_AFTER_MS).then(() => redis.crash());
  const { answers } = await load(servers, [seller.origin], { eventId, seconds: LOAD_SECONDS, withKeys: false });
  await crash;
  return countLoss(seller, redis, eventId, answers);
}

/** The same, in the moment in which the last of a rush of people has got an answer. */
export async function crashAfterRush(
  servers: BenchServers,
  seller: Seller,
  redis: RedisServer,
  { users, seats }: RushTerms,
): Promise<CrashLoss> {
  const eventId = await seller.openSale(seats);
  const shots = Array.from({ length: users }, () => bookingOf(servers, eventId));
  const { answers } = await fireBurst([seller.origin], shots);
  await redis.crash();
  return countLoss(seller, redis, eventId, answers);
}

async function countLoss(
  seller: Seller,
  redis: RedisServer,
  eventId: string,
  answers: readonly Answer[],
): Promise<CrashLoss> {
  await redis.restart();
  await pause(SETTLE_MS);
  const acknowledged = answers.filter(({ status }) => status === 201).length;
  const { sold } = await seller.countStored(eventId);
  return { acknowledged, lost: acknowledged - sold };
}
