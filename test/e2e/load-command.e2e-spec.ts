import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunReport } from '../../load-tests/run-record.js';
import { startTestApp, type TestApp } from '../support/app.js';

// Goal: `npm run load` can be trusted: green only where all is as promised, red where a rule is off, and its exit code
// says how many runs failed. Method: the real command as a process of its own; only the driver that needs no Artillery.

const PROGRAM = join(import.meta.dirname, '..', '..', 'load-tests', 'run.ts');

interface Ended {
  readonly code: number;
  readonly output: string;
}

function runLoad(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [PROGRAM, ...args], (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

/** Reads the report that a run has left, and takes it away. */
async function takeReport({ output }: Ended): Promise<RunReport> {
  const folder = dirname(/Report: (.+)/.exec(output)?.[1] ?? output);
  const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as RunReport;
  await rm(folder, { recursive: true });
  return report;
}

describe('npm run load', () => {
  let withoutThrottle: TestApp;
  let scratch: string;

  beforeAll(async () => {
    withoutThrottle = await startTestApp();
    scratch = await mkdtemp(join(tmpdir(), 'rowlock-load-command-'));
  });

  afterAll(async () => {
    await withoutThrottle.close();
    await rm(scratch, { recursive: true });
  });

  it('starts a server of its own, finds the exact result and leaves a record of it', async () => {
    const ended = await runLoad('quick', '--driver', 'burst', '--runs', '2');
    expect(ended).toMatchObject({ code: 0, output: expect.stringContaining('All 2 runs passed.') });
    const { runs, command } = await takeReport(ended);
    expect(command).toBe('npm run load -- quick --runs 2 --driver burst');
    expect(runs.map(({ scenario, number }) => [scenario, number])).toEqual([
      ['quick', 1],
      ['quick', 2],
    ]);
    for (const { counts, checks, samples, server } of runs) {
      expect(counts).toEqual({ '201 confirmed': 5, '202 waitlisted': 5 });
      expect(checks.find(({ name }) => name === 'invariants')).toMatchObject({ passed: true, found: 'all hold' });
      expect(samples.at(-1)).toMatchObject({ answered: 10, seatsConfirmed: 5, seatsFree: 0, waiting: 5 });
      expect(server).toMatchObject({ conflicts: 0, commandCount: 10 });
    }
  }, 60_000);

  it('fails where the server lets everybody through', async () => {
    const { api, url } = withoutThrottle;
    const organizer = await api.register({ role: 'organizer' });
    const people = [await api.register(), await api.register()];
    const users = people.map(({ email, user, accessToken }) => [email, '-', user.id, accessToken].join(','));
    const file = join(scratch, 'users.csv');
    await writeFile(file, ['email,password,userId,accessToken', ...users].join('\n'));
    const ended = await runLoad(
      ...['two-tokens', '--driver', 'burst', '--target', url, '--users', file],
      ...['--organizer-email', organizer.email, '--organizer-password', organizer.password],
    );
    expect(ended.code).toBe(1);
    expect(ended.output).toContain('✘ Retry-After: expected on every 429, of which there are some; found on 0 of 0');
    expect(ended.output).toContain('The invariants were not checked');
    const { runs, command } = await takeReport(ended);
    expect(runs).toMatchObject([{ passed: false, counts: { '201 confirmed': 300 } }]);
    expect(command).not.toContain(organizer.password);
  }, 60_000);

  it('tells misuse from failed runs', async () => {
    const { code, output } = await runLoad('stadium-rusch');
    expect(code).toBe(101);
    expect(output).toContain('There is no scenario "stadium-rusch". There are: quick,');
  });
});
