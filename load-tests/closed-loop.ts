import { type Answer, type Shot } from '#shot';
import { Connection } from '#wire';

/** What a steady load measured. */
export interface LoopResult {
  readonly answers: readonly Answer[];
  readonly seconds: number;
}

/**
 * Keeps `connections` busy for `seconds`: each sends its next request when it has its answer. The load adapts to the
 * server, so this measures throughput, not how long people wait in a rush; for that there is the burst.
 * @param nextShot gives the next request; called from all connections in turn
 */
export async function runClosedLoop(
  origin: string,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
  nextShot: () => Shot,
): Promise<LoopResult> {
  const opened = await Promise.all(Array.from({ length: connections }, () => Connection.open(new URL(origin))));
  const answers: Answer[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  const work = async (connection: Connection): Promise<void> => {
    while (performance.now() < endsAt) {
      const answer = await connection.send(connection.encode(nextShot()));
      answers.push(answer);
      if (answer.status === 0) return;
    }
  };
  try {
    await Promise.all(opened.map(work));
  } finally {
    for (const connection of opened) connection.close();
  }
  return { answers, seconds: (performance.now() - startedAt) / 1_000 };
}
