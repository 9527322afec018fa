import { type Client } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { discoverEntities, discoverMigrations } from './discover.js';

/** How long to wait for a connection. Shorter: a busy pool refuses. Longer: a dead server is noticed late. */
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Limits of one session, in milliseconds. Our statements take a few of them; a limit that is hit means that something
 * is wrong, and the buyer gets an answer before the booking deadline of ten seconds. A process that freezes in the
 * middle of a transaction keeps its event locked: the other instances wait 5 s for a lock at most, so it loses the
 * session before that, and they find the lock free. Shorter would end transactions of a process that is only busy.
 */
const SESSION_LIMITS_MS = {
  statement_timeout: 8_000,
  lock_timeout: 3_000,
  idle_in_transaction_session_timeout: 3_000,
} as const;

const SET_SESSION_LIMITS = `SELECT ${Object.entries(SESSION_LIMITS_MS)
  .map(([name, ms]) => `set_config('${name}', '${ms}', false)`)
  .join(', ')}`;

// Read once when the program starts: TypeORM wants its options at once, and `import()` has to be waited for.
const [entities, migrations] = await Promise.all([discoverEntities(), discoverMigrations()]);

/** Where the database is, and how many connections this process may open to it (≥ 1). */
export interface DatabaseAddress {
  readonly databaseUrl: string;
  readonly poolMax: number;
}

/**
 * The options shared by the app, the commands, the migrations and the tests.
 *
 * The limits are set by a statement on each new connection, not as start-up parameters: PgBouncer refuses those it
 * does not know (08P01). In its transaction mode the statement reaches only some of its server connections, always
 * with the same values; its `connect_query` sets them on all (see .env.example).
 */
export function dataSourceOptions({ databaseUrl, poolMax }: DatabaseAddress): DataSourceOptions {
  return {
    type: 'postgres',
    url: databaseUrl,
    applicationName: 'rowlock',
    poolSize: poolMax,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: {
      // Idle connections go after half a minute: a failover leaves none behind that only look alive.
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      // What is sent together goes out together, instead of waiting for the answer before (pipeline.ts).
      pipeline: true,
      onConnect: (client: Client) => client.query(SET_SESSION_LIMITS),
    },
    entities,
    migrations,
    migrationsTableName: 'migrations',
    synchronize: false,
    installExtensions: false,
    // Whoever catches an error logs it; a logger here would print every parameter of a failed statement.
    logging: false,
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
  };
}

/** An open data source; the caller closes it with `destroy()`. */
export const openDataSource = (address: DatabaseAddress): Promise<DataSource> =>
  new DataSource(dataSourceOptions(address)).initialize();
