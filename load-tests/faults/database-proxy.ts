import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * Where a connection is cut:
 * - `before-commit`: COMMIT does not reach the server;
 * - `inside-commit`: only a part of COMMIT does;
 * - `with-commit`: COMMIT is sent and the wire cut at once, whatever the server makes of that;
 * - `after-commit`: the server has answered COMMIT, and its answer is kept from the client;
 * - `client-gone`: COMMIT is sent and the client cut off at once, of which the server hears nothing before its answer;
 * - `anywhere`: after a random byte of any message;
 * - `in-answer`: after a random byte of what the server sends.
 */
type CutKind = PlannedCut | 'in-answer';

/** Those that can be ordered for the next message. */
export type PlannedCut =
  'before-commit' | 'inside-commit' | 'with-commit' | 'after-commit' | 'client-gone' | 'anywhere';

/** Those drawn for a COMMIT. */
const AT_COMMIT = ['before-commit', 'inside-commit', 'with-commit', 'after-commit', 'client-gone'] as const;

/**
 * How likely each cut is, 0 to 1: that of `anywhere` per message, that of `in-answer` per piece of an answer, those of the
 * others per COMMIT (at most 1 in all).
 */
type CutChances = Partial<Readonly<Record<CutKind, number>>>;

/** A wire to PostgreSQL that understands enough of its protocol to break at the worst moment. */
export interface DatabaseProxy {
  /** The address given, with our port in it. */
  readonly url: string;
  /** Cuts so far, by kind. */
  readonly cuts: Readonly<Record<CutKind, number>>;
  readonly cutsInTotal: number;
  /** Sets the odds for all messages from now on; `{}` stops cutting. */
  cutAtRandom(chances: CutChances): void;
  /** Cuts the next COMMITs, or for `anywhere` the next messages, in this way, one each, in this order. */
  cutNext(...kinds: readonly PlannedCut[]): void;
  /** From now on swallows every byte and tells nobody, as a dead router does; `false` lets new bytes through. */
  swallow(isSwallowing: boolean): void;
  /** From now on whatever the server sends takes so much longer, in milliseconds. */
  delay(ms: number): void;
  /** Cuts every connection there is; new ones get through. */
  breakAll(): void;
  close(): Promise<void>;
}

interface State {
  chances: CutChances;
  readonly planned: PlannedCut[];
  isSwallowing: boolean;
  delayMs: number;
  readonly cuts: Record<CutKind, number>;
  readonly random: () => number;
}

/**
 * Puts a wire in front of the PostgreSQL of `targetUrl`.
 * @param seed makes the draws repeatable; which message meets which draw is up to the load
 */
export async function startDatabaseProxy(targetUrl: string, seed: number): Promise<DatabaseProxy> {
  const target = new URL(targetUrl);
  const wires = new Set<Wire>();
  const cuts = {
    'before-commit': 0,
    'inside-commit': 0,
    'with-commit': 0,
    'after-commit': 0,
    'client-gone': 0,
    anywhere: 0,
    'in-answer': 0,
  };
  const state: State = { chances: {}, planned: [], isSwallowing: false, delayMs: 0, cuts, random: randomFrom(seed) };
  const server = createServer((client) => {
    const wire = new Wire(client, connect(Number(target.port), target.hostname), state);
    wires.add(wire);
    client.once('close', () => wires.delete(wire));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(targetUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cuts,
    get cutsInTotal() {
      return Object.values(cuts).reduce((sum, count) => sum + count, 0);
    },
    cutAtRandom: (chances) => {
      state.chances = chances;
    },
    cutNext: (...kinds) => {
      state.planned.push(...kinds);
    },
    swallow: (isSwallowing) => {
      state.isSwallowing = isSwallowing;
    },
    delay: (ms) => {
      state.delayMs = ms;
    },
    breakAll: () => {
      for (const wire of wires) wire.break();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const wire of wires) wire.break();
      }),
  };
}

/** One connection: messages of the client are taken apart, bytes of the server pass as they are. */
class Wire {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #state: State;
  #unread = Buffer.alloc(0);
  /** The first message of a connection has no type byte. */
  #isStarted = false;
  /** COMMIT was parsed by the extended protocol and takes effect when it is executed. */
  #isCommitParsed = false;
  /** The answer to COMMIT, kept back until it is whole. */
  #answer: Buffer | undefined;
  /** The client was cut off, and the server must not hear of it yet. */
  #isClientGone = false;
  /** In the order in which they came; none may overtake another. `dueAt` in milliseconds of `performance.now()`. */
  readonly #delayed: { readonly bytes: Buffer; readonly dueAt: number }[] = [];

  constructor(client: Socket, server: Socket, state: State) {
    this.#client = client;
    this.#server = server;
    this.#state = state;
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        if (!this.#isClientGone) this.break();
      });
    }
    client.on('data', (bytes) => {
      this.#read(bytes);
    });
    server.on('data', (bytes) => {
      this.#delay(bytes);
    });
  }

  break(): void {
    this.#client.destroy();
    this.#server.destroy();
  }

  #read(bytes: Buffer): void {
    if (this.#state.isSwallowing) return;
    this.#unread = Buffer.concat([this.#unread, bytes]);
    for (let length = this.#nextLength(); length <= this.#unread.length; length = this.#nextLength()) {
      const message = this.#unread.subarray(0, length);
      this.#unread = this.#unread.subarray(length);
      this.#forward(message);
      this.#isStarted = true;
      if (this.#client.destroyed) return;
    }
  }

  /** Length of the next message of the client; `Infinity` while that is not known. */
  #nextLength(): number {
    const typeBytes = this.#isStarted ? 1 : 0;
    return this.#unread.length < typeBytes + 4 ? Infinity : typeBytes + this.#unread.readUInt32BE(typeBytes);
  }

  #forward(message: Buffer): void {
    const kind = this.#drawCut(this.#isCommit(message));
    if (kind === undefined) {
      this.#server.write(message);
      return;
    }
    this.#state.cuts[kind] += 1;
    switch (kind) {
      case 'before-commit':
        this.break();
        return;
      case 'inside-commit':
      case 'anywhere':
        this.#sendAndBreak(message.subarray(0, Math.floor(this.#state.random() * message.length)));
        return;
      case 'with-commit':
        this.#sendAndBreak(message);
        return;
      case 'after-commit':
        this.#answer = Buffer.alloc(0);
        this.#server.write(message);
        return;
      case 'client-gone':
        this.#answer = Buffer.alloc(0);
        this.#isClientGone = true;
        this.#server.write(message);
        this.#client.destroy();
    }
  }

  #drawCut(isCommit: boolean): PlannedCut | undefined {
    const { planned, chances, random } = this.#state;
    if (planned[0] === 'anywhere' || (isCommit && planned.length > 0)) return planned.shift();
    if (!isCommit) return random() < (chances.anywhere ?? 0) ? 'anywhere' : undefined;
    let draw = random();
    return AT_COMMIT.find((kind) => {
      draw -= chances[kind] ?? 0;
      return draw < 0;
    });
  }

  /** COMMIT as a simple query, or the execution of a COMMIT that was parsed just before. */
  #isCommit(message: Buffer): boolean {
    if (!this.#isStarted) return false;
    const type = String.fromCharCode(message[0] ?? 0);
    const texts = message.toString('utf8', 5).split('\0');
    if (type === 'P') this.#isCommitParsed = texts[1] === 'COMMIT';
    return type === 'Q' ? texts[0] === 'COMMIT' : type === 'E' && this.#isCommitParsed;
  }

  /** The client learns of it at once, the server when it has the bytes. */
  #sendAndBreak(bytes: Buffer): void {
    this.#client.destroy();
    if (bytes.length === 0) this.#server.destroy();
    else this.#server.write(bytes, () => this.#server.destroy());
  }

  #delay(bytes: Buffer): void {
    const { delayMs } = this.#state;
    if (delayMs === 0 && this.#delayed.length === 0) {
      this.#pass(bytes);
      return;
    }
    this.#delayed.push({ bytes, dueAt: performance.now() + delayMs });
    if (this.#delayed.length === 1) this.#passLater();
  }

  /** One timer for the first of them: of several that end almost together, Node does not keep the order. */
  #passLater(): void {
    const [first] = this.#delayed;
    if (!first) return;
    setTimeout(
      () => {
        const now = performance.now();
        for (let next = this.#delayed[0]; next && next.dueAt <= now; next = this.#delayed[0]) {
          this.#delayed.shift();
          this.#pass(next.bytes);
        }
        this.#passLater();
      },
      Math.max(0, first.dueAt - performance.now()),
    );
  }

  #pass(bytes: Buffer): void {
    if (this.#state.isSwallowing) return;
    if (!this.#answer) {
      this.#passOn(bytes);
      return;
    }
    this.#answer = Buffer.concat([this.#answer, bytes]);
    // ReadyForQuery: type, length 5, and the state: I is "not in a transaction". The answers to what was sent before
    // COMMIT say that they are in one.
    if (this.#answer.includes(Buffer.from('Z\0\0\0\u0005I'))) this.break();
  }

  #passOn(bytes: Buffer): void {
    const { chances, cuts, random } = this.#state;
    const chance = chances['in-answer'] ?? 0;
    if (chance === 0 || random() >= chance) {
      this.#client.write(bytes);
      return;
    }
    cuts['in-answer'] += 1;
    this.#server.destroy();
    this.#client.write(bytes.subarray(0, Math.floor(random() * bytes.length)), () => this.#client.destroy());
  }
}

/** Numbers in [0, 1), the same for the same seed. Source: "mulberry32", T. Ettinger, 2017. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
