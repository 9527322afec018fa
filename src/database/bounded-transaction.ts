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

/**
 * Runs `work` in a transaction and gives its connection up shortly after the deadline. The server's own limits do not
 * help when its answers no longer reach us: without this, a network that swallows packets holds us for minutes.
 *
 * BEGIN goes out together with the first statements, and COMMIT with the last where `work` sends it itself. Each round
 * trip saved is a turn of the event loop that a busy process takes milliseconds for.
 * @param deadlineAt in milliseconds of `performance.now()`; a connection that is not to be had by then is not waited for
 * @throws the connection loss (`isConnectionLoss`) when the deadline cut the transaction off
 */
export async function transactionUntil<T>(
  dataSource: DataSource,
  deadlineAt: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  const client = await connectUntil(runner, deadlineAt);
  const patienceMs = Math.max(0, deadlineAt - performance.now()) + LAST_WORD_MS;
  const timer = setTimeout(giveUp, patienceMs, client);
  try {
    return await transact(runner.manager, client, work);
  } finally {
    clearTimeout(timer);
    await runner.release();
  }
}

async function transact<T>(
  manager: EntityManager,
  client: Connected,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  let committing: Promise<void> | undefined;
  const commit = (): Promise<void> => (committing ??= manager.query('COMMIT'));
  try {
    const [, result] = await answersOf([
      manager.query('BEGIN'),
      work({ query: (sql, parameters) => manager.query(sql, parameters), commit }),
    ]);
    await commit();
    return result;
  } catch (error) {
    if (!committing) await rollBack(manager, client);
    throw error;
  }
}

async function rollBack(manager: EntityManager, client: Connected): Promise<void> {
  try {
    await manager.query('ROLLBACK');
  } catch {
    // The error that led here says more; and a connection that cannot even do that is of no use to anybody.
    giveUp(client);
  }
}

/** Fails all it was asked; `end()` would wait for the answers. The pool throws such a connection away. */
const giveUp = ({ connection }: Connected): void => {
  connection.stream.destroy();
};

/** As the socket says it: `isConnectionLoss` knows it by its code. */
class NoConnectionError extends Error {
  override readonly name = 'NoConnectionError';
  readonly code = 'ETIMEDOUT';
}

/** What a client of node-postgres has beside its types. */
interface Connected {
  readonly connection: { readonly stream: Duplex };
}

/** A pool whose connections are all taken has a limit of its own, longer than some deadlines. */
async function connectUntil(runner: QueryRunner, deadlineAt: number): Promise<Connected> {
  const connecting = runner.connect() as Promise<Connected>;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const refuse = (): void => {
      reject(new NoConnectionError('no connection to the database was to be had in time'));
    };
    timer = setTimeout(refuse, Math.max(0, deadlineAt - performance.now()));
  });
  try {
    return await Promise.race([connecting, tooLate]);
  } catch (error) {
    // It may come all the same, and belongs to the pool then.
    connecting.then(() => runner.release()).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
