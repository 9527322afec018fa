import { setTimeout as pause } from 'node:timers/promises';
import { RedisServer } from '#bench/redis-server';
import { book } from '#booking-shots';
import { type Fault } from '#faults/fault';
import { type Instance } from '#faults/instance';
import { toCheck } from '#faults/judge';
import { untilAcknowledged } from '#faults/recovery';
import { Trial } from '#faults/trial';
import { type Check } from '#run-record';
import { type User } from '#scenario';
import { readMetrics } from '#server-metrics';
import { nowMs } from '#shot';
import { Connection } from '#wire';
import { lackOf, locate } from '../../scripts/lib/programs.mjs';

/** Of THROTTLE_BOOKING_LIMIT: what one user may ask for in ten seconds. */
const LIMIT = 20;
/** Redis is asked again a second after it failed. */
const NOTICED_MS = 3_000;

/** The shared count of the throttle goes away; each instance counts alone until it is back. */
export const redisGone: Fault = {
  name: 'redis-gone',
  tells: 'Redis, which counts for the throttle of two servers, is killed (SIGKILL) and started again',
  obstacle: () => Promise.resolve(locate('Redis') === undefined ? lackOf('Redis') : undefined),
  run: async (lab, effort) => {
    const redis = await RedisServer.start();
    lab.atClose(() => redis.close());
    const settings = { REDIS_URL: redis.url, LOG_LEVEL: 'info' };
    const instances = [await lab.startInstance(settings), await lab.startInstance(settings)];
    const origins = instances.map(({ origin }) => origin);
    // Two who do nothing but try the limit.
    const greedy = lab.world.crowd.slice(-2);
    const trial = await Trial.begin(lab.world, origins, effort, { crowd: lab.world.crowd.slice(0, -2) });
    await pause(effort.seconds * 1_000);
    const checks = [await checkThrottle('together', origins, trial.sale.halls[0] ?? '', greedy[0], LIMIT)];
    await redis.crash();
    const goneAt = nowMs();
    await pause(NOTICED_MS);
    checks.push(await checkShared(instances, 0, 'Redis does not answer'));
    checks.push(await checkThrottle('alone', origins, trial.sale.halls[1] ?? '', greedy[1], LIMIT * origins.length));
    await redis.restart();
    const recovery = await untilAcknowledged(trial.buyers, nowMs());
    const turnedAway = trial.buyers.asked.filter(({ told }) => told.kind === 'refused' && told.status !== 409).length;
    checks.push(toCheck('bookings go on', turnedAway === 0, 'nobody is turned away', `${turnedAway}`));
    const sold = trial.buyers.asked.filter(({ told, endedAt }) => told.kind === 'acknowledged' && endedAt > goneAt);
    await pause(NOTICED_MS);
    checks.push(await checkShared(instances, 1, 'Redis answers again'));
    return trial.conclude(origins[0] ?? '', {
      notes: [`${sold.length} acknowledged without Redis`],
      checks: [...recovery.checks, ...checks],
    });
  },
};

/** One user asks more often than the limit allows, in turn at each instance. */
async function checkThrottle(
  name: string,
  origins: readonly string[],
  eventId: string,
  user: User | undefined,
  allowed: number,
): Promise<Check> {
  if (!user) throw new Error('the crowd is empty');
  const connections = await Promise.all(origins.map((origin) => Connection.open(new URL(origin))));
  let passed = 0;
  for (let turn = 0; turn < allowed + LIMIT; turn += 1) {
    // A seat that nobody can have: it counts as a try, and leaves nothing behind.
    const shot = { ...book(user, eventId, { seats: 1 }), body: { seats: 0 } };
    const response = await connections[turn % connections.length]?.exchange(shot);
    if (response?.status !== 429) passed += 1;
  }
  for (const connection of connections) connection.close();
  return toCheck(`throttle ${name}`, passed === allowed, `${allowed} tries of one user let through`, `${passed}`);
}

async function checkShared(instances: readonly Instance[], value: number, message: string): Promise<Check> {
  const metrics = await readMetrics(instances.map(({ origin }) => origin));
  const values = (metrics?.get('rowlock_throttle_shared') ?? []).map((series) => series.value);
  const logged = instances.filter(({ output }) => output.includes(message)).length;
  const isSo =
    values.every((one) => one === value) && values.length === instances.length && logged === instances.length;
  return toCheck(
    value === 1 ? 'counted together again' : 'says so',
    isSo,
    `rowlock_throttle_shared ${value} and "${message}" in every log`,
    `${values.join(' ')}, ${logged} logs`,
  );
}
