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
 * @param deadlineAt in milliseconds of `performance.now()`; getting a connection has a time limit of its own
 * @throws the connection loss (`isConnectionLoss`) when the deadline cut the transaction off
 */
export async function transactionUntil<T>(
  dataSource: DataSource,
  deadlineAt: number,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  const patienceMs = Math.max(0, deadlineAt - performance.now()) + LAST_WORD_MS;
  const timer = setTimeout(() => void giveUp(runner), patienceMs);
  try {
    return await runner.manager.transaction(work);
  } finally {
    clearTimeout(timer);
    await runner.release();
  }
}

/** What a client of node-postgres has beside its types. */
interface Connected {
  readonly connection: { readonly stream: Duplex };
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
