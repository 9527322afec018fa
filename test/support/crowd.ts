import { PasswordHasher } from '../../src/auth/password-hasher.js';
import { SessionsService } from '../../src/auth/sessions.service.js';
import { UsersService } from '../../src/users/users.service.js';
import { type TestApp, uniqueName } from './app.js';

const TOKEN_SECONDS = 900;

/** Real users with real sessions; one password between them, for 300 hashes take five seconds. @returns access tokens */
export async function signInCrowd({ app }: TestApp, count: number): Promise<string[]> {
  const passwordHash = await app.get(PasswordHasher).hash('the same for everybody');
  const crowd = uniqueName('crowd');
  const emails = Array.from({ length: count }, (_, index) => `${crowd}-${index}@example.org`);
  const users = app.get(UsersService);
  await users.createMissing(emails.map((email) => ({ email, name: email, role: 'attendee' as const, passwordHash })));
  const found = await users.findByEmails(emails);
  const pairs = await app.get(SessionsService).openMany([...found.values()], TOKEN_SECONDS);
  return pairs.map(({ accessToken }) => accessToken);
}
