import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, type Arrivals, nowMs, type Shot, type Volley } from '#shot';
import { Connection } from '#wire';

/** Shorter than a timer's own step makes no difference. */
const TICK_MS = 1;

/** A steady load. */
export interface Pace {
  readonly perSecond: number;
  /** How many in all. */
  readonly requests: number;
  /** Open connections, which requests go to in turn. Too few: requests wait for one, and that counts as their latency. */
  readonly connections: number;
}

/**
 * Sends requests at a fixed rate, whatever the answers take: a server that stalls is not spared the requests that
 * would have come meanwhile, and the time each waits from its due moment counts (no coordinated omission). Artillery keeps a rate,
 * too, but opens a connection per user and takes a core of its own, which is too much to measure single milliseconds beside.
 * @param nextShot what is due now; nothing: that turn is left out
 */
export async function runSteady<S extends Shot>(
  origins: readonly string[],
  { perSecond, requests, connections }: Pace,
  nextShot: (index: number) => S | undefined,
  onAnswer: (answer: Answer, shot: S) => void,
): Promise<void> {
  const lines = await Lines.open(origins, connections);
  try {
    const startedAt = nowMs();
    const underWay = new Set<Promise<void>>();
    for (let index = 0; index < requests; index += 1) {
      const dueAt = startedAt + (index * 1_000) / perSecond;
      while (nowMs() < dueAt) await pause(TICK_MS);
      const shot = nextShot(index);
      if (!shot) continue;
      const sent = lines.send(shot, dueAt).then((answer) => {
        onAnswer(answer, shot);
        underWay.delete(sent);
      });
      underWay.add(sent);
    }
    await Promise.all(underWay);
  } finally {
    lines.close();
  }
}

/** As many as browsers of a small crowd keep open; a server that keeps up needs a few of them. */
const VOLLEY_CONNECTIONS = 200;

/** Sends a volley evenly over some seconds. @returns one answer per shot, in the shots' order */
export async function fireSteady(
  origins: readonly string[],
  shots: readonly Shot[],
  { seconds, onAnswer = () => undefined }: Arrivals,
): Promise<Volley> {
  const answers: Answer[] = [];
  const pace = { perSecond: shots.length / seconds, requests: shots.length, connections: VOLLEY_CONNECTIONS };
  const numbered = shots.map((shot, index) => ({ ...shot, index }));
  await runSteady(
    origins,
    pace,
    (index) => numbered[index],
    (answer, { index }) => {
      answers[index] = answer;
      onAnswer(answer);
    },
  );
  const sentAt = answers.map(({ endedAt, ms }) => endedAt - ms);
  return { answers, spreadMs: Math.max(...sentAt) - Math.min(...sentAt), notes: {} };
}

/** Open connections that requests wait for in turn. */
class Lines {
  readonly #origins: readonly URL[];
  readonly #idle: { readonly connection: Connection; readonly origin: URL }[] = [];
  readonly #waiting: (() => void)[] = [];
  #isClosed = false;

  private constructor(origins: readonly URL[]) {
    this.#origins = origins;
  }

  static async open(origins: readonly string[], count: number): Promise<Lines> {
    const lines = new Lines(origins.map((origin) => new URL(origin)));
    try {
      for (let index = 0; index < count; index += 1) await lines.#add(index);
    } catch (error) {
      lines.close();
      throw error;
    }
    return lines;
  }

  async send(shot: Shot, dueAt: number): Promise<Answer> {
    while (this.#idle.length === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const line = this.#idle.shift();
    if (!line) throw new Error('no free connection');
    const answer = await line.connection.send(line.connection.encode(shot), dueAt);
    await this.#giveBack(line, answer.status === 0);
    return answer;
  }

  close(): void {
    this.#isClosed = true;
    for (const { connection } of this.#idle.splice(0)) connection.close();
  }

  async #add(index: number): Promise<void> {
    const origin = this.#origins[index % this.#origins.length];
    if (!origin) throw new Error('no origin to send to');
    this.#idle.push({ connection: await Connection.open(origin), origin });
  }

  /** A broken connection is replaced; where that fails too, it stays and says so to the next request. */
  async #giveBack(line: { connection: Connection; readonly origin: URL }, isBroken: boolean): Promise<void> {
    if (isBroken) {
      line.connection.close();
      line.connection = await Connection.open(line.origin).catch(() => line.connection);
    }
    if (this.#isClosed) line.connection.close();
    this.#idle.push(line);
    this.#waiting.shift()?.();
  }
}
