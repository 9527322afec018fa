import pg from 'pg';

/** Drops what this run made, also the template and the databases of tests that were killed, and stops the server. */
export default async function globalTeardown() {
  const server = globalThis.rowlockTestServer;
  if (server === undefined) return;
  globalThis.rowlockTestServer = undefined;
  if (process.env.TEST_DATABASE_URL) await dropDatabases(process.env.ROWLOCK_TEST_SERVER, process.env.ROWLOCK_TEST_RUN);
  await server.stop();
}

async function dropDatabases(url, run) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [
    `rowlock_test_${run}_`,
  ]);
  for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  await client.end();
}
