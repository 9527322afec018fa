import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import dotenv from 'dotenv';
import { ConfigError, type Environment, loadConfig } from './config.js';
import { EnvDto } from './env.dto.js';

// Goal: a wrong setting is told at start, by name. Method: the check is a function of the environment.
const SECRET = 'a'.repeat(32);
const exampleFile = readFileSync('.env.example', 'utf8');
/** The file with its comment marks taken off the settings. */
const example = dotenv.parse(exampleFile.replaceAll(/^#(?=[A-Z_]+=)/gm, ''));

function problemsOf(env: Environment): readonly string[] {
  try {
    loadConfig({ JWT_SECRET: SECRET, ...env });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('loadConfig', () => {
  it('needs nothing but the secret and has the documented defaults', () => {
    expect(loadConfig({ JWT_SECRET: SECRET })).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      jwtSecret: SECRET,
      dataDir: '.rowlock',
      publicUrl: 'http://localhost:3000',
      corsOrigins: [],
      trustProxyHops: 0,
      dbPoolMax: 10,
      accessTokenSeconds: 900,
      throttleUserLimit: 1000,
      throttleUserTtlMs: 60_000,
      throttleBookingLimit: 20,
      throttleBookingTtlMs: 10_000,
      throttleAuthLimit: 20,
      throttleAuthTtlMs: 60_000,
      retryMax: 5,
      retryBaseMs: 5,
      retryCapMs: 100,
      laneBatchMax: 512,
      laneQueueMax: 10_000,
      bookingDeadlineMs: 10_000,
      logLevel: 'info',
    });
  });

  it('reports all problems at once, by name and never by value', () => {
    const problems = problemsOf({
      PORT: 'eighty',
      DATABASE_URL: 'mysql://root:hunter2@db',
      JWT_SECRET: 'hunter2',
      DB_POOL_MAX: '0',
      LOG_LEVEL: 'loud',
      CORS_ORIGINS: 'https://a.example,hunter2',
    });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(
      ['CORS_ORIGINS', 'DATABASE_URL', 'DB_POOL_MAX', 'JWT_SECRET', 'LOG_LEVEL', 'PORT'].sort(),
    );
    expect(new ConfigError(problems).message).not.toMatch(/hunter2|eighty|loud/);
  });

  it('counts the secret in bytes and refuses a short or missing one', () => {
    expect(problemsOf({ JWT_SECRET: 'ä'.repeat(16) })).toEqual([]);
    expect(problemsOf({ JWT_SECRET: 'a'.repeat(31) })).toEqual([expect.stringContaining('at least 32 bytes')]);
    expect(problemsOf({ JWT_SECRET: '', DATABASE_URL: 'postgres://db/rowlock' })).toEqual([
      expect.stringContaining('JWT_SECRET must be set with DATABASE_URL'),
    ]);
  });

  it.each(['-1', '65536', '1.5', 'NaN', 'Infinity', '1e9999', '0x10', '1e3', ' 80'])('refuses the port %j', (PORT) => {
    expect(problemsOf({ PORT })).toHaveLength(1);
  });

  it('takes an empty variable as absent', () => {
    expect(loadConfig({ JWT_SECRET: SECRET, PORT: '', REDIS_URL: '' })).toMatchObject({ port: 3000 });
  });

  it('splits the origins and drops blanks', () => {
    const { corsOrigins } = loadConfig({
      JWT_SECRET: SECRET,
      CORS_ORIGINS: ' https://a.example , http://b.example:8080,',
    });
    expect(corsOrigins).toEqual(['https://a.example', 'http://b.example:8080']);
  });

  it('wants the ceiling of the back-off above its base', () => {
    expect(problemsOf({ RETRY_BASE_MS: '50', RETRY_CAP_MS: '10' })).toEqual([
      'RETRY_CAP_MS must be at least RETRY_BASE_MS',
    ]);
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(loadConfig({ JWT_SECRET: SECRET }))).toBe(true);
  });
});

describe('.env.example', () => {
  it('passes the check as it is and with every line in force', () => {
    expect(problemsOf(dotenv.parse(exampleFile))).toEqual([]);
    expect(problemsOf({ ...example, JWT_SECRET: SECRET })).toEqual([]);
  });

  it('has every variable, and no other', () => {
    expect(Object.keys(example).sort()).toEqual(Object.keys(new EnvDto()).sort());
  });

  it('shows the defaults', () => {
    const defaults = { ...example, JWT_SECRET: SECRET, DATABASE_URL: '', REDIS_URL: '' };
    expect(loadConfig(defaults)).toEqual(loadConfig({ JWT_SECRET: SECRET }));
  });
});
