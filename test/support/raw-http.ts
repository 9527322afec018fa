import { connect, type Socket } from 'node:net';

/** A connection that sends what no HTTP client would, and keeps what comes back. */
export class RawConnection {
  #received = '';
  #closed = false;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.#received += text;
    });
    // A server that hangs up while we write; 'close' follows.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#closed = true;
    });
  }

  /** @param url of the server, `http://127.0.0.1:<port>` */
  static open(url: string): RawConnection {
    const { hostname, port } = new URL(url);
    return new RawConnection(connect(Number(port), hostname));
  }

  get received(): string {
    return this.#received;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Of the first answer; undefined while there is none. */
  get status(): number | undefined {
    const digits = /^HTTP\/1\.1 (\d{3})/.exec(this.#received)?.[1];
    return digits === undefined ? undefined : Number(digits);
  }

  send(bytes: string): void {
    if (!this.socket.destroyed) this.socket.write(bytes, 'latin1');
  }

  close(): void {
    this.socket.destroy();
  }
}
