import { Client } from 'pg';
import { Api, type Organizer } from '#api';
import { type DatabaseAccess, seedUsers, verifyEvent } from '#database-tools';
import { variable } from '#environment';
import { type User } from '#scenario';
import { readUsers, ROOT, type Target } from '#target';

/** A server that is running already, and what is known about it. */
export interface ExternalServer {
  /** Origins of its instances, at least one. */
  readonly origins: readonly string[];
  readonly organizer: Organizer;
  /** A file of `npm run seed`; without it users are seeded, which needs the server's database and secret. */
  readonly usersFile?: string;
}

/** Aims at a running server. With `DATABASE_URL` and the server's `JWT_SECRET` users are seeded and invariants checked. */
export function aimAtServer({ origins, organizer, usersFile }: ExternalServer): Target {
  const [origin = ''] = origins;
  const access = databaseAccess();
  let users: readonly User[] = [];
  return {
    origins,
    api: new Api(origin, organizer),
    users: async (count) => {
      if (users.length < count) users = await findUsers(count, usersFile, access);
      if (users.length < count) throw new Error(`${count} users are needed; ${usersFile} has ${users.length}.`);
      return users;
    },
    verify: async (eventId) => (access ? verifyEvent(access, eventId) : undefined),
    postgres: async () => (access ? readServerVersion(access.environment.DATABASE_URL) : undefined),
    close: () => Promise.resolve(),
  };
}

async function readServerVersion(connectionString: string): Promise<string> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? 'unknown';
  } finally {
    await client.end();
  }
}

function findUsers(count: number, usersFile?: string, access?: DatabaseAccess): Promise<User[]> {
  if (usersFile !== undefined) return readUsers(usersFile);
  if (access) return seedUsers(access, count);
  throw new Error(
    'Users are needed: give --users FILE (made by npm run seed there), or set DATABASE_URL and JWT_SECRET as the server has them.',
  );
}

/** As `DatabaseAccess`, by the address of the database. */
interface ServerAccess extends DatabaseAccess {
  readonly environment: Readonly<Record<'DATABASE_URL' | 'JWT_SECRET', string>>;
}

function databaseAccess(): ServerAccess | undefined {
  const [databaseUrl, jwtSecret] = [variable('DATABASE_URL'), variable('JWT_SECRET')];
  if (databaseUrl === undefined || jwtSecret === undefined) return undefined;
  return { cwd: ROOT, environment: { DATABASE_URL: databaseUrl, JWT_SECRET: jwtSecret } };
}
