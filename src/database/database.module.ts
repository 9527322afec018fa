import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Config } from '../config/config.js';
import { dataSourceOptions } from './data-source.js';

/**
 * How long an answer of the database is waited for, where no deadline of a batch says it shorter: a network that swallows
 * packets would let requests hang for minutes. Longer than any wait for a lock (5 s).
 */
const ANSWER_MAX_MS = 6_000;

/** One pool for the process; `DataSource` and `EntityManager` are injectable everywhere, and closed at shutdown. */
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Config],
      useFactory: ({ databaseUrl, dbPoolMax }: Config) => {
        if (databaseUrl === undefined) throw new Error('The database has no address yet: call startDatabase first');
        const options = dataSourceOptions({ databaseUrl, poolMax: dbPoolMax });
        // Not for commands and migrations, whose statements may take their time.
        const extra: object = { ...(options.extra as object), query_timeout: ANSWER_MAX_MS };
        return { ...options, extra, retryAttempts: 3, retryDelay: 1000 };
      },
    }),
  ],
})
export class DatabaseModule {}
