import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { UsageError } from '../../src/cli/commands/command.js';
import { verify, verifyDatabase } from '../../src/cli/commands/verify.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';

// Goal: `npm run verify` can be trusted by scripts and read by people. Method: a sound database, then a broken one;
// as a function, and as the process that `npm run verify` starts (`npm test` has built it).
describe('verify', () => {
  let database: TestDatabase;
  const eventId = uuidv7();
  const soundEventId = uuidv7();

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.dataSource.query(
      `INSERT INTO users (id, email, name, role, password_hash) VALUES ($1, 'o@example.org', 'O', 'organizer', 'none')`,
      [eventId],
    );
    for (const id of [eventId, soundEventId]) {
      await database.dataSource.query(
        `INSERT INTO events (id, organizer_id, title, starts_at, seating, max_seats_per_booking, max_seats_per_user,
                             hold_seconds, waitlist_enabled, waitlist_mode, waitlist_offer_seconds, capacity, version)
         VALUES ($1, $2, 'A play', now(), 'general', 10, 10, 600, true, 'auto', 900, 5, 1)`,
        [id, eventId],
      );
      await database.dataSource.query(
        `INSERT INTO ledger (event_id, version, ordinal, batch_id, change, seats, before, after, recorded_at)
         VALUES ($1, 1, 0, $1, 'opened', 5, '{0,0,0,0,0,0}', '{5,0,0,0,0,0}', now())`,
        [id],
      );
    }
  });

  afterAll(async () => {
    await database.drop();
  });

  const breakIt = (): Promise<unknown> =>
    database.dataSource.query('UPDATE events SET seats_confirmed = 2 WHERE id = $1', [eventId]);
  const mendIt = (): Promise<unknown> =>
    database.dataSource.query('UPDATE events SET seats_confirmed = 0 WHERE id = $1', [eventId]);

  async function run(scope: { eventId?: string }): Promise<{ code: number; lines: string[] }> {
    const lines: string[] = [];
    const code = await verifyDatabase(database.dataSource, scope, (line) => lines.push(line));
    return { code, lines };
  }

  const runAsProcess = (args: readonly string[], url = database.url): Promise<{ code: number; output: string }> =>
    new Promise((resolve) => {
      const env = { ...process.env, DATABASE_URL: url, JWT_SECRET: 'a secret of thirty-two bytes and more' };
      const file = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'verify.js');
      const child = execFile(process.execPath, [file, ...args], { env }, (_, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
      });
    });

  it('prints a line for each invariant and answers 0 when all hold', async () => {
    const { code, lines } = await run({});
    expect(code).toBe(0);
    expect(lines.filter((line) => /^✔ [1-8] [a-z-]+ +\d+ rows? {2}/.test(line))).toHaveLength(8);
    expect(lines[0]).toMatch(/^✔ 1 seats-add-up +2 rows/);
    expect(lines.at(-1)).toMatch(/^All 8 invariants hold \(\d+\.\d s\)\.$/);
  });

  it('names the rows at fault and answers 1, but only for an event in question', async () => {
    await breakIt();
    try {
      const { code, lines } = await run({});
      expect(code).toBe(1);
      expect(lines[0]).toMatch(/^✘ 1 seats-add-up/);
      expect(lines[1]).toContain(`event ${eventId}: the event counts 2 confirmed`);
      expect(lines.at(-1)).toMatch(/^2 of 8 invariants are broken/);
      expect((await run({ eventId: soundEventId })).code).toBe(0);
    } finally {
      await mendIt();
    }
  });

  it.each([
    [['--event'], 'argument missing'],
    [['--event', 'EVT-1'], '--event must be the id of an event, a UUID'],
    [['--events', 'x'], "Unknown option '--events'"],
    [['all'], "Unexpected argument 'all'"],
  ])('refuses %j', async (args, message) => {
    const refused = verify(args, () => undefined);
    await expect(refused).rejects.toBeInstanceOf(UsageError);
    await expect(refused).rejects.toThrow(message);
  });

  it('refuses an event that is not there', async () => {
    await expect(run({ eventId: uuidv7() })).rejects.toBeInstanceOf(UsageError);
  });

  // A process takes a second to start, and many more on a machine that is busy with other tests.
  it('tells a script by its exit code', async () => {
    const misused = runAsProcess(['--nonsense']);
    const sound = runAsProcess(['--event', soundEventId]);
    expect(await misused).toMatchObject({ code: 2 });
    expect(await sound).toMatchObject({ code: 0 });
    await breakIt();
    try {
      expect(await runAsProcess(['--event', eventId])).toMatchObject({ code: 1 });
    } finally {
      await mendIt();
    }
  }, 60_000);

  it('says what to do on a database that Rowlock has never seen', async () => {
    const empty = await createEmptyDatabase();
    try {
      const { code, output } = await runAsProcess([], empty.url);
      expect(code).toBe(1);
      expect(output).toContain('This database has no Rowlock tables yet');
    } finally {
      await empty.drop();
    }
  }, 60_000);
});
