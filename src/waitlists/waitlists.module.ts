import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { EventWaitlistController } from './event-waitlist.controller.js';
import { EventWaitlistRepository } from './event-waitlist.repository.js';
import { EventWaitlistService } from './event-waitlist.service.js';
import { WaitlistEnroller } from './waitlist-enroller.service.js';
import { WaitlistsController } from './waitlists.controller.js';
import { WaitlistsRepository } from './waitlists.repository.js';
import { WaitlistsService } from './waitlists.service.js';

@Module({
  imports: [EventsModule, InventoryModule],
  controllers: [EventWaitlistController, WaitlistsController],
  providers: [EventWaitlistRepository, EventWaitlistService, WaitlistEnroller, WaitlistsRepository, WaitlistsService],
  exports: [WaitlistEnroller],
})
export class WaitlistsModule {}
