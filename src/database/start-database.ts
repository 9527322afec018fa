import { type Config } from '../config/config.js';
import { type RunningDatabase, startEmbeddedPostgres } from './embedded-postgres.js';

/**
 * The database this process uses: that of `DATABASE_URL`, which is not ours to stop, or else the embedded one.
 * @param asApp false for commands that may run beside the app, such as `verify` and `seed`
 * @throws {EmbeddedPostgresError} when the embedded server cannot start or its data is in use by another app
 */
export async function startDatabase(config: Config, { asApp = true } = {}): Promise<RunningDatabase> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, stop: () => Promise.resolve() };
  return startEmbeddedPostgres({ dataDir: config.dataDir, asApp });
}
