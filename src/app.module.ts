import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AuthModule } from './auth/auth.module.js';
import { JwtAuthGuard } from './auth/jwt-auth.guard.js';
import { RolesGuard } from './auth/roles.guard.js';
import { BookingsModule } from './bookings/bookings.module.js';
import { ConfigModule } from './config/config.module.js';
import { type Config } from './config/config.js';
import { DatabaseModule } from './database/database.module.js';
import { EventsModule } from './events/events.module.js';
import { HealthModule } from './health/health.module.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ThrottleModule } from './http/throttle.module.js';
import { AddressThrottlerGuard, UserThrottlerGuard } from './http/throttler.guards.js';
import { RequestValidationPipe } from './http/validation.pipe.js';
import { InventoryModule } from './inventory/inventory.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { LiveModule } from './live/live.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { UsersModule } from './users/users.module.js';
import { WaitlistsModule } from './waitlists/waitlists.module.js';

/** Table of contents. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        DatabaseModule,
        MetricsModule,
        HealthModule,
        ThrottleModule,
        UsersModule,
        AuthModule,
        EventsModule,
        InventoryModule,
        BookingsModule,
        WaitlistsModule,
        LedgerModule,
        LiveModule,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: RequestValidationPipe },
        // In this order: by address before any work for strangers, then who it is, how often, and whether they may.
        { provide: APP_GUARD, useExisting: AddressThrottlerGuard },
        { provide: APP_GUARD, useExisting: JwtAuthGuard },
        { provide: APP_GUARD, useExisting: UserThrottlerGuard },
        { provide: APP_GUARD, useExisting: RolesGuard },
      ],
    };
  }
}
