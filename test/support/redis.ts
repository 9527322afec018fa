import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { eventually } from './eventually.js';

/** A Redis of one test's own, with nothing in it. */
export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

const find = (program: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));

/** The server on this machine, or why there is none. @throws where `CI` says that nothing may be skipped */
export function redisOrReason(): { path?: string; reason?: string } {
  const path = find('redis-server') ?? find('valkey-server');
  if (path !== undefined) return { path };
  const reason = 'This machine has neither redis-server nor valkey-server (Debian: apt-get install redis-server).';
  if (process.env.CI === 'true') throw new Error(reason);
  return { reason };
}

/** Starts a server on a free port; the test stops it. */
export async function startRedis(): Promise<TestRedis> {
  const { path, reason } = redisOrReason();
  if (path === undefined) throw new Error(reason);
  const folder = await mkdtemp(join(tmpdir(), 'rowlock-redis-'));
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const server = spawn(path, options, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => {
      resolve();
    });
  });
  const url = `redis://127.0.0.1:${port}`;
  await eventually(() => ping(url));
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { url, stop: () => (stopping ??= stop()) };
}

async function ping(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  // What is wrong is told by the command below.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('A TCP server has a port'));
        else resolve(address.port);
      });
    });
  });
}
