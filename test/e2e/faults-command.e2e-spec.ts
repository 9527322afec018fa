import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

// Goal: `npm run faults` says truly what came of it. Method: the real command as a process of its own, with the quickest
// fault; what it calls lost or doubled is tested with its judge (load-tests/faults/judge.spec.ts).

const PROGRAM = join(import.meta.dirname, '..', '..', 'load-tests', 'faults.ts');

function runFaults(...args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [PROGRAM, ...args], (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

describe('npm run faults', () => {
  it('tries a fault, tells what came of it and leaves the totals', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rowlock-faults-command-'));
    const file = join(folder, 'totals.json');
    const { code, output } = await runFaults('api-kill', '--seconds', '1', '--result', file);
    expect(output).toMatch(/✔ +api-kill +\d+\/s, 40 connections +[\d,]+ +\d+ +0 +0 /);
    expect(code).toBe(0);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ passed: 1, failed: 0, skipped: 0 });
    await rm(folder, { recursive: true });
  }, 120_000);

  it('tells misuse from failed faults', async () => {
    const { code, output } = await runFaults('api-kil');
    expect(code).toBe(101);
    expect(output).toContain('There is no fault named "api-kil". There are: api-kill,');
  });
});
