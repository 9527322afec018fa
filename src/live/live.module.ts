import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { LiveLimits } from './live-limits.js';
import { LiveMetrics } from './live-metrics.js';
import { LiveController } from './live.controller.js';
import { LiveRepository } from './live.repository.js';
import { LiveService } from './live.service.js';

/** Events as they change, for whoever keeps a page open. */
@Module({
  imports: [AuthModule, EventsModule],
  controllers: [LiveController],
  providers: [LiveLimits, LiveMetrics, LiveRepository, LiveService],
})
export class LiveModule {}
