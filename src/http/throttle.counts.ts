import { type ThrottlerStorage } from '@nestjs/throttler';

/** Counts tries by key in sliding windows, over all instances where they share a Redis. For limits beside the guards'. */
export abstract class ThrottleCounts implements ThrottlerStorage {
  abstract increment(...tried: Parameters<ThrottlerStorage['increment']>): ReturnType<ThrottlerStorage['increment']>;
}
