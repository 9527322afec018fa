import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { disarmStalePidFile, halt, initialise, launch, readPostmaster, settleCluster } from '#product';
import type { Cluster } from '../../src/database/embedded/cluster.js';

const READY_TIMEOUT_MS = 30_000;
const POLL_MS = 20;
const NAME = 'rowlock';

/** A PostgreSQL for the faults: as somebody else would run it for Rowlock, to be stopped, killed and started again. */
export class PostgresServer {
  readonly #cluster: Cluster;
  readonly #password: string;
  #port: number | undefined;

  private constructor(cluster: Cluster, password: string) {
    this.#cluster = cluster;
    this.#password = password;
  }

  /** @param folder its data go there; the system user of PostgreSQL must be able to enter it */
  static async create(folder: string): Promise<PostgresServer> {
    const cluster = await settleCluster(folder, []);
    const password = randomBytes(12).toString('hex');
    await initialise(cluster, password);
    const server = new PostgresServer(cluster, password);
    await server.start();
    const client = await server.connect('postgres');
    await client.query(`CREATE DATABASE ${NAME}`);
    await client.end();
    return server;
  }

  get url(): string {
    return this.#address(NAME);
  }

  /** A session of our own, past every wire. */
  async connect(database = NAME): Promise<Client> {
    const client = new Client({ connectionString: this.#address(database) });
    // It may be killed under us, which the next statement reports.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** Starts it where it was, until it takes connections. */
  async start(): Promise<void> {
    const deadline = performance.now() + READY_TIMEOUT_MS;
    let hasEnded = (): boolean => readPostmaster(this.#cluster) === undefined;
    while (performance.now() < deadline) {
      if (hasEnded()) {
        disarmStalePidFile(this.#cluster);
        // A killed server's children take a moment to notice; as long as one lives, the next start is refused.
        const launched = await launch(this.#cluster, this.#port);
        this.#port = launched.port;
        ({ hasEnded } = launched);
      }
      if (await this.#answers()) return;
      await pause(POLL_MS);
    }
    throw new Error('PostgreSQL did not start');
  }

  /** Stops it as `systemctl restart` does: sessions are cut, everything is on disk. */
  stop(): Promise<void> {
    return halt(this.#cluster);
  }

  /** Kills the postmaster (SIGKILL); its children end themselves when they notice. */
  kill(): void {
    const postmaster = readPostmaster(this.#cluster);
    if (postmaster) process.kill(postmaster.pid, 'SIGKILL');
  }

  async #answers(): Promise<boolean> {
    try {
      const client = await this.connect('postgres');
      await client.end();
      return true;
    } catch {
      return false;
    }
  }

  #address(database: string): string {
    return `postgres://${NAME}:${this.#password}@127.0.0.1:${this.#port ?? 0}/${database}`;
  }
}
