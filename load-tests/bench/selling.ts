import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '#bench/figures';
import { judgeRush, type Rush, type RushTerms } from '#bench/rush';
import { type BenchServers, type Seller } from '#bench/servers';
import { fireBurst } from '#burst';
import { runClosedLoop } from '#closed-loop';
import { type Answer, type Shot } from '#shot';

/** As many as the promise is about: "100 connections". */
export const CONNECTIONS = 100;
/** Seats: more than any run can sell. */
export const ENDLESS = 1_000_000;
/** The storing end of a queue gets this long to come round to everything. */
const STORED_WITHIN_MS = 60_000;
const POLL_MS = 50;

/** Seconds of warming up for each seller at most, and how often it is to meet the crowd meanwhile. */
const WARM_UP_SECONDS_MAX = 8;
const WARM_UP_MEETINGS = 4;

/** No seller is measured from a standing start: in the first two seconds after a rest a request costs a tenth or two more. */
const RUN_UP_SECONDS = 2;

/** What came of a steady load on one event. */
export interface Sales {
  readonly eventId: string;
  /** Answered 201. */
  readonly sold: number;
  /** Everything else. */
  readonly refused: number;
  /** Sold per second. */
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU time of the load generator per request, in microseconds. */
  readonly generatorMicros: number;
}

/**
 * Sells from a fresh, endless event for `seconds`, over 100 connections that each ask again as soon as they have their
 * answer, each time for another user; after a run-up on another event, which does not count.
 * @throws Error when more was sold, or less stored, than was answered
 */
export async function sellFor(
  servers: BenchServers,
  seller: Seller,
  { seconds, withKeys = false }: { readonly seconds: number; readonly withKeys?: boolean },
): Promise<Sales> {
  await sell(servers, seller, RUN_UP_SECONDS, withKeys);
  return sell(servers, seller, seconds, withKeys);
}

async function sell(servers: BenchServers, seller: Seller, seconds: number, withKeys: boolean): Promise<Sales> {
  const eventId = await seller.openSale(ENDLESS);
  const { answers, elapsed, generatorMicros } = await load(servers, [seller.origin], { eventId, seconds, withKeys });
  const sold = answers.filter(({ status }) => status === 201).length;
  await expectStored(seller, eventId, sold);
  const times = answers.map(({ ms }) => ms);
  return {
    eventId,
    sold,
    refused: answers.length - sold,
    rate: sold / elapsed,
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    generatorMicros,
  };
}

/**
 * Sells until every process has met the whole crowd several times: checking a token for the first time costs more than
 * booking with it, and one that has just started is not compiled yet. Whoever sells too slowly for that has had its time.
 */
export async function warmUp(servers: BenchServers, sellers: readonly Seller[]): Promise<void> {
  const [first] = sellers;
  if (!first) throw new Error('there is nobody to warm up');
  const eventId = await first.openSale(ENDLESS);
  const origins = sellers.map(({ origin }) => origin);
  const enough = WARM_UP_MEETINGS * servers.crowdSize * sellers.length;
  const endsAt = performance.now() + WARM_UP_SECONDS_MAX * 1_000 * sellers.length;
  for (let asked = 0; asked < enough && performance.now() < endsAt;) {
    const { answers } = await load(servers, origins, { eventId, seconds: 1, withKeys: false });
    asked += answers.length;
  }
}

/** Keeps 100 connections in all busy, spread over the origins. @returns all answers */
export async function load(
  servers: BenchServers,
  origins: readonly string[],
  { eventId, seconds, withKeys }: { readonly eventId: string; readonly seconds: number; readonly withKeys: boolean },
): Promise<{ answers: readonly Answer[]; elapsed: number; generatorMicros: number }> {
  const nextShot = (): Shot => bookingOf(servers, eventId, withKeys);
  const connections = CONNECTIONS / origins.length;
  const cpuBefore = process.cpuUsage();
  const loops = await Promise.all(origins.map((origin) => runClosedLoop(origin, { connections, seconds }, nextShot)));
  const { user, system } = process.cpuUsage(cpuBefore);
  const answers = loops.flatMap((loop) => loop.answers);
  return {
    answers,
    elapsed: Math.max(...loops.map((loop) => loop.seconds)),
    generatorMicros: (user + system) / Math.max(1, answers.length),
  };
}

/** A booking of one seat by the user whose turn it is. */
export function bookingOf(servers: BenchServers, eventId: string, withKeys = false): Shot {
  return {
    accessToken: servers.nextUser().accessToken,
    path: `/api/v1/events/${eventId}/bookings`,
    body: { seats: 1 },
    ...(withKeys ? { idempotencyKey: randomUUID() } : {}),
  };
}

/**
 * People, each on an open connection of their own, ask for a seat of a fresh event at the same moment.
 * @throws Error when more was sold than there was, or the database has other numbers than the answers
 */
export async function rush(servers: BenchServers, seller: Seller, terms: RushTerms): Promise<Rush> {
  const eventId = await seller.openSale(terms.seats);
  const shots = Array.from({ length: terms.users }, () => bookingOf(servers, eventId));
  const { answers } = await fireBurst([seller.origin], shots);
  const result = judgeRush(terms, answers);
  await expectStored(seller, eventId, result.sold, result.waitlisted);
  return result;
}

/** Waits until the database has what was answered; most have it already, a queue needs its time. */
async function expectStored(seller: Seller, eventId: string, sold: number, waiting = 0): Promise<void> {
  if (!seller.stores) return;
  const deadline = performance.now() + STORED_WITHIN_MS;
  for (;;) {
    const stored = await seller.countStored(eventId);
    if (stored.sold === sold && stored.waiting === waiting) return;
    if (stored.sold > sold || performance.now() > deadline) {
      throw new Error(
        `${seller.label} answered ${sold} sales and ${waiting} waiting, but stored ${JSON.stringify(stored)}`,
      );
    }
    await pause(POLL_MS);
  }
}
