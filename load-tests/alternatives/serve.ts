// One of the alternatives as a server: the whole application of Rowlock, but for the route that books.
// node load-tests/alternatives/serve.ts NAME [REDIS_URL]; the rest of its settings are the server's own.
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { type DynamicModule } from '@nestjs/common';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { type Alternative, type AlternativeName, isAlternativeName, needsRedis } from '#alternatives/alternative';
import { ALTERNATIVE, AlternativeBookingsController, MINT_VOUCHER } from '#alternatives/booking-route';
import { NoDatabase } from '#alternatives/no-database';
import { OneStatement } from '#alternatives/one-statement';
import {
  AppModule,
  BookingsModule,
  configFromEnvironment,
  createApp,
  InventoryModule,
  InventoryService,
} from '#product';
import { RedisCounter } from '#alternatives/redis-counter';
import { RedisLock } from '#alternatives/redis-lock';
import { RowLock } from '#alternatives/row-lock';
import { VersionCheck } from '#alternatives/version-check';
import type { Config } from '../../src/config/config.js';
import type { Voucher } from '../../src/inventory/commands.js';

/** As often as Rowlock by default: `RETRY_MAX`. */
const RETRIES_MAX = 5;

type Make = (dataSource: DataSource, openRedis: () => Redis) => Alternative;

const MAKERS: Readonly<Record<AlternativeName, Make>> = {
  'row-lock': (dataSource) => new RowLock(dataSource),
  'version-check': (dataSource) => new VersionCheck(dataSource, 0),
  'version-check-retried': (dataSource) => new VersionCheck(dataSource, RETRIES_MAX),
  'one-statement': (dataSource) => new OneStatement(dataSource),
  'redis-lock': (dataSource, openRedis) => new RedisLock(dataSource, openRedis()),
  'redis-counter': (dataSource, openRedis) => new RedisCounter(dataSource, openRedis()),
  'no-database': () => new NoDatabase(),
};

function moduleOf(config: Config, name: AlternativeName, openRedis: () => Redis): DynamicModule {
  const { imports = [], providers = [], ...whole } = AppModule.forRoot(config);
  const mintVoucher = {
    provide: MINT_VOUCHER,
    inject: [InventoryService],
    useFactory: (inventory: InstanceType<typeof InventoryService>) =>
      name === 'no-database' ? inventVoucher : () => inventory.mintVoucher(),
  };
  const alternative = {
    provide: ALTERNATIVE,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => MAKERS[name](dataSource, openRedis),
  };
  return {
    ...whole,
    imports: [...imports.filter((part) => part !== BookingsModule), InventoryModule],
    controllers: [AlternativeBookingsController],
    providers: [...providers, mintVoucher, alternative],
  };
}

const inventVoucher = (): Promise<Voucher> => Promise.resolve({ bookingId: randomUUID(), reference: 'EVT-000000' });

function openRedisAt(url: string): Redis {
  // Commands of one turn of the event loop share a packet: what one would switch on for a rush.
  const redis = new Redis(url, { enableAutoPipelining: true, maxRetriesPerRequest: 1 });
  // Each failed attempt to connect is an event too; unheard, it would end the process.
  redis.on('error', () => undefined);
  return redis;
}

const [name = '', redisUrl] = process.argv.slice(2);
if (!isAlternativeName(name)) throw new Error(`There is no alternative named ${name}.`);
if (needsRedis(name) && redisUrl === undefined) throw new Error(`${name} needs the address of a Redis.`);
const config = await configFromEnvironment();
const app = await createApp(config, { module: moduleOf(config, name, () => openRedisAt(redisUrl ?? '')) });
await app.listen(config.port, config.host);
process.stdout.write(`ready: ${await app.getUrl()}\n`);
process.once('SIGTERM', () => {
  void app.close().then(() => process.exit(0));
});
