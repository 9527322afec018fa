import { type Duplex } from 'node:stream';
import { type DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { answersOf } from './pipeline.js';

/**
 * Past the deadline the server has this long to say by itself that it gave up, e.g. on a lock. Shorter: its answer is
 * cut off, and what was known becomes doubtful. Longer: the caller waits for a silent network.
 */
const LAST_WORD_MS = 500;

/** What takes statements: a transaction, or TypeORM's own. They are stored in the order in which they are sent. */
export type Statements = Pick<EntityManager, 'query'>;

export interface Transaction extends Statements {
  /**
   * Sends COMMIT behind what has been sent, without waiting for its answers: should one of them have failed, the server
   * rolls back instead. The last thing to be sent, and to be awaited together with the rest (`answersOf`).
   */
  commit(): Promise<void>;
}

/** What a client of node-postgres has beside its types. */
interface Connected {
  readonly connection: { readonly stream: Duplex };
}

/**
 * Runs `work` in a transaction and gives its connection up shortly after the deadline. The server's own limits do not
 * help when its answers no longer reach us: without this, a network that swallows packets holds us for minutes.
 *
 * BEGIN goes out together with the first statements, and COMMIT with the last where `work` sends it itself. Each round
 * trip saved is a turn of the event loop that a busy process takes milliseconds for.
 * @param deadlineAt in milliseconds of `performance.now()`; getting a connection has a time limit of its own
 * @throws the connection loss (`isConnectionLoss`) when the deadline cut the transaction off
 */
export async function transactionUntil<T>(
  dataSource: DataSource,
  deadlineAt: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  const patienceMs = Math.max(0, deadlineAt - performance.now()) + LAST_WORD_MS;
  const timer = setTimeout(() => void giveUp(runner), patienceMs);
  try {
    return await transact(runner, work);
  } finally {
    clearTimeout(timer);
    await runner.release();
  }
}

async function transact<T>(runner: QueryRunner, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const { manager } = runner;
  let committing: Promise<void> | undefined;
  const commit = (): Promise<void> => (committing ??= manager.query('COMMIT'));
  // Statements are sent in the order of their calls only while none of them has to get the connection first.
  await runner.connect();
  try {
    const [, result] = await answersOf([
      manager.query('BEGIN'),
      work({ query: (sql, parameters) => manager.query(sql, parameters), commit }),
    ]);
    await commit();
    return result;
  } catch (error) {
    if (!committing) await rollBack(runner);
    throw error;
  }
}

async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    await runner.manager.query('ROLLBACK');
  } catch {
    // The error that led here says more; and a connection that cannot even do that is of no use to anybody.
    await giveUp(runner);
  }
}

/** Cuts the connection, which fails all it was asked; `end()` would wait for the answers. The pool throws it away. */
async function giveUp(runner: QueryRunner): Promise<void> {
  let client: Connected;
  try {
    client = (await runner.connect()) as Connected;
  } catch {
    // There was no connection to be had, which the transaction itself reports.
    return;
  }
  client.connection.stream.destroy();
}
