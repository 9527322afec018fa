import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisServer } from '../../load-tests/bench/redis-server.js';
import { AlternativesTest, SEATS } from '../support/alternatives.js';
import { eventually } from '../support/eventually.js';

// Goal and method: as in alternatives.e2e-spec, of those that sell in Redis.
describe('an alternative of the bench (Redis)', () => {
  let redis: RedisServer;
  let test: AlternativesTest;

  beforeAll(async () => {
    redis = await RedisServer.start();
    test = await AlternativesTest.start(redis);
  }, 60_000);

  afterAll(async () => {
    await test.close();
    await redis.close();
  });

  it('redis-counter answers first and stores later', async () => {
    const eventId = await test.openSale();
    const counts = await test.serve('redis-counter', async (origin) => {
      const found = await test.rush(origin, eventId);
      await eventually(async () => {
        expect(await test.stored(eventId)).toMatchObject({ sold: SEATS, waiting: 1 });
      });
      return found;
    });
    expect(counts).toEqual({ 201: SEATS, 202: 1 });
  });

  it('redis-lock never sells a seat twice, but may not sell them all in time', async () => {
    const eventId = await test.openSale();
    const counts = await test.serve('redis-lock', (origin) => test.rush(origin, eventId));
    const sold = counts[201] ?? 0;
    expect(sold).toBeGreaterThan(0);
    expect(await test.stored(eventId)).toEqual({ sold, waiting: counts[202] ?? 0, left: SEATS - sold });
  });
});
