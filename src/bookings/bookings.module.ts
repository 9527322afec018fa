import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { WaitlistsModule } from '../waitlists/waitlists.module.js';
import { BookingsController } from './bookings.controller.js';
import { BookingsRepository } from './bookings.repository.js';
import { BookingsService } from './bookings.service.js';
import { EventBookingsController } from './event-bookings.controller.js';
import { EventBookingsRepository } from './event-bookings.repository.js';
import { EventBookingsService } from './event-bookings.service.js';

@Module({
  imports: [EventsModule, InventoryModule, WaitlistsModule],
  controllers: [BookingsController, EventBookingsController],
  providers: [BookingsRepository, BookingsService, EventBookingsRepository, EventBookingsService],
})
export class BookingsModule {}
