import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RedisServer } from '../../load-tests/bench/redis-server.js';
import { eventually } from '../support/eventually.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { closeAll, expectRefusal, start, statusesOf, times } from '../support/throttled-apps.js';

// Goal: several instances count as one, and each for itself where they cannot. Method: small limits over real HTTP, a real
// Redis, and a wire to it that is cut.
describe('throttling over several instances (Redis)', () => {
  let redis: RedisServer;

  beforeEach(async () => {
    redis = await RedisServer.start();
  });

  afterEach(async () => {
    await closeAll();
    await redis.close();
  });

  it('shares one exact count', async () => {
    const env = { THROTTLE_USER_LIMIT: '10', REDIS_URL: redis.url };
    const first = await start(env);
    const second = await start(env, { database: first.database });
    const { accessToken: token } = await first.api.register();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? first : second).api.get('/users/me', { token })),
    );
    expect(statusesOf(answers).filter((status) => status === 200)).toHaveLength(10);
    expectRefusal(
      answers.find(({ status }) => status === 429),
      60,
    );
  });

  it('slides there too: refused tries do not count', async () => {
    const { api } = await start({ THROTTLE_USER_LIMIT: '2', THROTTLE_USER_TTL_MS: '1500', REDIS_URL: redis.url });
    const { accessToken: token } = await api.register();
    const startedAt = performance.now();
    expect(statusesOf(await times(2, () => api.get('/users/me', { token })))).toEqual([200, 200]);
    expectRefusal(await api.get('/users/me', { token }), 2);
    await eventually(async () => {
      expect((await api.get('/users/me', { token })).status).toBe(200);
    }, 4000);
    expect(performance.now() - startedAt).toBeLessThan(2500);
  });

  it('counts per instance while Redis is away, and together again afterwards', async () => {
    const wire = await startTcpProxy(redis.url);
    const app = await start({ THROTTLE_USER_LIMIT: '5', REDIS_URL: wire.url });
    const { accessToken: token } = await app.api.register();
    const shared = async (): Promise<string | undefined> =>
      /^rowlock_throttle_shared (\d)$/m.exec((await app.api.get('/metrics')).text)?.[1];
    expect((await app.api.get('/users/me', { token })).status).toBe(200);
    expect(await shared()).toBe('1');
    await wire.cut();
    const alone = await times(6, () => app.api.get('/users/me', { token }));
    expect(alone.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await shared()).toBe('0');
    await wire.mend();
    const { accessToken: other } = await app.api.register();
    await eventually(async () => {
      await app.api.get('/users/me', { token: other });
      expect(await shared()).toBe('1');
    }, 8000);
    await wire.close();
  });

  it('starts without Redis', async () => {
    await redis.close();
    const { api } = await start({ THROTTLE_USER_LIMIT: '2', REDIS_URL: redis.url });
    const { accessToken: token } = await api.register();
    const answers = await times(3, () => api.get('/users/me', { token }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  });
});
