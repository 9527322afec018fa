import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '#program';
import { type User } from '#scenario';
import { readUsers, ROOT, type Verdict } from '#target';

/** Where the commands run (its `.env` is read) and how they find the database. */
export interface DatabaseAccess {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs `seed`, the same program as `npm run seed`. */
export async function seedUsers(access: DatabaseAccess, count: number): Promise<User[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rowlock-users-'));
  const file = join(folder, 'users.csv');
  try {
    const args = ['--users', String(count), '--prefix', 'load', '--ttl-hours', '24', '--out', file];
    const { code, output } = await runProgram([join(ROOT, 'dist', 'cli', 'seed.js'), ...args], access);
    if (code !== 0) throw new Error(`The users could not be seeded:\n${output}`);
    return await readUsers(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs `verify`, the same program as `npm run verify`. */
export async function verifyEvent(access: DatabaseAccess, eventId: string): Promise<Verdict> {
  const { code, output } = await runProgram([join(ROOT, 'dist', 'cli', 'verify.js'), '--event', eventId], access);
  if (code > 1) throw new Error(`The invariants could not be checked:\n${output}`);
  return { holds: code === 0, output };
}
