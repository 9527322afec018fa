import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { cleanEnvironment } from '#environment';

/** As many as the design names for this comparison. */
const CLIENTS = 64;

/** One buyer, one transaction: what a booking costs where each locks the row for itself. */
const TRANSACTION = `
BEGIN;
SELECT seats_left FROM bench_hot_row WHERE id = 1 FOR UPDATE;
INSERT INTO bench_sales (bought_at) VALUES (now());
UPDATE bench_hot_row SET seats_left = seats_left - 1 WHERE id = 1;
COMMIT;
`;

const TABLES = `
CREATE TABLE IF NOT EXISTS bench_hot_row (id integer PRIMARY KEY, seats_left integer NOT NULL);
CREATE TABLE IF NOT EXISTS bench_sales (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bought_at timestamptz);
INSERT INTO bench_hot_row VALUES (1, 1000000000) ON CONFLICT DO NOTHING;
`;

/** Whether this machine has the programs of PostgreSQL that the comparison needs. */
export const hasPgbench = (): boolean =>
  ['pgbench', 'psql'].every((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0);

/** Transactions per second of `SELECT … FOR UPDATE; INSERT; UPDATE; COMMIT` on one row, by 64 clients. */
export async function runRowLockBench(databaseUrl: string, seconds: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'rowlock-pgbench-'));
  try {
    const script = join(folder, 'row-lock.sql');
    await writeFile(script, TRANSACTION);
    run('psql', ['--quiet', '--no-psqlrc', '--command', TABLES, databaseUrl]);
    const options = ['--no-vacuum', '--client', String(CLIENTS), '--jobs', '2', '--time', String(seconds)];
    const output = run('pgbench', [...options, '--file', script, databaseUrl]);
    const rate = /^tps = ([\d.]+)/m.exec(output)?.[1];
    if (rate === undefined) throw new Error(`pgbench printed no rate:\n${output}`);
    return Number(rate);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: cleanEnvironment({ PGOPTIONS: '-c client_min_messages=warning' }),
  });
  if (status !== 0) throw new Error(`${program} failed:\n${stderr}`);
  return stdout;
}
