import { type MigrationInterface, type QueryRunner } from 'typeorm';

interface Insertion {
  readonly table: string;
  /** Columns and their types, in the order in which the function takes them. */
  readonly columns: Readonly<Record<string, string>>;
}

const BOOKINGS: Insertion = {
  table: 'bookings',
  columns: {
    id: 'uuid',
    reference: 'text',
    event_id: 'uuid',
    user_id: 'uuid',
    status: 'text',
    seats: 'integer',
    seat_labels: 'text[]',
    source: 'text',
    arrival_number: 'integer',
    user_limit: 'integer',
    hold_expires_at: 'timestamptz',
    created_at: 'timestamptz',
    confirmed_at: 'timestamptz',
    cancelled_at: 'timestamptz',
  },
};

const ENTRIES: Insertion = {
  table: 'waitlist_entries',
  columns: {
    id: 'uuid',
    event_id: 'uuid',
    user_id: 'uuid',
    seats: 'integer',
    status: 'text',
    reason: 'text',
    arrival_number: 'integer',
    user_limit: 'integer',
    booking_id: 'uuid',
    booking_reference: 'text',
    created_at: 'timestamptz',
    ended_at: 'timestamptz',
  },
};

/** What all new rows of a batch have the same value in, which comes first. */
const COMMON: readonly string[] = ['event_id', 'created_at'];

/** An array of arrays would come out of `unnest` as one flat list. */
const sentAs = (type: string): string => (type === 'text[]' ? 'text' : type);

/** Without labels in any row the column is sent as none. */
const valueOf = (column: string, type: string): string =>
  sentAs(type) === type ? column : `coalesce(${column}::${type}, '{}')`;

/** @param common the columns that are sent once, and not once for each row */
function insertFunction({ table, columns }: Insertion, common: readonly string[]): string {
  const types = new Map(Object.entries(columns));
  const own = [...types].filter(([column]) => !common.includes(column));
  const parameters = [...common.map((column) => types.get(column)), ...own.map(([, type]) => `${sentAs(type)}[]`)];
  const values = [...common.map((_, index) => `$${index + 1}`), ...own.map(([column, type]) => valueOf(column, type))];
  const arrays = own.map((_, index) => `$${common.length + index + 1}`);
  const names = own.map(([column]) => column);
  return `
    CREATE FUNCTION insert_${table}(${parameters.join(', ')}) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO ${table} (${[...common, ...names].join(', ')})
        SELECT ${values.join(', ')} FROM unnest(${arrays.join(', ')}) AS sent (${names.join(', ')});
      END
    $$`;
}

/**
 * The rows of a batch belong to one event and are made at one moment: both are sent, and read, once and not with each row
 * (docs/performance.md). Rows without labels of seats send none.
 */
export class SayOnceWhatIsCommon1760000120000 implements MigrationInterface {
  readonly name = 'SayOnceWhatIsCommon1760000120000';

  up(runner: QueryRunner): Promise<void> {
    return replace(runner, COMMON);
  }

  down(runner: QueryRunner): Promise<void> {
    return replace(runner, []);
  }
}

async function replace(runner: QueryRunner, common: readonly string[]): Promise<void> {
  for (const insertion of [BOOKINGS, ENTRIES]) {
    await runner.query(`DROP FUNCTION insert_${insertion.table}`);
    await runner.query(insertFunction(insertion, common));
  }
}
