import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Machine } from '#run-record';
import { ROOT, type Target } from '#target';

/** What the figures depend on beside the code. */
export async function describeMachine(target: Target | undefined): Promise<Machine> {
  const [postgres, commit, artillery] = await Promise.all([target?.postgres(), readCommit(), readVersion('artillery')]);
  const version = await packageVersion(join(ROOT, 'package.json'));
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    os: `${type()} ${release()} ${process.arch}`,
    node: process.version,
    ...(postgres === undefined ? {} : { postgres }),
    rowlock: [version, ...(commit === undefined ? [] : [`(${commit})`])].join(' '),
    ...(artillery === undefined ? {} : { artillery }),
  };
}

/** Version of an installed package of ours. */
export async function readVersion(name: string): Promise<string | undefined> {
  try {
    return await packageVersion(join(ROOT, 'node_modules', name, 'package.json'));
  } catch {
    // Not installed: then nothing depends on it.
    return undefined;
  }
}

const packageVersion = async (file: string): Promise<string> =>
  (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version;

async function readCommit(): Promise<string | undefined> {
  const git = (...args: string[]): Promise<string> =>
    promisify(execFile)('git', args, { cwd: ROOT }).then(({ stdout }) => stdout.trim());
  try {
    const commit = await git('rev-parse', '--short', 'HEAD');
    return (await git('status', '--porcelain', '--untracked-files=no')) === '' ? commit : `${commit} and changes`;
  } catch {
    // Unpacked from an archive, or no git on this machine.
    return undefined;
  }
}
