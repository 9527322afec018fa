import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '#bench/figures';
import { startDatabaseProxy } from '#faults/database-proxy';
import { type Fault, type FaultResult } from '#faults/fault';
import { type Instance } from '#faults/instance';
import { toCheck } from '#faults/judge';
import { untilAcknowledged } from '#faults/recovery';
import { Trial } from '#faults/trial';
import { type Check } from '#run-record';
import { nowMs } from '#shot';

const THOUSANDS = 5_000;
/** So many people as ask 10,000 times a second when they are answered at once: more than the machine can do. */
const HASTE_MS = 500;
/** What was let in is answered by then, for 99 of 100. */
const ACCEPTED_P99_MS = 2_000;
/** "Early": whoever is turned away must not have waited as if they had been served. */
const SHED_P99_MS = 1_000;
const QUEUE_MAX = '100';
const BATCH_MAX = '32';
const SLOW_ANSWER_MS = 50;
const CROWDED = 400;
/** The process gets a seventh of the time: other programs have the machine. */
const STARVED_MS = 600;
const FED_MS = 100;

export const manyConnections: Fault = {
  name: 'overload-connections',
  tells: '5,000 connections ask for more than the machine can do',
  run: async (lab, effort) => {
    const instance = await lab.startInstance();
    const terms = { connections: THOUSANDS, thinkMs: HASTE_MS, isPolite: true };
    const trial = await Trial.begin(lab.world, [instance.origin], effort, terms);
    await pause(2 * effort.seconds * 1_000);
    return withTimes(trial, await trial.conclude(instance.origin));
  },
};

export const fullQueue: Fault = {
  name: 'overload-queue',
  tells: 'a slow database, and more people at one event than its queue takes',
  run: async (lab, effort) => {
    const wire = await startDatabaseProxy(lab.postgres.url, effort.seed);
    lab.atClose(() => wire.close());
    const instance = await lab.startInstance({
      DATABASE_URL: wire.url,
      LANE_QUEUE_MAX: QUEUE_MAX,
      LANE_BATCH_MAX: BATCH_MAX,
    });
    const trial = await Trial.begin(lab.world, [instance.origin], effort, { connections: CROWDED });
    wire.delay(SLOW_ANSWER_MS);
    await pause(2 * effort.seconds * 1_000);
    wire.delay(0);
    const recovery = await untilAcknowledged(trial.buyers, nowMs());
    const result = await trial.conclude(instance.origin, recovery);
    return withTimes(trial, withShed(result));
  },
};

export const starvedProcess: Fault = {
  name: 'overload-lag',
  isLong: true,
  tells: 'other programs leave the server a seventh of its processor: its event loop lags by more than half a second',
  run: async (lab, effort) => {
    const instance = await lab.startInstance();
    const trial = await Trial.begin(lab.world, [instance.origin], effort, { connections: CROWDED });
    await pause(effort.seconds * 1_000);
    await starve(instance, effort.seconds * 1_000);
    const recovery = await untilAcknowledged(trial.buyers, nowMs());
    await pause(effort.seconds * 1_000);
    const result = await trial.conclude(instance.origin, recovery);
    return withTimes(trial, withShed(result));
  },
};

async function starve(instance: Instance, forMs: number): Promise<void> {
  for (const endsAt = nowMs() + forMs; nowMs() < endsAt; await pause(FED_MS)) {
    instance.signal('SIGSTOP');
    await pause(STARVED_MS);
    instance.signal('SIGCONT');
  }
}

const withShed = (result: FaultResult): FaultResult => {
  const { unavailable } = result.account;
  return { ...result, checks: [...result.checks, toCheck('shed', unavailable > 0, 'some', `${unavailable}`)] };
};

/** How long those waited who were let in, and those who were not. */
function withTimes({ buyers }: Trial, result: FaultResult): FaultResult {
  const times = (isAccepted: boolean): number[] =>
    buyers.asked.flatMap(({ told, ms }) => {
      if (isAccepted) return told.kind === 'acknowledged' ? [ms] : [];
      return told.kind === 'refused' && told.status === 503 ? [ms] : [];
    });
  const [accepted, shed] = [times(true), times(false)];
  const [acceptedP99, shedP99] = [percentile(accepted, 99), shed.length === 0 ? 0 : percentile(shed, 99)];
  const check = (name: string, found: number, max: number): Check =>
    toCheck(name, found < max, `p99 < ${max} ms`, `${found.toFixed(0)} ms`);
  return {
    ...result,
    notes: [
      ...result.notes,
      `let in: p99 ${acceptedP99.toFixed(0)} ms, ${shed.length} shed: p99 ${shedP99.toFixed(0)} ms`,
    ],
    checks: [
      ...result.checks,
      check('let in', acceptedP99, ACCEPTED_P99_MS),
      check('shed early', shedP99, SHED_P99_MS),
    ],
  };
}
