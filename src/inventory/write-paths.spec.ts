import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

// Goal: there is one write path to a seat. Method: the source is searched for every way to write to the tables of the
// inventory, in SQL, by functions of the database and through TypeORM; what is found outside of the one file is a fault.
// Tests may write, to arrange.

const SRC = join(import.meta.dirname, '..');

const TABLES = ['bookings', 'seats', 'waitlist_entries', 'ledger', 'idempotency_keys', 'outbox'];
const COUNTERS = ['capacity', 'seats_confirmed', 'seats_held', 'waiting', 'arrivals', 'last_served', 'version'];
const COUNTER_PROPERTIES = ['capacity', 'seatsConfirmed', 'seatsHeld', 'waiting', 'arrivals', 'lastServed', 'version'];

/** Functions of the migrations that write, and to which table. */
const FUNCTIONS = functionsThatWrite(join(SRC, '..', 'migrations'));

/** Files that may write, and to which of the tables. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'inventory/inventory.repository.ts': [...TABLES, 'events'],
  // Answers older than a day; no seat depends on them any more.
  'inventory/sweeper.service.ts': ['idempotency_keys'],
};

const oneOf = (words: readonly string[]): string => `(${words.join('|')})`;
const VERBS = String.raw`(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?|COPY)\s+(?:ONLY\s+)?(?:public\.)?"?`;
const WRITES_TABLE = new RegExp(String.raw`\b${VERBS}${oneOf(TABLES)}\b`, 'gi');
/** From the verb to the end of the statement: the columns are what counts. */
const WRITES_EVENTS = new RegExp(String.raw`\b${VERBS}events"?\b[^\x60]*`, 'gi');
const SETS_COUNTER = new RegExp(String.raw`\b${oneOf(COUNTERS)}"?\s*=`, 'i');
const LISTS_COUNTER = new RegExp(String.raw`^INSERT[^()]*\([^)]*\b${oneOf(COUNTERS)}\b`, 'i');
const READS_ONLY = /\bWHERE\b[^\x60]*$/i;

/** Calls that change rows, of the entity manager, of a repository and of a query builder. */
const CALL = String.raw`\.\s*(?:save|insert|update|upsert|delete|remove|softDelete|softRemove|increment|decrement|clear|from|into)`;
const writesEntity = (entity: string): RegExp =>
  new RegExp(
    String.raw`${CALL}\s*(?:<[^>]*>)?\(\s*${entity}\b|getRepository\(\s*${entity}\b|InjectRepository\(\s*${entity}\b`,
  );
const WRITES_EVENT_COUNTER = new RegExp(
  String.raw`${CALL}\s*(?:<[^>]*>)?\(\s*EventEntity\b(?:(?!;\n)[\s\S])*?\b${oneOf(COUNTER_PROPERTIES)}\s*:`,
);

/** The entity classes of the tables, found by their decorator. */
function entitiesOf(sources: ReadonlyMap<string, string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const source of sources.values()) {
    for (const [, table = '', name = ''] of source.matchAll(/@Entity\('(\w+)'\)[\s\S]*?export class (\w+)/g)) {
      if (TABLES.includes(table)) found.set(name, table);
    }
  }
  return found;
}

const tablesWrittenByFunctions = (source: string): string[] =>
  [...FUNCTIONS].filter(([name]) => new RegExp(String.raw`\b${name}\b`).test(source)).map(([, table]) => table);

/** The tables that a source writes to, each once. */
function tablesWritten(source: string, entities: ReadonlyMap<string, string>): string[] {
  const found = new Set<string>();
  for (const [, table = ''] of source.matchAll(WRITES_TABLE)) found.add(table.toLowerCase());
  for (const [statement] of source.matchAll(WRITES_EVENTS)) {
    const written = statement.replace(READS_ONLY, '');
    if (SETS_COUNTER.test(written) || LISTS_COUNTER.test(written)) found.add('events');
  }
  for (const table of tablesWrittenByFunctions(source)) found.add(table);
  for (const [entity, table] of entities) if (writesEntity(entity).test(source)) found.add(table);
  if (WRITES_EVENT_COUNTER.test(source)) found.add('events');
  return [...found];
}

function functionsThatWrite(folder: string): Map<string, string> {
  const migrations = globSync('*.ts', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'));
  const found = migrations.flatMap((source) => [
    // Written out, or put together by `insertFunction(name, table, …)`.
    ...source.matchAll(/CREATE FUNCTION (\w+)\((?:(?!CREATE FUNCTION)[\s\S])*?\b(?:UPDATE|INTO)\s+(\w+)\b/g),
    ...source.matchAll(/insertFunction\(\s*'(\w+)',\s*'(\w+)'/g),
  ]);
  return new Map(found.map(([, name = '', table = '']) => [name, table]));
}

describe('write paths', () => {
  const files = globSync('**/*.ts', { cwd: SRC }).filter((file) => !file.endsWith('.spec.ts'));
  const sources = new Map(files.map((file) => [relative(SRC, join(SRC, file)), readFileSync(join(SRC, file), 'utf8')]));
  const entities = entitiesOf(sources);

  it('to seats lead through the inventory repository alone', () => {
    const faults = [...sources].flatMap(([file, source]) =>
      tablesWritten(source, entities)
        .filter((table) => !(ALLOWED[file] ?? []).includes(table))
        .map((table) => `src/${file} writes to ${table}`),
    );
    expect(faults).toEqual([]);
  });

  it('are all seen: the repository writes to every table that has an entity, and to the counters', () => {
    const source = sources.get('inventory/inventory.repository.ts') ?? '';
    expect(tablesWritten(source, entities).sort()).toEqual([...new Set([...entities.values(), 'events'])].sort());
    expect([...entities.values()]).toEqual(
      expect.arrayContaining(['bookings', 'waitlist_entries', 'ledger', 'outbox']),
    );
  });

  it.each([
    ['bookings', "await tx.query(`UPDATE bookings SET status = 'cancelled' WHERE id = $1`)"],
    ['bookings', 'tx.query(`insert into bookings (id) values ($1)`)'],
    ['outbox', 'tx.query(`DELETE FROM outbox WHERE id = $1`)'],
    ['ledger', 'tx.query(`TRUNCATE ledger`)'],
    ['seats', 'tx.query(`UPDATE\n  "seats" SET booking_id = $1`)'],
    ['events', 'tx.query(`UPDATE events SET capacity = $2 WHERE id = $1`)'],
    ['events', 'tx.query(`UPDATE events\n   SET title = $2, version = version + 1\n WHERE id = $1`)'],
    ['events', 'tx.query(`INSERT INTO events (id, title, capacity) VALUES ($1, $2, $3)`)'],
    ['events', 'await tx.update(EventEntity, { id }, { seatsConfirmed: 0 });'],
    [
      'events',
      "await tx.createQueryBuilder().update(EventEntity).set({\n  waiting: 0,\n}).where('id = :id', { id }).execute();",
    ],
    ['bookings', "call('insert_bookings', values)"],
    ['events', 'tx.query(`SELECT move_event($1)`)'],
    ['bookings', 'await tx.save(BookingEntity, booking);'],
    ['bookings', 'tx.getRepository(BookingEntity).save(booking);'],
    ['bookings', 'tx.createQueryBuilder().delete().from(BookingEntity)'],
  ])('would be seen: %s in %s', (table, source) => {
    expect(tablesWritten(source, new Map([['BookingEntity', 'bookings']]))).toEqual([table]);
  });

  it.each([
    'tx.query(`SELECT * FROM bookings WHERE version = $1 FOR UPDATE`)',
    'tx.query(`UPDATE events SET title = $2 WHERE id = $1 AND version = $3`)',
    'await tx.update(EventEntity, { id, revision }, { ...details, revision: () => revision });',
    'tx.query(`INSERT INTO events (id, title) VALUES ($1, $2)`)',
    'tx.query(`INSERT INTO users (id) VALUES ($1)`)',
    'tx.findOneBy(BookingEntity, { id })',
  ])('are left alone where nothing is written: %s', (source) => {
    expect(tablesWritten(source, new Map([['BookingEntity', 'bookings']]))).toEqual([]);
  });
});
