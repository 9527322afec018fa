import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../shared/error-code.js';

const SECRET_BYTES = 48;

/**
 * Returns the secret kept in `path`, making it at random on first use. Readable by the owner only (mode 0600).
 * Two processes that start at once end with the same secret: the first one's file wins.
 * @returns base64url text of 48 random bytes
 */
export async function readOrMakeSecret(path: string): Promise<string> {
  return (await readSecret(path)) ?? (await makeSecret(path));
}

async function readSecret(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function makeSecret(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, secret, { mode: 0o600, flag: 'wx' });
  try {
    // A link appears with its whole content or not at all, and never replaces one that is there.
    await link(draft, path);
    return secret;
  } catch (error) {
    const other = errorCode(error) === 'EEXIST' ? await readSecret(path) : undefined;
    if (other === undefined) throw error;
    return other;
  } finally {
    await rm(draft, { force: true });
  }
}
