import { setTimeout as pause } from 'node:timers/promises';
import { type Recorder } from '#recorder';
import { type ServerFigures } from '#run-record';
import { type Availability } from '#scenario';
import { compareMetrics, type Metrics, readMetrics, toReading } from '#server-metrics';
import { nowMs } from '#shot';
import { Connection } from '#wire';

/**
 * Between two readings of the event's availability: ten a second in a rush. The readings come from nobody in particular, and an address may
 * send 1,000 requests a minute, so a long run is looked at less often.
 */
const RUSH_INTERVAL_MS = 100;
const LONG_INTERVAL_MS = 500;
const LONG_MS = 15_000;

/** Between two readings of `/metrics`, which cost the server a few milliseconds each. */
const METRICS_INTERVAL_MS = 500;

/** Reads the event and the server while a run goes on, and tells the recorder. */
export class Observer {
  readonly #origins: readonly string[];
  readonly #eventId: string;
  readonly #recorder: Recorder;
  readonly #stopping = new AbortController();
  #before: Metrics | undefined;
  #working: Promise<unknown> = Promise.resolve();

  private constructor(origins: readonly string[], eventId: string, recorder: Recorder) {
    this.#origins = origins;
    this.#eventId = eventId;
    this.#recorder = recorder;
  }

  static async start(origins: readonly string[], eventId: string, recorder: Recorder): Promise<Observer> {
    const observer = new Observer(origins, eventId, recorder);
    observer.#before = await observer.#readServer();
    const connection = await Connection.open(new URL(origins[0] ?? ''));
    await observer.#readAvailability(connection);
    observer.#working = Promise.all([
      observer.#watchAvailability(connection).finally(() => {
        connection.close();
      }),
      observer.#watchServer(),
    ]);
    return observer;
  }

  /** @returns what `/metrics` says about the run; nothing where it is out of reach */
  async stop(): Promise<ServerFigures | undefined> {
    this.#stopping.abort();
    await this.#working;
    const after = await this.#readServer();
    return this.#before && after ? compareMetrics(this.#before, after) : undefined;
  }

  async #watchAvailability(connection: Connection): Promise<void> {
    const startedAt = nowMs();
    while (await this.#goesOn(nowMs() - startedAt > LONG_MS ? LONG_INTERVAL_MS : RUSH_INTERVAL_MS)) {
      const waitSeconds = await this.#readAvailability(connection);
      if (waitSeconds > 0) await this.#goesOn(waitSeconds * 1_000);
    }
  }

  async #watchServer(): Promise<void> {
    while (this.#before && (await this.#goesOn(METRICS_INTERVAL_MS))) await this.#readServer();
  }

  /** @returns for how many seconds the server does not want to be asked again */
  async #readAvailability(connection: Connection): Promise<number> {
    try {
      const path = `/api/v1/events/${this.#eventId}/availability`;
      const { status, body, header } = await connection.exchange({ method: 'GET', path });
      if (status === 200) this.#recorder.noteAvailability(JSON.parse(body) as Availability, nowMs());
      return status === 429 ? Number(header('retry-after') ?? '1') : 0;
    } catch {
      // Only the curve has a gap then; whether the server answers is for the scenario to find out.
      return 1;
    }
  }

  async #readServer(): Promise<Metrics | undefined> {
    const metrics = await readMetrics(this.#origins);
    if (metrics) this.#recorder.noteServer(toReading(metrics), nowMs());
    return metrics;
  }

  /** Waits. @returns false when it is time to stop */
  async #goesOn(ms: number): Promise<boolean> {
    return pause(ms, undefined, { signal: this.#stopping.signal, ref: false }).then(
      () => true,
      () => false,
    );
  }
}
