import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions, openDataSource } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';

/** Connections per test database: a test with many bookers at once needs more than one, the server has 400 in all. */
const TEST_POOL_MAX = 10;
const TEMPLATE_LOCK = [0x52_4f_57_4c, 4] as const;

/** A database of one test file's own. */
export interface TestDatabase {
  readonly url: string;
  readonly dataSource: DataSource;
  /** Closes the data source and drops the database. */
  drop(): Promise<void>;
}

/** A migrated, empty database: a copy of the run's template, made in a few hundredths of a second. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = databaseName(randomBytes(5).toString('hex'));
  await onServer(async (server) => {
    await ensureTemplate(server);
    await copyDatabase(server, databaseName('template'), name);
  });
  const url = urlOf(name);
  const dataSource = await openDataSource({ databaseUrl: url, poolMax: TEST_POOL_MAX });
  return { url, dataSource, drop: () => dropDatabase(name, dataSource) };
}

/** A database without any tables, for tests of the migrations themselves. The data source is open. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const name = databaseName(randomBytes(5).toString('hex'));
  await onServer((server) => server.query(`CREATE DATABASE ${name} TEMPLATE template0`));
  const url = urlOf(name);
  const dataSource = await openDataSource({ databaseUrl: url, poolMax: TEST_POOL_MAX });
  return { url, dataSource, drop: () => dropDatabase(name, dataSource) };
}

/** The first test file of a run migrates the template, the others wait for it: workers share nothing but the server. */
async function ensureTemplate(server: Client): Promise<void> {
  await server.query('SELECT pg_advisory_lock($1, $2)', [...TEMPLATE_LOCK]);
  try {
    const template = databaseName('template');
    const { rowCount } = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 1) return;
    const draft = databaseName('draft');
    await server.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await server.query(`CREATE DATABASE ${draft} TEMPLATE template0`);
    const dataSource = await new DataSource(dataSourceOptions({ databaseUrl: urlOf(draft), poolMax: 2 })).initialize();
    try {
      await migrate(dataSource);
    } finally {
      await dataSource.destroy();
    }
    await server.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
  } finally {
    await server.query('SELECT pg_advisory_unlock($1, $2)', [...TEMPLATE_LOCK]);
  }
}

/** A template may have no session while it is copied, and the server looks after a dropped one for a moment. */
async function copyDatabase(server: Client, template: string, name: string): Promise<void> {
  await server.query('SELECT pg_advisory_lock($1, $2)', [...TEMPLATE_LOCK]);
  try {
    // Copying files beats writing each page through the log for a database this small.
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  } finally {
    await server.query('SELECT pg_advisory_unlock($1, $2)', [...TEMPLATE_LOCK]);
  }
}

async function dropDatabase(name: string, dataSource: DataSource): Promise<void> {
  if (dataSource.isInitialized) await dataSource.destroy();
  await onServer((server) => server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

async function onServer<T>(work: (server: Client) => Promise<T>): Promise<T> {
  const server = new Client({ connectionString: serverUrl() });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

const databaseName = (suffix: string): string => `rowlock_test_${process.env.ROWLOCK_TEST_RUN ?? 'alone'}_${suffix}`;

function urlOf(name: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env.ROWLOCK_TEST_SERVER;
  if (url === undefined) throw new Error('The global set-up of Jest has not run: start the tests with npm test');
  return url;
}
