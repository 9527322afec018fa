import { setTimeout as pause } from 'node:timers/promises';
import { type Client } from 'pg';
import { EventStreams } from '#event-streams';
import { type Fault } from '#faults/fault';
import { type Instance } from '#faults/instance';
import { toCheck } from '#faults/judge';
import { RECOVERY_MAX_MS, untilAcknowledged } from '#faults/recovery';
import { Trial } from '#faults/trial';
import { nowMs } from '#shot';

/** Of `main.ts`: ten seconds for open requests; after that it has to be gone. */
const STOP_MAX_MS = 12_000;
/** A request is on its way no longer than this. */
const CROSSING_MS = 100;
const STREAMS = 20;
const FREEZE_MS = 10_000;

/** The process dies without a word, and a supervisor starts it again. */
export const apiKilled: Fault = {
  name: 'api-kill',
  tells: 'the server is killed (SIGKILL) under load and started again',
  run: async (lab, effort) => {
    const instance = await lab.startInstance();
    const trial = await Trial.begin(lab.world, [instance.origin], effort);
    await pause(effort.seconds * 1_000);
    instance.signal('SIGKILL');
    await instance.ended;
    const recovering = untilAcknowledged(trial.buyers, nowMs());
    await instance.restart();
    const recovery = await recovering;
    await pause(effort.seconds * 1_000);
    return trial.conclude(instance.origin, { ...recovery, notes: ['recovery includes the start of the program'] });
  },
};

/** A deployment: the process is asked to end, and everybody whom it has let in gets an answer first. */
export const apiStopped: Fault = {
  name: 'api-term',
  tells: 'one of two servers is stopped (SIGTERM) under load, with streams open',
  run: async (lab, effort) => {
    const [leaving, staying] = [await lab.startInstance(), await lab.startInstance()];
    const trial = await Trial.begin(lab.world, [leaving.origin, staying.origin], effort);
    const streams = await EventStreams.open([leaving.origin], trial.sale.halls[0] ?? '', STREAMS);
    await pause(effort.seconds * 1_000);
    const askedAt = nowMs();
    leaving.signal('SIGTERM');
    const end = await Promise.race([leaving.ended, pause(STOP_MAX_MS)]);
    const tookMs = nowMs() - askedAt;
    const closed = await Promise.race([streams.over.then(() => STREAMS), pause(1_000).then(() => 0)]);
    await streams.close();
    const how = end ? `${end.signal ?? end.code} after ${tookMs.toFixed(0)} ms` : `still there after ${STOP_MAX_MS} ms`;
    await pause(effort.seconds * 1_000);
    const result = await trial.conclude(staying.origin, {
      notes: [`gone after ${tookMs.toFixed(0)} ms`],
      checks: [
        toCheck('exit', end?.code === 0, `exit code 0 within ${STOP_MAX_MS} ms`, how),
        toCheck('streams', closed === STREAMS, `${STREAMS} streams closed by the server`, `${closed} closed`),
      ],
    });
    // A request that crosses the end of its idle connection was never let in: it is not stored, and is sent again.
    const crossed = (sentAt: number): boolean => Math.abs(sentAt - askedAt) < CROSSING_MS;
    const { asked } = trial.buyers;
    const kept = asked.filter(({ told, endedAt, ms }) => told.kind === 'unanswered' && !crossed(endedAt - ms)).length;
    const dropped = kept + result.account.unansweredStored;
    const answered = toCheck('answered', dropped === 0, 'an answer to every request let in', `${dropped} without`);
    return { ...result, checks: [...result.checks, answered] };
  },
};

/** A process that stops in the middle of a transaction, e.g. with its machine, keeps its lock and nobody hears of it. */
export const apiFrozen: Fault = {
  name: 'api-freeze',
  tells: 'one of two servers is frozen (SIGSTOP) for ten seconds in the middle of a transaction',
  run: async (lab, effort) => {
    const [frozen, other] = [await lab.startInstance(), await lab.startInstance()];
    const trial = await Trial.begin(lab.world, [frozen.origin, other.origin], effort);
    await pause(effort.seconds * 1_000);
    const client = await lab.postgres.connect();
    lab.atClose(() => client.end());
    await freezeInTransaction(frozen, client);
    const frozenAt = nowMs();
    const { recoveryMs: sameEventMs = Infinity } = await untilAcknowledged(trial.buyers, frozenAt, other.origin);
    await pause(frozenAt + FREEZE_MS - nowMs());
    const thawedAt = nowMs();
    frozen.signal('SIGCONT');
    const recovery = await untilAcknowledged(trial.buyers, thawedAt, frozen.origin);
    await pause(effort.seconds * 1_000);
    const result = await trial.conclude(other.origin, {
      ...recovery,
      // Who asked the frozen one waited for it to wake up.
      waitMaxMs: FREEZE_MS + STOP_MAX_MS,
      notes: [`the other instance sold again after ${sameEventMs.toFixed(0)} ms`],
    });
    const elsewhere = trial.buyers.asked.filter(({ origin }) => origin === other.origin);
    const sold = elsewhere.filter(
      ({ told, endedAt }) => told.kind === 'acknowledged' && endedAt > frozenAt && endedAt < thawedAt,
    ).length;
    const turnedAway = elsewhere.filter(({ told }) => told.kind === 'refused' && told.status === 503).length;
    const longest = Math.max(...elsewhere.map(({ ms }) => ms));
    return {
      ...result,
      checks: [
        ...result.checks,
        toCheck('goes on', sold > 0 && sameEventMs < RECOVERY_MAX_MS, 'the other sells meanwhile', `${sold} sold`),
        toCheck('turned away', turnedAway === 0, 'nobody at the other instance', `${turnedAway}`),
        toCheck('waiting', longest < FREEZE_MS, 'nobody waits for the frozen one', `${longest.toFixed(0)} ms`),
      ],
    };
  },
};

/** Stops the process at a moment in which it has a transaction open that keeps its event's row locked. */
async function freezeInTransaction(instance: Instance, client: Client): Promise<void> {
  for (;;) {
    instance.signal('SIGSTOP');
    // What it had sent is done by now; whoever is idle in a transaction waits for the frozen process.
    await pause(20);
    const { rowCount } = await client.query(
      `SELECT 1 FROM pg_stat_activity
        WHERE state = 'idle in transaction' AND backend_xid IS NOT NULL AND state_change < now() - interval '10 ms'`,
    );
    if (rowCount !== 0) return;
    instance.signal('SIGCONT');
    await pause(1 + Math.random() * 10);
  }
}
