import { type Shot } from '#shot';
import { Connection } from '#wire';

/** A connection that sends one request at a time and takes no other answer than the one it expects. */
export class OneByOne {
  readonly #connection: Connection;

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  static async open(origin: string): Promise<OneByOne> {
    return new OneByOne(await Connection.open(new URL(origin)));
  }

  /** @returns milliseconds until the answer was complete @throws Error for another status than `expected` */
  async time(shot: Shot, expected: number): Promise<number> {
    const { status, outcome, ms } = await this.#connection.send(this.#connection.encode(shot));
    if (status !== expected) throw new Error(`${shot.path} was answered ${status} ${outcome}`);
    return ms;
  }

  close(): void {
    this.#connection.close();
  }
}
