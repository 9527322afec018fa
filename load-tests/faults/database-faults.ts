import { setTimeout as pause } from 'node:timers/promises';
import { type DatabaseProxy, startDatabaseProxy } from '#faults/database-proxy';
import { type Effort, type Fault, type FaultResult } from '#faults/fault';
import { toCheck } from '#faults/judge';
import { type Lab } from '#faults/lab';
import { Readiness } from '#faults/readiness';
import { untilAcknowledged } from '#faults/recovery';
import { Trial } from '#faults/trial';
import { type Check } from '#run-record';
import { nowMs } from '#shot';

/** As long as an operator or a supervisor takes to start it again. */
const AWAY_MS = 3_000;
/** Of 2 s each, so that a transaction of five round trips cannot be done in time. */
const LATENCY_MS = 2_000;
const LATENCY_FOR_MS = 8_000;
/** Longer than anybody may wait. */
const SILENT_FOR_MS = 15_000;
/** The fewest connections that the settings allow. */
const SMALL_POOL = '2';
const MANY_BUYERS = 300;

export const databaseRestarted: Fault = {
  name: 'db-restart',
  tells: 'PostgreSQL is stopped and started again',
  run: (lab, effort) =>
    outage(lab, effort, async () => {
      await lab.postgres.stop();
      await pause(AWAY_MS);
      await lab.postgres.start();
    }),
};

export const databaseKilled: Fault = {
  name: 'db-kill',
  tells: 'PostgreSQL is killed (SIGKILL) and started again',
  run: (lab, effort) =>
    outage(lab, effort, async () => {
      lab.postgres.kill();
      await pause(AWAY_MS);
      await lab.postgres.start();
    }),
};

/** The whole server goes, and comes back by itself or by somebody's hand. */
async function outage(lab: Lab, effort: Effort, strike: () => Promise<void>): Promise<FaultResult> {
  const instance = await lab.startInstance();
  const trial = await Trial.begin(lab.world, [instance.origin], effort);
  await pause(effort.seconds * 1_000);
  const readiness = new Readiness(instance.origin);
  await strike();
  const recovery = await untilAcknowledged(trial.buyers, nowMs());
  await pause(effort.seconds * 1_000);
  const checks = [...recovery.checks, await readiness.stop()];
  return trial.conclude(instance.origin, { ...recovery, checks });
}

/** First politely, one session after the other; then one backend dies, and PostgreSQL ends all others to be safe. */
export const backendKilled: Fault = {
  name: 'db-backend',
  tells: 'sessions are terminated one by one, then one backend is killed (SIGKILL)',
  run: async (lab, effort) => {
    const instance = await lab.startInstance();
    const trial = await Trial.begin(lab.world, [instance.origin], effort);
    const client = await lab.postgres.connect();
    lab.atClose(() => client.end().catch(() => undefined));
    const ours = `FROM pg_stat_activity WHERE application_name = 'rowlock' AND state <> 'idle' LIMIT 1`;
    const endsAt = nowMs() + effort.seconds * 1_000;
    let terminated = 0;
    while (nowMs() < endsAt) {
      const { rowCount } = await client.query(`SELECT pg_terminate_backend(pid) ${ours}`);
      terminated += rowCount ?? 0;
      await pause(100);
    }
    const pid = await findBusy(async () => (await client.query<{ pid: number }>(`SELECT pid ${ours}`)).rows[0]?.pid);
    process.kill(pid, 'SIGKILL');
    const recovery = await untilAcknowledged(trial.buyers, nowMs());
    await pause(effort.seconds * 1_000);
    return trial.conclude(instance.origin, { ...recovery, notes: [`${terminated} sessions terminated`] });
  },
};

async function findBusy(look: () => Promise<number | undefined>): Promise<number> {
  for (;;) {
    const pid = await look();
    if (pid !== undefined) return pid;
  }
}

/** Two instances, each over its own wires, that break at any byte and above all around COMMIT. */
export const connectionsCut: Fault = {
  name: 'db-cuts',
  tells: 'connections to PostgreSQL are cut at random bytes, and between COMMIT and its answer',
  run: async (lab, effort) => {
    const wire = await startWire(lab, effort);
    const settings = { DATABASE_URL: wire.url };
    const instances = [await lab.startInstance(settings), await lab.startInstance(settings)];
    const origins = instances.map(({ origin }) => origin);
    const trial = await Trial.begin(lab.world, origins, effort);
    await pause(500);
    wire.cutAtRandom({
      'before-commit': 0.02,
      'inside-commit': 0.02,
      'with-commit': 0.02,
      'after-commit': 0.03,
      'client-gone': 0.02,
      anywhere: 0.002,
      'in-answer': 0.002,
    });
    await pause(2 * effort.seconds * 1_000);
    wire.cutAtRandom({});
    const recovery = await untilAcknowledged(trial.buyers, nowMs());
    const cuts = Object.entries(wire.cuts).map(([kind, count]) => `${count} ${kind}`);
    return trial.conclude(origins[0] ?? '', {
      ...recovery,
      notes: [`cut: ${cuts.join(', ')}`],
      checks: [...recovery.checks, checkSome('cuts', wire.cutsInTotal)],
    });
  },
};

export const slowNetwork: Fault = {
  name: 'db-latency',
  tells: 'every answer of PostgreSQL takes two seconds longer',
  run: (lab, effort) =>
    overWire(lab, effort, async (wire) => {
      wire.delay(LATENCY_MS);
      await pause(LATENCY_FOR_MS);
      wire.delay(0);
    }),
};

export const silentNetwork: Fault = {
  name: 'db-silent',
  isLong: true,
  tells: 'the network to PostgreSQL swallows every packet for fifteen seconds',
  run: (lab, effort) =>
    overWire(lab, effort, async (wire) => {
      wire.swallow(true);
      await pause(SILENT_FOR_MS);
      // What was swallowed is missing for ever: these connections would make no sense to either side.
      wire.swallow(false);
      wire.breakAll();
    }),
};

async function overWire(
  lab: Lab,
  effort: Effort,
  strike: (wire: DatabaseProxy) => Promise<void>,
): Promise<FaultResult> {
  const wire = await startWire(lab, effort);
  const instance = await lab.startInstance({ DATABASE_URL: wire.url });
  const trial = await Trial.begin(lab.world, [instance.origin], effort);
  await pause(effort.seconds * 1_000);
  const readiness = new Readiness(instance.origin);
  await strike(wire);
  const recovery = await untilAcknowledged(trial.buyers, nowMs());
  await pause(effort.seconds * 1_000);
  return trial.conclude(instance.origin, {
    ...recovery,
    checks: [...recovery.checks, await readiness.stop()],
  });
}

export const smallPool: Fault = {
  name: 'db-pool',
  tells: 'two connections to PostgreSQL for three hundred buyers',
  run: async (lab, effort) => {
    const instance = await lab.startInstance({ DB_POOL_MAX: SMALL_POOL });
    const trial = await Trial.begin(lab.world, [instance.origin], effort, { connections: MANY_BUYERS, thinkMs: 500 });
    await pause(2 * effort.seconds * 1_000);
    const result = await trial.conclude(instance.origin);
    const { unavailable, unanswered } = result.account;
    const found = `${unavailable} turned away, ${unanswered} without an answer`;
    const served = toCheck('served', unavailable + unanswered === 0, 'everybody', found);
    return { ...result, checks: [...result.checks, served] };
  },
};

async function startWire(lab: Lab, { seed }: Effort): Promise<DatabaseProxy> {
  const wire = await startDatabaseProxy(lab.postgres.url, seed);
  lab.atClose(() => wire.close());
  return wire;
}

const checkSome = (name: string, count: number): Check => toCheck(name, count > 0, 'some', `${count}`);
