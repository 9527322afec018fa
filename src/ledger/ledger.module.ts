import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';

/** What happened to the seats of an event, for whoever runs it. Only the inventory writes it. */
@Module({
  imports: [EventsModule],
  controllers: [LedgerController],
  providers: [LedgerRepository, LedgerService],
})
export class LedgerModule {}
