import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ConfigError } from '../../config/config.js';
import { EmbeddedPostgresError } from '../../database/embedded/server-files.js';
import { sqlStateOf } from '../../database/sql-state.js';
import { DomainError } from '../../shared/domain-error.js';

/** SQLSTATE of a database that was never migrated. */
const UNDEFINED_TABLE = '42P01';

/** Takes the arguments after the command's name and a way to print a line; gives the exit code. */
export type Command = (args: readonly string[], print: (line: string) => void) => Promise<number>;

/** The arguments make no sense. The message says what would; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a command as this process: its exit code becomes ours, and what people can mend is one readable line. */
export async function runAsProcess(command: Command): Promise<void> {
  try {
    process.exitCode = await command(process.argv.slice(2), (line) => {
      console.log(line);
    });
  } catch (error) {
    console.error(`✗ ${explain(error)}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

/**
 * Reads options by their long names; nothing else may stand on the line.
 * @throws {UsageError} with `usage`, for an unknown option or a missing value
 */
export function readOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  usage: string,
): ReturnType<typeof parseArgs<{ options: T }>>['values'] {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function explain(error: unknown): string {
  if (sqlStateOf(error) === UNDEFINED_TABLE) {
    return 'This database has no Rowlock tables yet; npm start makes them.';
  }
  const isForPeople = [UsageError, ConfigError, EmbeddedPostgresError, DomainError].some(
    (kind) => error instanceof kind,
  );
  if (!(error instanceof Error)) return String(error);
  return isForPeople || error.stack === undefined ? error.message : error.stack;
}
