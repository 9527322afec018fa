import { isUUID } from 'class-validator';
import { type DataSource } from 'typeorm';
import { configFromEnvironment } from '../../config/environment.js';
import { openDataSource } from '../../database/data-source.js';
import { startDatabase } from '../../database/start-database.js';
import { type Finding, inspectInvariants, type Scope } from '../../inventory/invariants.js';
import { readOptions, UsageError } from './command.js';

const USAGE = 'Usage: npm run verify [-- --event ID]';

/**
 * Checks the invariants on the database of the app, beside the app or without it.
 * @returns 0 when all hold, 1 when one is broken
 * @throws {UsageError} for arguments that make no sense, or an event that is not there
 */
export async function verify(args: readonly string[], print: (line: string) => void): Promise<number> {
  const scope = readScope(args);
  const database = await startDatabase(await configFromEnvironment(), { asApp: false });
  try {
    const dataSource = await openDataSource({ databaseUrl: database.url, poolMax: 1 });
    try {
      return await verifyDatabase(dataSource, scope, print);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.stop();
  }
}

/** As `verify`, on a database that is open already. */
export async function verifyDatabase(
  dataSource: DataSource,
  { eventId }: Scope,
  print: (line: string) => void,
): Promise<number> {
  if (eventId !== undefined && !(await isThere(dataSource, eventId))) {
    throw new UsageError(`There is no event ${eventId} in this database.`);
  }
  const startedAt = performance.now();
  const findings = await inspectInvariants(dataSource, eventId === undefined ? {} : { eventId });
  for (const line of findings.flatMap(toLines)) print(line);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const broken = findings.filter(({ breaches }) => breaches.length > 0).length;
  print('');
  if (broken === 0) print(`All ${findings.length} invariants hold (${seconds} s).`);
  else print(`${broken} of ${findings.length} invariants are broken (${seconds} s).`);
  return broken === 0 ? 0 : 1;
}

function readScope(args: readonly string[]): Scope {
  const { event } = readOptions(args, { event: { type: 'string' } }, USAGE);
  if (event === undefined) return {};
  if (!isUUID(event)) throw new UsageError(`--event must be the id of an event, a UUID.\n${USAGE}`);
  return { eventId: event };
}

async function isThere(dataSource: DataSource, eventId: string): Promise<boolean> {
  const found: unknown[] = await dataSource.query('SELECT 1 FROM events WHERE id = $1', [eventId]);
  return found.length > 0;
}

/** One line per invariant, and one more for each row at fault. */
function toLines({ number, name, promise, rows, breaches }: Finding): string[] {
  const mark = breaches.length === 0 ? '✔' : '✘';
  const counted = `${rows} ${rows === 1 ? 'row' : 'rows'}`;
  return [
    `${mark} ${number} ${name.padEnd(22)} ${counted.padStart(12)}  ${promise}`,
    ...breaches.map(({ eventId, detail }) => `    event ${eventId}: ${detail}`),
  ];
}
