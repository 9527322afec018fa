import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { EventsController } from './events.controller.js';
import { EventsRepository } from './events.repository.js';
import { EventsService } from './events.service.js';
import { SeatMapController } from './seat-map.controller.js';
import { SeatMapRepository } from './seat-map.repository.js';
import { SeatMapService } from './seat-map.service.js';

@Module({
  imports: [InventoryModule],
  controllers: [EventsController, SeatMapController],
  providers: [EventsRepository, EventsService, SeatMapRepository, SeatMapService],
  exports: [EventsService],
})
export class EventsModule {}
