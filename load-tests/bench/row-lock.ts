import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type BenchServers } from '#bench/servers';
import { cleanEnvironment } from '#environment';
import { findProgram } from '../../scripts/lib/programs.mjs';

/** Where Debian keeps the programs of PostgreSQL that it does not put on the PATH. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/** As many as the promise names for this comparison. */
export const ROW_LOCK_CLIENTS = 64;

const TABLES = `
CREATE TABLE IF NOT EXISTS alternatives.hot_row (id integer PRIMARY KEY, seats_left integer NOT NULL);
CREATE TABLE IF NOT EXISTS alternatives.hot_sales (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bought_at timestamptz
);
INSERT INTO alternatives.hot_row VALUES (1, 1000000000) ON CONFLICT DO NOTHING;
`;

/** One buyer, one transaction: what a booking costs where each locks the row for itself. */
const TRANSACTION = [
  'BEGIN',
  'SELECT seats_left FROM alternatives.hot_row WHERE id = 1 FOR UPDATE',
  'INSERT INTO alternatives.hot_sales (bought_at) VALUES (now())',
  'UPDATE alternatives.hot_row SET seats_left = seats_left - 1 WHERE id = 1',
  'COMMIT',
];

/** The bare SQL of the usual row lock, by 64 clients on one row, without HTTP or anything else in front of it. */
export class RowLockTransactions {
  readonly label: string;
  readonly #servers: BenchServers;
  readonly #pgbench = findPgbench();

  constructor(servers: BenchServers) {
    this.#servers = servers;
    this.label =
      this.#pgbench === undefined ? 'row-lock transaction (64 clients of ours)' : 'row-lock transaction (pgbench)';
  }

  /** Transactions per second. */
  async measure(seconds: number): Promise<number> {
    await this.#servers.query(TABLES);
    return this.#pgbench === undefined ? this.#drive(seconds) : this.#runPgbench(this.#pgbench, seconds);
  }

  async #runPgbench(program: string, seconds: number): Promise<number> {
    const folder = await mkdtemp(join(tmpdir(), 'rowlock-pgbench-'));
    try {
      const script = join(folder, 'row-lock.sql');
      await writeFile(script, TRANSACTION.map((statement) => `${statement};\n`).join(''));
      const options = ['--no-vacuum', '--client', String(ROW_LOCK_CLIENTS), '--jobs', '2', '--time', String(seconds)];
      const { stdout } = await promisify(execFile)(program, [...options, '--file', script, this.#servers.databaseUrl], {
        env: cleanEnvironment(),
      });
      const rate = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
      if (rate === undefined) throw new Error(`pgbench printed no rate:\n${stdout}`);
      return Number(rate);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** The same by clients of our own, where pgbench is not installed: a little slower, since they share one thread. */
  async #drive(seconds: number): Promise<number> {
    const connectionString = this.#servers.databaseUrl;
    const clients = Array.from({ length: ROW_LOCK_CLIENTS }, () => new Client({ connectionString }));
    try {
      for (const client of clients) await client.connect();
      const startedAt = performance.now();
      const endsAt = startedAt + seconds * 1_000;
      const counts = await Promise.all(clients.map((client) => repeat(client, endsAt)));
      const sum = counts.reduce((total, count) => total + count, 0);
      return sum / ((performance.now() - startedAt) / 1_000);
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  }
}

/** `pgbench` of the newest PostgreSQL that is installed. */
function findPgbench(): string | undefined {
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES).map(Number) : [];
  const paths = versions.sort((a, b) => b - a).map((version) => join(DEBIAN_POSTGRES, `${version}`, 'bin', 'pgbench'));
  return findProgram('pgbench') ?? paths.find((path) => existsSync(path));
}

/** @returns how many transactions it made until `endsAt` */
async function repeat(client: Client, endsAt: number): Promise<number> {
  let count = 0;
  for (; performance.now() < endsAt; count += 1) {
    for (const statement of TRANSACTION) await client.query(statement);
  }
  return count;
}
