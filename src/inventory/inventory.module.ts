import { Module } from '@nestjs/common';
import { BatchRunner } from './batch-runner.js';
import { InventoryMetrics } from './inventory-metrics.js';
import { InventoryRepository } from './inventory.repository.js';
import { InventoryService } from './inventory.service.js';
import { ReferenceSource } from './reference-source.js';
import { SnapshotRepository } from './snapshot.repository.js';
import { Sweeper } from './sweeper.service.js';

@Module({
  providers: [
    BatchRunner,
    InventoryMetrics,
    InventoryRepository,
    InventoryService,
    ReferenceSource,
    SnapshotRepository,
    Sweeper,
  ],
  exports: [InventoryMetrics, InventoryService],
})
export class InventoryModule {}
