import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { FiguresController } from './figures.controller.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';

/** What happened to the seats of an event, for whoever runs it. Only the inventory writes it. */
@Module({
  imports: [EventsModule, InventoryModule],
  controllers: [FiguresController, LedgerController],
  providers: [LedgerRepository, LedgerService],
})
export class LedgerModule {}
