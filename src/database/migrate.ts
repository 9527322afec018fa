import { type DataSource, MigrationExecutor } from 'typeorm';

/** Any numbers will do, as long as every instance asks for the same ("ROWL" in ASCII, 1 for migrations). */
const MIGRATION_LOCK = [0x52_4f_57_4c, 1] as const;

/**
 * Runs the migrations that this database does not have yet, all or none. Several instances may start at once: one
 * works, the others wait and find nothing left to do.
 * @returns the names of the migrations run, in order
 */
export const migrate = (dataSource: DataSource): Promise<string[]> =>
  withExecutor(dataSource, async (executor) => {
    const done = await executor.executePendingMigrations();
    return done.map(({ name }) => name);
  });

/** Takes the newest migration back. Does nothing on a database without any. */
export const migrateDown = (dataSource: DataSource): Promise<void> =>
  withExecutor(dataSource, (executor) => executor.undoLastMigration());

/** The lock ends with its transaction, so neither a pooler nor a crash can leave it behind. */
async function withExecutor<T>(dataSource: DataSource, run: (executor: MigrationExecutor) => Promise<T>): Promise<T> {
  return dataSource.transaction(async ({ queryRunner }) => {
    if (queryRunner === undefined) throw new Error('A transaction has a query runner');
    // An index on a large table takes longer than any booking may.
    await queryRunner.query(`SELECT set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)`);
    await queryRunner.query('SELECT pg_advisory_xact_lock($1, $2)', [...MIGRATION_LOCK]);
    const executor = new MigrationExecutor(dataSource, queryRunner);
    executor.transaction = 'none';
    return run(executor);
  });
}
