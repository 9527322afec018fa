import { createApp, SessionsService, UsersService } from '#product';
import { type User } from '#scenario';
import type { Config } from '../../src/config/config.js';

/** Longer than any bench. */
const TOKEN_SECONDS = 24 * 3_600;
/** Rows of one statement. */
const CHUNK = 1_000;

/**
 * Users with sessions and tokens, made by the server's own services, but with a password hash that fits no password:
 * hashing thousands of them would take minutes, and nobody here signs in.
 */
export async function gatherCrowd(config: Config, count: number): Promise<User[]> {
  const app = await createApp(config);
  try {
    const users = app.get(UsersService, ANYWHERE);
    const sessions = app.get(SessionsService, ANYWHERE);
    const crowd: User[] = [];
    while (crowd.length < count) {
      const length = Math.min(CHUNK, count - crowd.length);
      const emails = Array.from({ length }, (_, index) => `bench-${crowd.length + index + 1}@example.org`);
      await users.createMissing(
        emails.map((email) => ({ email, name: 'Bench', role: 'attendee', passwordHash: 'fits no password' })),
      );
      const made = [...(await users.findByEmails(emails)).values()];
      const tokens = await sessions.openMany(made, TOKEN_SECONDS);
      crowd.push(
        ...made.map(({ id, email }, index) => ({ userId: id, email, accessToken: tokens[index]?.accessToken ?? '' })),
      );
    }
    return crowd;
  } finally {
    await app.close();
  }
}

const ANYWHERE = { strict: false } as const;
