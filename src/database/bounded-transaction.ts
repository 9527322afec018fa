import { type PoolClient } from 'pg';
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
 * Runs `work` in a transaction of its own connection (`BoundedConnection.transact`) and returns that to the pool.
 * @param deadlineAt in milliseconds of `performance.now()`; a connection that is not to be had by then is not waited for
 */
export async function transactionUntil<T>(
  dataSource: DataSource,
  deadlineAt: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const connection = await BoundedConnection.open(dataSource, deadlineAt);
  try {
    return await connection.transact(deadlineAt, work);
  } finally {
    await connection.release();
  }
}

/** A connection of the pool for transactions that have deadlines, one after the other. */
export class BoundedConnection {
  readonly #pool: Pool;
  readonly #runner: QueryRunner;
  readonly #client: PoolClient;

  private constructor(pool: Pool, runner: QueryRunner, client: PoolClient) {
    this.#pool = pool;
    this.#runner = runner;
    this.#client = client;
  }

  /** @throws a connection loss (`isConnectionLoss`) when none is to be had by the deadline */
  static async open(dataSource: DataSource, deadlineAt: number): Promise<BoundedConnection> {
    const runner = dataSource.createQueryRunner();
    const { master } = dataSource.driver as unknown as { readonly master: Pool };
    return new BoundedConnection(master, runner, await connectUntil(runner, deadlineAt));
  }

  /** Somebody waits for a connection of the pool: whoever keeps one for longer than a transaction keeps others out. */
  get isWanted(): boolean {
    return this.#pool.waitingCount > 0;
  }

  /**
   * Runs `work` in a transaction and gives the connection up shortly after the deadline. The server's own limits do not
   * help when its answers no longer reach us: without this, a network that swallows packets holds us for minutes.
   *
   * BEGIN goes out together with the first statements, and COMMIT with the last where `work` sends it itself. Each round
   * trip saved is a turn of the event loop that a busy process takes milliseconds for. The next transaction may be sent
   * as soon as COMMIT is: the server comes to it when this one has ended, well or badly.
   * @param deadlineAt in milliseconds of `performance.now()`
   * @throws the connection loss (`isConnectionLoss`) when the deadline cut the transaction off
   */
  async transact<T>(deadlineAt: number, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const patienceMs = Math.max(0, deadlineAt - performance.now()) + LAST_WORD_MS;
    const timer = setTimeout(giveUp, patienceMs, this.#client);
    try {
      return await transact(this.#client, work);
    } finally {
      clearTimeout(timer);
    }
  }

  /** To the pool, where somebody may wait for it; it is not to be used afterwards. */
  release(): Promise<void> {
    return this.#runner.release();
  }
}

/** Straight to the driver: what TypeORM does around a statement, broadcasts and all, nobody here listens to. */
async function transact<T>(client: PoolClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
  let committing: Promise<void> | undefined;
  const query = async <R>(sql: string, parameters?: unknown[]): Promise<R> =>
    (await client.query(sql, parameters)).rows as R;
  const commit = (): Promise<void> => (committing ??= query('COMMIT'));
  try {
    const begun = query('BEGIN');
    // Of two errors that of `work` counts: it knows better what a lost connection means.
    const [result] = await answersOf([work({ query, commit }), begun]);
    await commit();
    return result;
  } catch (error) {
    if (!committing) await rollBack(client);
    throw error;
  }
}

async function rollBack(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
  } catch {
    // The error that led here says more; and a connection that cannot even do that is of no use to anybody.
    giveUp(client);
  }
}

/** Fails all it was asked; `end()` would wait for the answers. The pool throws such a connection away. */
const giveUp = ({ connection }: PoolClient): void => {
  connection.stream.destroy();
};

/** As the socket says it: `isConnectionLoss` knows it by its code. */
class NoConnectionError extends Error {
  override readonly name = 'NoConnectionError';
  readonly code = 'ETIMEDOUT';
}

/** What TypeORM keeps its connections in, a pool of node-postgres. */
interface Pool {
  /** How many wait for a connection. */
  readonly waitingCount: number;
}

/** A pool whose connections are all taken has a limit of its own, longer than some deadlines. */
async function connectUntil(runner: QueryRunner, deadlineAt: number): Promise<PoolClient> {
  const connecting = runner.connect() as Promise<PoolClient>;
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
