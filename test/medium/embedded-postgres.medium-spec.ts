import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { type RunningDatabase, startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { eventually } from '../support/eventually.js';

// Goal: the embedded server keeps its data, whatever ends the process that started it. Method: real servers in
// temporary folders, processes that are really killed.
describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  const running: RunningDatabase[] = [];

  // One folder for all: making one takes longer than any of the tests.
  beforeAll(() => {
    // Servers are killed here, of which there would be much to say.
    Logger.overrideLogger(false);
    dataDir = mkdtempSync(join(tmpdir(), 'rowlock-embedded-'));
    chmodSync(dataDir, 0o755);
  });

  afterEach(async () => {
    for (const database of running.splice(0)) await database.stop();
    // Whatever a failed test has left running.
    if (existsSync(pidFile())) await (await startEmbeddedPostgres({ dataDir, asApp: false })).stop();
  });

  afterAll(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = async (asApp = true): Promise<RunningDatabase> => {
    const database = await startEmbeddedPostgres({ dataDir, asApp, settings: ['fsync=off'] });
    running.push(database);
    return database;
  };

  const stop = async (database: RunningDatabase): Promise<void> => {
    running.splice(running.indexOf(database), 1);
    await database.stop();
  };

  const ask = async (url: string, sql: string): Promise<unknown> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query<{ answer: unknown }>(sql);
      return rows[0]?.answer;
    } finally {
      await client.end();
    }
  };

  const pidFile = (): string => join(dataDir, 'postgres', 'postmaster.pid');
  const serverPid = (): number => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);
  const until = async (isSo: () => boolean): Promise<void> => {
    const end = Date.now() + 10_000;
    while (!isSo()) {
      if (Date.now() > end) throw new Error('It did not happen within ten seconds');
      await sleep(20);
    }
  };
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  /** Another process that starts the server. */
  const startElsewhere = async (role: 'app' | 'command'): Promise<{ url: string; kill: () => Promise<void> }> => {
    const child = spawn(process.execPath, ['test/support/embedded-owner.mjs', dataDir, role], {
      // Its input ends when we do, and so does it.
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    return { url: line.toString().trim(), kill };
  };

  it('makes and starts one server when two commands want it at the same moment, the first time', async () => {
    const both = await Promise.all([start(false), start(false)]);
    expect(new Set(both.map(({ url }) => url)).size).toBe(1);
  });

  it('is UTF-8, listens on this machine only, wants its password, and keeps it to the owner', async () => {
    const { url } = await start();
    expect(await ask(url, `SELECT current_setting('server_encoding') AS answer`)).toBe('UTF8');
    expect(await ask(url, `SELECT current_setting('listen_addresses') AS answer`)).toBe('127.0.0.1');
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600);
  });

  it('keeps its data over a restart and is gone when stopped', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS answer');
    await stop(first);
    expect(existsSync(pidFile())).toBe(false);
    expect(await ask((await start()).url, 'SELECT answer FROM kept')).toBe(7);
  });

  it('is found again after the process that started it was killed', async () => {
    const killed = await startElsewhere('app');
    await ask(killed.url, 'CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS answer');
    const pid = serverPid();
    await killed.kill();
    expect(isAlive(pid)).toBe(true);
    const { url } = await start();
    expect(serverPid()).toBe(pid);
    expect(await ask(url, 'SELECT answer FROM kept')).toBe(7);
  });

  it('refuses a second app on the same data, by the first one’s process number, and leaves the first alone', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(`already running on this data (process ${process.pid})`);
    expect(await ask(first.url, 'SELECT 7 AS answer')).toBe(7);
  });

  it('serves commands beside the app, and stops with the last of them', async () => {
    const command = await startElsewhere('command');
    const app = await start();
    expect(new URL(app.url).port).toBe(new URL(command.url).port);
    const pid = serverPid();
    await stop(app);
    expect(isAlive(pid)).toBe(true);
    await command.kill();
    const last = await start(false);
    expect(serverPid()).toBe(pid);
    await stop(last);
    expect(existsSync(pidFile())).toBe(false);
  });

  it('comes back after a crash of the server itself', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS answer');
    const pid = serverPid();
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid));
    await stop(first);
    expect(await ask((await start()).url, 'SELECT answer FROM kept')).toBe(7);
  });

  it('is started again at the same address when it dies under its app', async () => {
    const { url } = await start();
    await ask(url, 'CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS answer');
    const pid = serverPid();
    process.kill(pid, 'SIGKILL');
    await eventually(async () => {
      expect(await ask(url, 'SELECT answer FROM kept')).toBe(7);
    });
    expect(serverPid()).not.toBe(pid);
  });

  it('is not deceived by a pid file whose number another program has by now', async () => {
    await stop(await start());
    writeFileSync(pidFile(), `${process.ppid}\n${join(dataDir, 'postgres')}\n1760000000\n1\n\n127.0.0.1\n\nready\n`);
    const { url } = await start();
    expect(await ask(url, 'SELECT 7 AS answer')).toBe(7);
  });

  it('leaves nothing half done beside the data', async () => {
    await stop(await start());
    expect(existsSync(pidFile())).toBe(false);
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toContain('database system is shut down');
  });
});
