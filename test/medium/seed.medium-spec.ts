import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seed, seedUsers } from '../../src/cli/commands/seed.js';
import { UsageError } from '../../src/cli/commands/command.js';
import { type Config, loadConfig } from '../../src/config/config.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

// Goal: a tester gets real users who can sign in, as often as they ask. Method: seed a small set again and again.
describe('seed', () => {
  let database: TestDatabase;
  const printed: string[] = [];
  const print = (line: string): void => void printed.push(line);
  const config = (secret: string): Config => loadConfig({ DATABASE_URL: database.url, JWT_SECRET: secret });
  const secret = 'a secret of thirty-two bytes and more';

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(async () => {
    await database.drop();
  });

  const count = async (table: string): Promise<number> => {
    const [row] = await database.dataSource.query<{ count: number }[]>(`SELECT count(*)::int FROM ${table}`);
    return row?.count ?? 0;
  };

  it('creates users with a password hash and a session, and reuses them with a new session', async () => {
    const first = await seedUsers(config(secret), { users: 3, prefix: 'rush', ttlHours: 2 }, print);
    expect(first.map(({ email, created }) => [email, created])).toEqual([
      ['rush-0001@example.org', true],
      ['rush-0002@example.org', true],
      ['rush-0003@example.org', true],
    ]);
    const second = await seedUsers(config(secret), { users: 4, prefix: 'rush', ttlHours: 2 }, print);
    expect(second.slice(0, 3).map(({ userId, password }) => [userId, password])).toEqual(
      first.map(({ userId, password }) => [userId, password]),
    );
    expect(second.map(({ created }) => created)).toEqual([false, false, false, true]);
    expect([await count('users'), await count('sessions')]).toEqual([4, 7]);
    const hashes = await database.dataSource.query<{ password_hash: string }[]>('SELECT password_hash FROM users');
    expect(hashes.every(({ password_hash }) => password_hash.startsWith('$argon2id$v=19$m=19456,t=2,p=1$'))).toBe(true);
    expect(new Set(second.map(({ password }) => password)).size).toBe(4);
  });

  it('makes tokens that last as long as asked', async () => {
    const [account] = await seedUsers(config(secret), { users: 1, prefix: 'ttl', ttlHours: 24 }, print);
    const payload = account?.accessToken.split('.')[1] ?? '';
    const { iat, exp, sub } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    expect(Number(exp) - Number(iat)).toBe(24 * 3600);
    expect(sub).toBe(account?.userId);
  });

  it('says so when the users belong to another secret', async () => {
    await seedUsers(config(secret), { users: 1, prefix: 'other', ttlHours: 1 }, print);
    const again = seedUsers(config(`another ${secret}`), { users: 1, prefix: 'other', ttlHours: 1 }, print);
    await expect(again).rejects.toThrow(
      'other-0001@example.org is there with another password; take another --prefix.',
    );
  });

  it.each([
    [[], '--users must be a whole number from 1 to 50000'],
    [['--users', '0'], '--users must be'],
    [['--users', '1e3'], '--users must be'],
    [['--users', '-5'], "'--users' argument is ambiguous"],
    [['--users', '5', '--prefix', 'Ä b'], '--prefix must be'],
    [['--users', '5', '--ttl-hours', '721'], '--ttl-hours must be a whole number from 1 to 720'],
    [['--people', '5'], "Unknown option '--people'"],
    [['300'], "Unexpected argument '300'"],
  ])('refuses %j', async (args, message) => {
    const run = seed(args, print);
    await expect(run).rejects.toBeInstanceOf(UsageError);
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toThrow('Usage: npm run seed');
  });
});
