import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Api } from '#api';
import { type User } from '#scenario';

/** The checkout, where `dist` is. */
export const ROOT = join(import.meta.dirname, '..');

/** A server under load: one that we started, or one that somebody pointed us at. */
export interface Target {
  /** One per instance; bursts go to them in turn. */
  readonly origins: readonly string[];
  readonly api: Api;
  /** At least `count` users with tokens. */
  users(count: number): Promise<readonly User[]>;
  /** Checks the invariants of one event in the database; `undefined` where it is out of reach. */
  verify(eventId: string): Promise<Verdict | undefined>;
  /** Version of the database server, where it can be told. */
  postgres(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** What `npm run verify` said. */
export interface Verdict {
  readonly holds: boolean;
  readonly output: string;
}

/** Reads a file of `npm run seed`: `email,password,userId,accessToken`. */
export async function readUsers(file: string): Promise<User[]> {
  const [header = '', ...lines] = (await readFile(file, 'utf8')).trim().split(/\r?\n/);
  const names = header.split(',');
  const field = (values: readonly string[], name: string): string => {
    const value = values[names.indexOf(name)];
    if (value === undefined || value === '') throw new Error(`${file} has a row without ${name}`);
    return value;
  };
  return lines.map((line) => {
    const values = line.split(',');
    return {
      email: field(values, 'email'),
      userId: field(values, 'userId'),
      accessToken: field(values, 'accessToken'),
    };
  });
}
