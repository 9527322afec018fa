import { type ExecutionContext, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import {
  getStorageToken,
  type ThrottlerModuleOptions,
  ThrottlerModule,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import { Config } from '../config/config.js';
import { Metrics } from '../metrics/metrics.js';
import { MemoryThrottleStore } from './memory-throttle.store.js';
import { RedisThrottleStore } from './redis-throttle.store.js';
import { ThrottleCounts } from './throttle.counts.js';
import { THROTTLE_BOOKINGS, THROTTLE_BY_ADDRESS, UNTHROTTLED } from './throttle.decorator.js';
import { AddressThrottlerGuard, type ThrottlerName, UserThrottlerGuard } from './throttler.guards.js';

const isMarked =
  (metadataKey: string) =>
  (context: ExecutionContext): boolean =>
    Reflect.getMetadata(metadataKey, context.getHandler()) === true ||
    Reflect.getMetadata(metadataKey, context.getClass()) === true;

const isUnmarked =
  (metadataKey: string) =>
  (context: ExecutionContext): boolean =>
    !isMarked(metadataKey)(context);

function throttlerOptions(config: Config, metrics: Metrics): ThrottlerModuleOptions {
  // The stores slide: a refused try must not lengthen the wait, which a block would do.
  const blockDuration = 0;
  const name = (own: ThrottlerName): ThrottlerName => own;
  return {
    throttlers: [
      {
        name: name('address'),
        limit: config.throttleAuthLimit,
        ttl: config.throttleAuthTtlMs,
        blockDuration,
        skipIf: isUnmarked(THROTTLE_BY_ADDRESS),
      },
      {
        name: name('bookings'),
        limit: config.throttleBookingLimit,
        ttl: config.throttleBookingTtlMs,
        blockDuration,
        skipIf: isUnmarked(THROTTLE_BOOKINGS),
      },
      {
        name: name('default'),
        limit: config.throttleUserLimit,
        ttl: config.throttleUserTtlMs,
        blockDuration,
        skipIf: isMarked(UNTHROTTLED),
      },
    ],
    storage: makeStore(config, metrics),
  };
}

function makeStore({ redisUrl }: Config, metrics: Metrics): ThrottlerStorage {
  if (redisUrl === undefined) return new MemoryThrottleStore();
  const shared = metrics.gauge({
    name: 'rowlock_throttle_shared',
    help: '1 while requests are counted in Redis, 0 while each instance counts alone',
  });
  shared.set(1);
  return new RedisThrottleStore(redisUrl, (isShared) => {
    shared.set(isShared ? 1 : 0);
  });
}

/** Lets go of Redis once no request can need it any more. */
@Injectable()
class ThrottleStoreCloser implements OnApplicationShutdown {
  constructor(@Inject(getStorageToken()) private readonly store: ThrottlerStorage) {}

  onApplicationShutdown(): void {
    if (this.store instanceof RedisThrottleStore) this.store.close();
  }
}

/** Limits per user and per IP address; `app.module.ts` puts the two guards in front of every route. */
@Module({
  imports: [ThrottlerModule.forRootAsync({ inject: [Config, Metrics], useFactory: throttlerOptions })],
  providers: [
    AddressThrottlerGuard,
    UserThrottlerGuard,
    ThrottleStoreCloser,
    { provide: ThrottleCounts, useExisting: getStorageToken() },
  ],
  exports: [AddressThrottlerGuard, ThrottleCounts, UserThrottlerGuard],
})
export class ThrottleModule {}
