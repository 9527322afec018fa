import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Answer, headersOf, noAnswer, nowMs, type Reply, type Shot, toAnswer } from '#shot';

/** A buyer gives up after this long; the server promises an answer after ten seconds. */
const ANSWER_TIMEOUT_MS = 30_000;

const NOTHING = Buffer.alloc(0);

type Response = Omit<Reply, 'sentAt' | 'endedAt'>;

/** What hears of the answer that a connection waits for. */
type Waiting = PromiseWithResolvers<Response>;

/**
 * A raw HTTP/1.1 connection: what a client library costs would be measured as if it were the server's. Its listeners
 * stay for its whole life, since adding and removing them for each request cost more than the rest of it.
 */
export class Connection {
  readonly #origin: URL;
  readonly #socket: Socket;
  #received: Buffer = NOTHING;
  #waiting: Waiting | undefined;
  /** Why nothing can be sent any more. */
  #broken: string | undefined;

  private constructor(origin: URL, socket: Socket) {
    this.#origin = origin;
    this.#socket = socket;
    socket.on('data', (chunk) => {
      this.#take(chunk);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#break(error.code ?? error.message);
    });
    socket.on('close', () => {
      this.#break('connection closed');
    });
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => {
      // An idle connection has nothing to wait for.
      if (this.#waiting) socket.destroy(new Error('no answer in time'));
    });
  }

  /** Opens the connection and asks for the server's health, so that the server has it open, too. */
  static async open(origin: URL): Promise<Connection> {
    const connection = new Connection(origin, await open(origin));
    try {
      await connection.exchange({ method: 'GET', path: '/health/live' });
    } catch (error) {
      connection.close();
      throw error;
    }
    return connection;
  }

  /** False once it is closed, by whomever: nothing can be sent any more. */
  get isOpen(): boolean {
    return this.#broken === undefined;
  }

  encode(shot: Shot): Buffer {
    return encodeShot(this.#origin, shot);
  }

  /**
   * Sends a request made by `encode`, one at a time. A broken connection is an answer with status 0.
   * @param dueAt when it should have been sent: what it waited for a free connection is part of its latency
   */
  async send(request: Buffer, dueAt = nowMs()): Promise<Answer> {
    try {
      const response = await this.#exchange(request);
      return toAnswer({ ...response, sentAt: dueAt, endedAt: nowMs() });
    } catch (error) {
      return noAnswer(error instanceof Error ? error.message : String(error), dueAt);
    }
  }

  /** Sends a request and gives the whole answer. @throws when none comes */
  exchange(shot: Shot): Promise<Response> {
    return this.#exchange(this.encode(shot));
  }

  close(): void {
    this.#socket.destroy();
  }

  #exchange(request: Buffer): Promise<Response> {
    if (this.#broken !== undefined) return Promise.reject(new Error(this.#broken));
    const waiting = Promise.withResolvers<Response>();
    this.#waiting = waiting;
    this.#socket.write(request);
    return waiting.promise;
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const response = parse(this.#received);
    if (!response) return;
    this.#received = NOTHING;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(response);
  }

  #break(reason: string): void {
    this.#broken ??= reason;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(new Error(this.#broken));
  }
}

function open({ protocol, hostname, port }: URL): Promise<Socket> {
  const isTls = protocol === 'https:';
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (isTls ? 443 : 80)) };
  return new Promise((resolve, reject) => {
    const socket = isTls ? connectTls({ ...address, servername: address.host }) : connectTcp(address);
    socket.setNoDelay(true);
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

/** Without a list of pieces in between: the load generator runs on the cores of what it measures. */
function encodeShot({ host }: URL, shot: Shot): Buffer {
  const { method = 'POST', path } = shot;
  const content = shot.body === undefined ? '' : JSON.stringify(shot.body);
  let head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n`;
  for (const [name, value] of Object.entries(headersOf(shot))) head += `${name}: ${value}\r\n`;
  if (method !== 'GET') head += `content-length: ${Buffer.byteLength(content)}\r\n`;
  return Buffer.from(`${head}\r\n${content}`);
}

/** The response once it is complete. Interim answers (1xx) do not occur: we never ask for one. */
function parse(received: Buffer): Response | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const head = received.toString('latin1', 0, headEnd);
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
  const body = readBody(status, head, received.subarray(headEnd + 4));
  return body === undefined ? undefined : { status, body, header: (name) => headerOf(head, name) };
}

const headerOf = (head: string, name: string): string | undefined =>
  new RegExp(`\\r\\n${name}: *([^\\r]*)`, 'i').exec(head)?.[1]?.trimEnd();

/** The body once all of it is there. */
function readBody(status: number, head: string, rest: Buffer): string | undefined {
  // RFC 9112, section 6.3: these end with their head, whatever it says.
  if (status === 204 || status === 304) return '';
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return joinChunks(rest)?.toString();
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  return rest.length < length ? undefined : rest.toString('utf8', 0, length);
}

/** The body of a chunked answer (RFC 9112, section 7.1), or nothing while the last chunk is missing. */
function joinChunks(encoded: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = encoded.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(encoded.toString('latin1', at, lineEnd), 16);
    const start = lineEnd + 2;
    if (size === 0) return Buffer.concat(chunks);
    if (encoded.length < start + size + 2) return undefined;
    chunks.push(encoded.subarray(start, start + size));
    at = start + size + 2;
  }
}
