import { randomBytes } from 'node:crypto';
import { type LoggerService } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type DataSource } from 'typeorm';
import { createApp } from '../../src/app.setup.js';
import { type Environment, loadConfig } from '../../src/config/config.js';
import { ApiClient } from './api-client.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** The secret of all test applications: instances that share a database must share it too. */
export const TEST_JWT_SECRET = 'a secret for tests only, longer than 32 bytes';

/** Limits out of the way, so that only the tests about throttling meet them. */
const ROOMY: Environment = {
  JWT_SECRET: TEST_JWT_SECRET,
  LOG_LEVEL: 'error',
  THROTTLE_USER_LIMIT: '1000000',
  THROTTLE_BOOKING_LIMIT: '1000000',
  THROTTLE_AUTH_LIMIT: '1000000',
  DB_POOL_MAX: '10',
  // Tests work in the same process, and keep its event loop from the application.
  OVERLOAD_LATE_MS: '60000',
};

export interface TestAppOptions {
  /** Over the roomy defaults above. */
  readonly env?: Environment;
  /** A second instance on the database of a first; dropped by whoever made it. */
  readonly database?: TestDatabase;
  readonly logger?: LoggerService;
  /** A build of the pages to serve; absent: the API alone. */
  readonly webFolder?: string;
}

export interface TestApp {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly api: ApiClient;
  readonly database: TestDatabase;
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

/** The whole application on a real port, over a migrated database of its own. */
export async function startTestApp({
  env = {},
  database: shared,
  logger,
  webFolder,
}: TestAppOptions = {}): Promise<TestApp> {
  const database = shared ?? (await createTestDatabase());
  const config = loadConfig({ ...ROOMY, DATABASE_URL: database.url, ...env });
  const app = await createApp(config, { ...(logger && { logger }), ...(webFolder !== undefined && { webFolder }) });
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const api = new ApiClient(url);
  return {
    url,
    app,
    api,
    database,
    dataSource: database.dataSource,
    close: async () => {
      await api.close();
      await app.close();
      if (!shared) await database.drop();
    },
  };
}

/** A name nobody else in this run has. */
export const uniqueName = (prefix: string): string => `${prefix}-${randomBytes(6).toString('hex')}`;
