import { Module } from '@nestjs/common';
import { BatchRunner } from './batch-runner.js';
import { CommitInquiry } from './commit-inquiry.js';
import { ConflictRetryInterceptor } from './conflict-retry.interceptor.js';
import { HallRepository } from './hall.repository.js';
import { InventoryMetrics } from './inventory-metrics.js';
import { InventoryRepository } from './inventory.repository.js';
import { InventoryService } from './inventory.service.js';
import { QueueRepository } from './queue.repository.js';
import { ReferenceSource } from './reference-source.js';
import { SnapshotRepository } from './snapshot.repository.js';
import { Sweeper } from './sweeper.service.js';

@Module({
  providers: [
    BatchRunner,
    CommitInquiry,
    ConflictRetryInterceptor,
    HallRepository,
    InventoryMetrics,
    InventoryRepository,
    InventoryService,
    QueueRepository,
    ReferenceSource,
    SnapshotRepository,
    Sweeper,
  ],
  exports: [ConflictRetryInterceptor, InventoryMetrics, InventoryService],
})
export class InventoryModule {}
