import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AuthModule } from '../../auth/auth.module.js';
import { type Account, type ProvisionedAccount, ProvisioningService } from '../../auth/provisioning.service.js';
import { ConfigModule } from '../../config/config.module.js';
import { type Config, withDatabaseUrl } from '../../config/config.js';
import { configFromEnvironment } from '../../config/environment.js';
import { DatabaseModule } from '../../database/database.module.js';
import { migrate } from '../../database/migrate.js';
import { startDatabase } from '../../database/start-database.js';
import { MetricsModule } from '../../metrics/metrics.module.js';
import { DomainError } from '../../shared/domain-error.js';
import { readOptions, UsageError } from './command.js';

const USAGE = 'Usage: npm run seed -- --users 300 [--prefix load] [--ttl-hours 24] [--out users.csv]';

/** About fifteen minutes of hashing on two cores; more is a slip of the finger. */
const USERS_MAX = 50_000;
/** A session lasts 30 days; a token that outlived it would be refused anyway. */
const TTL_HOURS_MAX = 720;
/** Users made in one go, so that a long seed says how far it is. */
const CHUNK = 500;
const SECONDS_PER_HOUR = 3600;

/** What to seed. `users` and `ttlHours` whole, ≥ 1. */
export interface SeedOptions {
  readonly users: number;
  /** Tells one set of users from another; the same prefix gives the same users again. */
  readonly prefix: string;
  readonly ttlHours: number;
}

/**
 * Creates or reuses real users with sessions, on the database of the app, and writes their tokens to a file that only
 * its owner may read.
 * @throws {UsageError} for arguments that make no sense
 */
export async function seed(args: readonly string[], print: (line: string) => void): Promise<number> {
  const { out, ...options } = readSeedOptions(args);
  const config = await configFromEnvironment();
  const database = await startDatabase(config, { asApp: false });
  try {
    const startedAt = performance.now();
    const accounts = await seedUsers(withDatabaseUrl(config, database.url), options, print);
    await writeFile(out, toCsv(accounts), { mode: 0o600 });
    const created = accounts.filter((account) => account.created).length;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    print(`${accounts.length} users (${created} new), tokens good for ${options.ttlHours} h, in ${seconds} s: ${out}`);
    return 0;
  } finally {
    await database.stop();
  }
}

/**
 * The users of a prefix, numbered from 1, each with a new session; those that are missing are created.
 * @param config with `databaseUrl`; its `jwtSecret` must be the server's, or the server will not know the tokens
 * @throws {DomainError} `invalid-credentials` when a user is there already with a password of another secret
 */
export async function seedUsers(
  config: Config,
  { users, prefix, ttlHours }: SeedOptions,
  print: (line: string) => void,
): Promise<ProvisionedAccount[]> {
  const context = await NestFactory.createApplicationContext(SeedModule.forRoot(config), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  try {
    await migrate(context.get(DataSource));
    const provisioning = context.get(ProvisioningService);
    const accounts = Array.from({ length: users }, (_, index) => toAccount(config.jwtSecret, prefix, index + 1));
    const done: ProvisionedAccount[] = [];
    while (done.length < users) {
      const chunk = accounts.slice(done.length, done.length + CHUNK);
      done.push(...(await provisioning.provision(chunk, ttlHours * SECONDS_PER_HOUR)));
      if (done.length < users) print(`${done.length} of ${users} users …`);
    }
    return done;
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'invalid-credentials')) throw error;
    const email = String(error.facts.email);
    throw new DomainError(error.code, error.facts, `${email} is there with another password; take another --prefix.`, {
      cause: error,
    });
  } finally {
    await context.close();
  }
}

@Module({})
class SeedModule {
  static forRoot(config: Config): DynamicModule {
    return { module: SeedModule, imports: [ConfigModule.forRoot(config), DatabaseModule, MetricsModule, AuthModule] };
  }
}

/** The password follows from the secret, so that a second run finds the users again and nobody else can guess it. */
function toAccount(secret: string, prefix: string, number: number): Account {
  const email = `${prefix}-${String(number).padStart(4, '0')}@example.org`;
  const password = createHmac('sha256', secret).update(`seed ${email}`).digest('base64url').slice(0, 24);
  return { email, password, name: `${prefix} ${number}`, role: 'attendee' };
}

/** No field holds a comma or a quote, so none is quoted. */
const toCsv = (accounts: readonly ProvisionedAccount[]): string =>
  [
    'email,password,userId,accessToken',
    ...accounts.map(({ email, password, userId, accessToken }) => [email, password, userId, accessToken].join(',')),
    '',
  ].join('\n');

function readSeedOptions(args: readonly string[]): SeedOptions & { readonly out: string } {
  const text = { type: 'string' } as const;
  const options = readOptions(args, { users: text, prefix: text, 'ttl-hours': text, out: text }, USAGE);
  const prefix = options.prefix ?? 'load';
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(prefix)) {
    throw new UsageError(`--prefix must be 1 to 40 small letters, digits and hyphens.\n${USAGE}`);
  }
  return {
    users: readWhole('--users', options.users, USERS_MAX),
    prefix,
    ttlHours: readWhole('--ttl-hours', options['ttl-hours'] ?? '24', TTL_HOURS_MAX),
    out: resolve(options.out ?? 'users.csv'),
  };
}

function readWhole(name: string, text: string | undefined, max: number): number {
  const value = /^\d{1,9}$/.test(text ?? '') ? Number(text) : 0;
  if (value < 1 || value > max) throw new UsageError(`${name} must be a whole number from 1 to ${max}.\n${USAGE}`);
  return value;
}
