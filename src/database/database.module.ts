import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Config } from '../config/config.js';
import { dataSourceOptions } from './data-source.js';

/** One pool for the process; `DataSource` and `EntityManager` are injectable everywhere, and closed at shutdown. */
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Config],
      useFactory: ({ databaseUrl, dbPoolMax }: Config) => {
        if (databaseUrl === undefined) throw new Error('The database has no address yet: call startDatabase first');
        return { ...dataSourceOptions({ databaseUrl, poolMax: dbPoolMax }), retryAttempts: 3, retryDelay: 1000 };
      },
    }),
  ],
})
export class DatabaseModule {}
