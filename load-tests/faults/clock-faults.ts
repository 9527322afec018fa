import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Fault } from '#faults/fault';
import { type Instance } from '#faults/instance';
import { toCheck } from '#faults/judge';
import { type Lab } from '#faults/lab';
import { type HeldBooking, Person } from '#faults/person';
import { organizerApi, Trial } from '#faults/trial';
import { type Check } from '#run-record';

const HOUR_MS = 3_600_000;
/** Two instances with this much on either side are 30 s apart. */
const SKEW_MS = 15_000;
/** The shortest that an organizer may set. */
const HOLD_SECONDS = 30;
/** The shortest that an operator may set. */
const TOKEN_SECONDS = 10;
/** A busy machine, and the second that an instance may take to look at the database's clock. */
const SLACK_SECONDS = 3;
const SIGNAL_MS = 200;

const CLOCK = pathToFileURL(join(import.meta.dirname, 'shifted-clock.mjs')).href;

/** An instance whose clock can be set. */
interface Clocked {
  readonly instance: Instance;
  setClock(offsetMs: number): Promise<void>;
}

async function startClocked(lab: Lab, offsetMs: number): Promise<Clocked> {
  const file = join(await lab.folder(), 'clock');
  await writeFile(file, String(offsetMs));
  const instance = await lab.startInstance({
    NODE_OPTIONS: `--import ${CLOCK}`,
    FAULT_CLOCK_FILE: file,
    ACCESS_TOKEN_SECONDS: String(TOKEN_SECONDS),
  });
  const setClock = async (ms: number): Promise<void> => {
    await writeFile(file, String(ms));
    instance.signal('SIGUSR2');
    await pause(SIGNAL_MS);
  };
  return { instance, setClock };
}

const openWithHolds = async (lab: Lab, origin: string): Promise<string> =>
  (await organizerApi(origin, lab.world)).openEvent('Holds', {
    seating: 'general',
    capacity: 10,
    holdSeconds: HOLD_SECONDS,
  });

export const clockStepped: Fault = {
  name: 'clock-step',
  tells: "the server's clock jumps an hour ahead, and then two hours back",
  run: async (lab, effort) => {
    const { instance, setClock } = await startClocked(lab, 0);
    const { origin } = instance;
    const eventId = await openWithHolds(lab, origin);
    const trial = await Trial.begin(lab.world, [origin], effort);
    await pause(effort.seconds * 1_000);
    const person = await Person.register(origin);
    const held = await person.hold(origin, eventId);
    await setClock(HOUR_MS);
    const checks = [
      equal('token, an hour ahead', await person.whoAmI(origin), 200),
      equal('hold, an hour ahead', await person.confirm(origin, held.id), '200'),
      await checkExpiry(lab, await person.hold(origin, eventId)),
    ];
    await pause(effort.seconds * 1_000);
    await setClock(-HOUR_MS);
    await person.refresh(origin);
    checks.push(equal('token, an hour behind', await person.whoAmI(origin), 200));
    checks.push(await checkExpiry(lab, await person.hold(origin, eventId)));
    await pause((TOKEN_SECONDS + SLACK_SECONDS) * 1_000);
    checks.push(equal('old token, an hour behind', await person.whoAmI(origin), 401));
    return trial.conclude(origin, { checks });
  },
};

export const clocksApart: Fault = {
  name: 'clock-skew',
  isLong: true,
  tells: 'two servers whose clocks are 30 seconds apart, behind and ahead of the database',
  run: async (lab, effort) => {
    const [ahead, behind] = [await startClocked(lab, SKEW_MS), await startClocked(lab, -SKEW_MS)];
    const [early, late] = [ahead.instance.origin, behind.instance.origin];
    const eventId = await openWithHolds(lab, early);
    const trial = await Trial.begin(lab.world, [early, late], effort);
    const [keen, slow] = [await Person.register(early), await Person.register(late)];
    const [kept, lapsing] = [await keen.hold(early, eventId), await slow.hold(late, eventId)];
    const checks = [
      equal('token of the slow clock at the fast one', await slow.whoAmI(early), 200),
      equal('token of the fast clock at the slow one', await keen.whoAmI(late), 200),
      await checkExpiry(lab, kept),
      await checkExpiry(lab, lapsing),
    ];
    await pause((TOKEN_SECONDS + SLACK_SECONDS) * 1_000);
    checks.push(equal('token of the fast clock, expired', await keen.whoAmI(late), 401));
    await Promise.all([keen.refresh(late), slow.refresh(early)]);
    // By the fast clock the hold is long over.
    checks.push(equal('hold in time, at the fast clock', await keen.confirm(early, kept.id), '200'));
    await pause(new Date(lapsing.holdExpiresAt ?? 0).getTime() + 1_000 - Date.now());
    await slow.refresh(early);
    // By the slow clock it has 14 seconds left.
    checks.push(equal('hold too late, at the slow clock', await slow.confirm(late, lapsing.id), '409 hold-expired'));
    checks.push(equal('logout at the fast clock', await slow.logout(early), 204));
    await pause(SLACK_SECONDS * 1_000);
    checks.push(equal('the same token at the slow clock', await slow.whoAmI(late), 401));
    return trial.conclude(early, { checks });
  },
};

const equal = (name: string, found: string | number, expected: string | number): Check =>
  toCheck(name, found === expected, `${expected}`, `${found}`);

/** A hold just made ends when the database says so. */
async function checkExpiry(lab: Lab, { holdExpiresAt }: HeldBooking): Promise<Check> {
  const client = await lab.postgres.connect();
  const { rows } = await client.query<{ left: number }>(
    'SELECT extract(epoch FROM $1::timestamptz - clock_timestamp())::float8 AS left',
    [holdExpiresAt],
  );
  await client.end();
  const left = rows[0]?.left ?? Number.NaN;
  const isRight = left <= HOLD_SECONDS && left > HOLD_SECONDS - SLACK_SECONDS;
  return toCheck('hold lasts', isRight, `${HOLD_SECONDS} s by the database`, `${left.toFixed(1)} s`);
}
