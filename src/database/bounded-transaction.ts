import { type Duplex } from 'node:stream';
import { type DataSource, type EntityManager, type QueryRunner } from 'typeorm';

/**
 * Past the deadline the server has this long to say by itself that it gave up, e.g. on a lock. Shorter: its answer is
 * cut off, and what was known becomes doubtful. Longer: the caller waits for a silent network.
 */
const LAST_WORD_MS = 500;

/**
 * Runs `work` in a transaction and gives its connection up shortly after the deadline. The server's own limits do not
 * help when its answers no longer reach us: without this, a network that swallows packets holds us for minutes.
 * @param deadlineAt in milliseconds of `performance.now()`; a connection that is not to be had by then is not waited for
 * @throws the connection loss (`isConnectionLoss`) when the deadline cut the transaction off
 */
export async function transactionUntil<T>(
  dataSource: DataSource,
  deadlineAt: number,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  const { connection } = await connectUntil(runner, deadlineAt);
  const patienceMs = Math.max(0, deadlineAt - performance.now()) + LAST_WORD_MS;
  // Destroying fails all it was asked, `end()` would wait for the answers; the pool throws such a connection away.
  const timer = setTimeout(() => connection.stream.destroy(), patienceMs);
  try {
    return await runner.manager.transaction(work);
  } finally {
    clearTimeout(timer);
    await runner.release();
  }
}

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
