import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { EmbeddedWorld, makeSecret, NpmStart } from '#faults/embedded';
import { type Fault } from '#faults/fault';
import { Instance } from '#faults/instance';
import { toCheck } from '#faults/judge';
import { type Lab } from '#faults/lab';
import { Readiness } from '#faults/readiness';
import { untilAcknowledged } from '#faults/recovery';
import { Trial } from '#faults/trial';
import { freePort } from '#free-port';
import { nowMs } from '#shot';

const run = promisify(execFile);

/** Room for a new PostgreSQL, the people, and the bookings before the disk is full. */
const DISK_MIB = 300;
const FULL_FOR_MS = 4_000;
/** Of 16 MiB each: more than the disk has. */
const SEGMENTS = 30;
const CHUNK = Buffer.alloc(1 << 20);

/** The whole program on its default database dies at once, as with its machine, and is started again. */
export const everythingKilled: Fault = {
  name: 'embedded-kill',
  tells: 'npm start and its PostgreSQL are killed (SIGKILL) together; npm start again; a second npm start beside it',
  run: async (lab, effort) => {
    const dataDir = join(await lab.folder(), 'data');
    const jwtSecret = makeSecret();
    const settings = { ROWLOCK_DATA_DIR: dataDir, JWT_SECRET: jwtSecret, PORT: String(await freePort()) };
    const first = start(lab, settings);
    const origin = await first.ready();
    const world = await EmbeddedWorld.populate(dataDir, jwtSecret);
    const trial = await Trial.begin(world, [origin], effort);
    await pause(effort.seconds * 1_000);
    const victims = [world.serverPid, ...childrenOf(world.serverPid)];
    first.signal('SIGKILL');
    for (const pid of victims) process.kill(pid, 'SIGKILL');
    await first.ended;
    const recovering = untilAcknowledged(trial.buyers, nowMs());
    await start(lab, settings).ready();
    const recovery = await recovering;
    await world.locate();
    const second = start(lab, { ...settings, PORT: '0' });
    const { code } = await second.ended;
    const says = /already running on this data \(process \d+\)/.exec(second.output)?.[0] ?? second.output.slice(-200);
    await pause(effort.seconds * 1_000);
    return trial.conclude(origin, {
      ...recovery,
      notes: [`${victims.length} processes of PostgreSQL killed`, 'recovery includes npm start'],
      checks: [
        ...recovery.checks,
        toCheck(
          'second start',
          code === 1 && says.startsWith('already'),
          'says that it runs, exit 1',
          `${says}, ${code}`,
        ),
      ],
    });
  },
};

function start(lab: Lab, settings: Readonly<Record<string, string>>): NpmStart {
  const npm = new NpmStart(settings);
  lab.atClose(() => npm.stop());
  return npm;
}

/** By `/proc`, since small machines have no `ps`; where there is neither, they notice their parent's death themselves. */
function childrenOf(parent: number): number[] {
  const files = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return files.map(Number).filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    // "pid (name) state ppid"; the name may have blanks and brackets of its own.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    // Gone since the folder was read.
    return undefined;
  }
}

/** A real disk of its own, filled to the last byte by somebody else. */
export const diskFull: Fault = {
  name: 'disk-full',
  tells:
    'the disk of the embedded PostgreSQL is full (a small tmpfs, filled to the last byte): first for tables, then for its log',
  obstacle: whyNoDisk,
  run: async (lab, effort) => {
    const disk = await lab.folder();
    await mount(disk);
    lab.atClose(() => unmount(disk));
    const dataDir = join(disk, 'data');
    const jwtSecret = makeSecret();
    const instance = new Instance(disk, {
      ROWLOCK_DATA_DIR: dataDir,
      JWT_SECRET: jwtSecret,
      LOG_LEVEL: 'warn',
      PORT: String(await freePort()),
    });
    lab.watch(instance);
    await instance.start();
    const world = await EmbeddedWorld.populate(dataDir, jwtSecret);
    const serverBefore = world.serverPid;
    const trial = await Trial.begin(world, [instance.origin], effort);
    await pause(effort.seconds * 1_000);
    const ballast = join(disk, 'ballast');
    const readiness = new Readiness(instance.origin);
    await fill(disk, ballast);
    const fullAt = nowMs();
    await pause(FULL_FOR_MS);
    await exhaustLog(world.databaseUrl);
    await pause(FULL_FOR_MS);
    await rm(ballast);
    const recovery = await untilAcknowledged(trial.buyers, nowMs());
    await pause(effort.seconds * 1_000);
    const hurt = trial.buyers.asked.filter(
      ({ told, endedAt }) => told.kind !== 'acknowledged' && endedAt > fullAt,
    ).length;
    const fate = world.serverPid === serverBefore ? 'PostgreSQL stayed up' : 'PostgreSQL ended and was started again';
    return trial.conclude(instance.origin, {
      ...recovery,
      notes: [fate],
      checks: [
        ...recovery.checks,
        await readiness.stop(),
        toCheck('full', hurt > 0, 'somebody met the full disk', `${hurt}`),
      ],
    });
  },
};

/** Writes until nothing more goes in. */
async function fill(disk: string, file: string): Promise<void> {
  for (;;) {
    const { bavail, bsize } = await statfs(disk);
    const bytes = Math.min(CHUNK.length, bavail * bsize);
    if (bytes === 0) return;
    // The server takes its share meanwhile.
    await writeFile(file, CHUNK.subarray(0, bytes), { flag: 'a' }).catch(() => undefined);
  }
}

/**
 * Uses up the room that PostgreSQL has set aside for its log. As long as there is some, only what needs new pages is
 * refused; without it, PostgreSQL ends itself, and cannot even start.
 */
async function exhaustLog(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (let segment = 0; segment < SEGMENTS; segment += 1) {
      await client.query(`SELECT pg_logical_emit_message(false, 'fault', 'x')`);
      await client.query('SELECT pg_switch_wal()');
    }
  } catch {
    // That there is none left is what we want.
  } finally {
    await client.end().catch(() => undefined);
  }
}

const mount = (folder: string): Promise<unknown> =>
  run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m,mode=0755`, 'tmpfs', folder]);

async function unmount(folder: string): Promise<void> {
  await run('umount', ['--lazy', folder]);
}

/** A disk of any size takes the right to mount one. */
async function whyNoDisk(): Promise<string | undefined> {
  const probe = join(tmpdir(), `rowlock-disk-${process.pid}`);
  await mkdir(probe);
  try {
    await mount(probe);
    await unmount(probe);
    return undefined;
  } catch {
    return 'this user may not mount a tmpfs, so there is no disk that could be filled';
  } finally {
    await rm(probe, { recursive: true });
  }
}
