import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';

// Goal: a Ctrl-C in the second in which the server starts leaves no database running behind it. Method: the built program
// with a database of its own, stopped as soon as PostgreSQL has written its pid.

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'main.js');
const STEP_MS = 5;

async function waitForPid(file: string, deadline: AbortSignal): Promise<number> {
  for (;;) {
    deadline.throwIfAborted();
    const pid = existsSync(file) ? Number.parseInt(await readFile(file, 'utf8'), 10) : NaN;
    if (pid > 0) return pid;
    await pause(STEP_MS);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a stop while the server starts', () => {
  it('stops its database, too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rowlock-early-'));
    // Run by root, PostgreSQL belongs to another user, who has to get through.
    await chmod(folder, 0o755);
    const dataDir = join(folder, 'data');
    const child = spawn(process.execPath, [PROGRAM], {
      cwd: folder,
      env: { PATH: process.env.PATH, ROWLOCK_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' },
      stdio: 'ignore',
    });
    const exit = once(child, 'exit');
    const pid = await waitForPid(join(dataDir, 'postgres', 'postmaster.pid'), AbortSignal.timeout(30_000));
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect(isAlive(pid)).toBe(false);
    await rm(folder, { recursive: true });
  }, 60_000);
});
