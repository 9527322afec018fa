import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { outcomeOf, type Answer, type Shot } from '#shot';

/** A buyer gives up after this long; the server promises an answer after ten seconds. */
const ANSWER_TIMEOUT_MS = 30_000;

interface Response {
  readonly status: number;
  readonly body: string;
}

/** A raw HTTP/1.1 connection: what a client library costs would be measured as if it were the server's. */
export class Connection {
  readonly #origin: URL;
  readonly #socket: Socket;

  private constructor(origin: URL, socket: Socket) {
    this.#origin = origin;
    this.#socket = socket;
  }

  /** Opens the connection and asks for the server's health, so that the server has it open, too. */
  static async open(origin: URL): Promise<Connection> {
    const socket = await open(origin);
    try {
      await exchange(socket, Buffer.from(`GET /health/live HTTP/1.1\r\nhost: ${origin.host}\r\n\r\n`));
    } catch (error) {
      socket.destroy();
      throw error;
    }
    return new Connection(origin, socket);
  }

  encode(shot: Shot): Buffer {
    return encodeShot(this.#origin, shot);
  }

  /** Sends a request made by `encode`, one at a time. A broken connection is an answer with status 0. */
  async send(request: Buffer): Promise<Answer> {
    const sentAt = performance.now();
    try {
      const { status, body } = await exchange(this.#socket, request);
      return { status, outcome: outcomeOf(body), ms: performance.now() - sentAt };
    } catch (error) {
      const outcome = error instanceof Error ? error.message : String(error);
      return { status: 0, outcome, ms: performance.now() - sentAt };
    }
  }

  close(): void {
    this.#socket.destroy();
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

function encodeShot({ host }: URL, { accessToken, path, body, idempotencyKey }: Shot): Buffer {
  const content = JSON.stringify(body);
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${host}`,
    `authorization: Bearer ${accessToken}`,
    `idempotency-key: ${idempotencyKey}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(content)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${content}`);
}

/** Sends a request on an idle connection and reads its answer to the end. */
function exchange(socket: Socket, request: Buffer): Promise<Response> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const finish = (settle: () => void): void => {
      for (const name of ['data', 'error', 'close', 'timeout']) socket.removeAllListeners(name);
      // A socket without this listener takes the process down when its peer hangs up.
      socket.on('error', () => undefined);
      socket.setTimeout(0);
      settle();
    };
    const fail = (message: string): void => {
      finish(() => {
        reject(new Error(message));
      });
    };
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const response = parse(received);
      if (response) {
        finish(() => {
          resolve(response);
        });
      }
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      fail(error.code ?? error.message);
    });
    socket.on('close', () => {
      fail('connection closed');
    });
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => {
      fail('no answer in time');
    });
    socket.write(request);
  });
}

/** The response once it is complete. Interim answers (1xx) do not occur: we never ask for one. */
function parse(received: Buffer): Response | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const head = received.toString('latin1', 0, headEnd).toLowerCase();
  const rest = received.subarray(headEnd + 4);
  const status = Number(/^http\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
  if (/\r\ntransfer-encoding: *chunked/.test(head)) {
    const body = joinChunks(rest);
    return body && { status, body: body.toString() };
  }
  const length = Number(/\r\ncontent-length: *(\d+)/.exec(head)?.[1] ?? 0);
  return rest.length < length ? undefined : { status, body: rest.toString('utf8', 0, length) };
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
