import { randomUUID } from 'node:crypto';
import { type Stage } from '#bench-stage';
import { runClosedLoop } from '#closed-loop';
import { median, perSecond, say } from '#figures';
import { hasPgbench, runRowLockBench } from '#row-lock-bench';

const CONNECTIONS = 100;
/** More than any run can sell. */
const CAPACITY = 1_000_000;

/**
 * Bookings per second on one hot event beside the row-lock transaction, A B A B: both in turns, so that a machine
 * that gets slower or faster meanwhile does so for both.
 */
export async function benchHotEvent(
  stage: Stage,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<void> {
  const withPgbench = hasPgbench();
  if (!withPgbench) say('pgbench is not installed (Debian package postgresql-client): no comparison, only our figure.');
  const ours: number[] = [];
  const theirs: number[] = [];
  await bookFor(stage, 1);
  for (let round = 1; round <= rounds; round += 1) {
    if (withPgbench) theirs.push(await runRowLockBench(stage.databaseUrl, seconds));
    ours.push(await bookFor(stage, seconds));
    say(`round ${round}: ${perSecond(theirs.at(-1))} row-lock transactions/s, ${perSecond(ours.at(-1))} bookings/s`);
  }
  say(`\nRowlock, one hot event, ${CONNECTIONS} connections   ${perSecond(median(ours))} bookings/s`);
  if (!withPgbench) return;
  say(`SELECT … FOR UPDATE, 64 clients (pgbench)      ${perSecond(median(theirs))} transactions/s`);
  const ratios = ours.map((rate, index) => rate / (theirs[index] ?? Number.NaN));
  say(`ratio, median of ${rounds} rounds                     ${median(ratios).toFixed(1)}`);
}

/** Bookings per second on a fresh event. @throws Error when any answer was not 201: the figure would mean nothing */
async function bookFor(stage: Stage, seconds: number): Promise<number> {
  const { origin, users } = stage;
  const api = await stage.organize();
  const eventId = await api.openEvent('Bench', { seating: 'general', capacity: CAPACITY, maxSeatsPerUser: 1_000 });
  let next = 0;
  const result = await runClosedLoop(origin, { connections: CONNECTIONS, seconds }, () => {
    const user = users[next % users.length];
    next += 1;
    const path = `/api/v1/events/${eventId}/bookings`;
    return { accessToken: user?.accessToken ?? '', path, body: { seats: 1 }, idempotencyKey: randomUUID() };
  });
  const refused = result.answers.find(({ status }) => status !== 201);
  if (refused) throw new Error(`a booking was answered ${refused.status} ${refused.outcome}`);
  return result.answers.length / result.seconds;
}
