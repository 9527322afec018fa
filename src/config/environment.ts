import { resolve } from 'node:path';
import dotenv from 'dotenv';
import { type Config, type Environment, loadConfig } from './config.js';
import { EnvDto } from './env.dto.js';
import { readOrMakeSecret } from './secret-file.js';

/**
 * The settings of this process: its environment over the file `.env` of the working folder.
 * @throws {ConfigError} with all problems at once
 */
export async function configFromEnvironment(): Promise<Config> {
  const fromFile: Record<string, string> = {};
  dotenv.config({ processEnv: fromFile, quiet: true });
  const env: Environment = { ...fromFile, ...process.env };
  if (isSet(env.JWT_SECRET) || isSet(env.DATABASE_URL)) return loadConfig(env);
  const dataDir = isSet(env.ROWLOCK_DATA_DIR) ? env.ROWLOCK_DATA_DIR : new EnvDto().ROWLOCK_DATA_DIR;
  return loadConfig({ ...env, JWT_SECRET: await prepareJwtSecret(dataDir) });
}

/** The secret that signs tokens on the embedded default: made once, kept with the data, so that tokens outlive a restart. */
export const prepareJwtSecret = (dataDir: string): Promise<string> => readOrMakeSecret(resolve(dataDir, 'jwt-secret'));

const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';
