import { type IncomingMessage, request } from 'node:http';
import { type ApiClient } from './api-client.js';
import { eventually } from './eventually.js';

/** A message of a stream. */
export interface StreamMessage {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

export interface StreamOptions {
  readonly method?: 'GET' | 'HEAD';
  readonly token?: string;
  readonly lastEventId?: string | number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A reader of server-sent events over a socket of its own. Understands what the HTML standard asks for, and no more. */
export class EventStream {
  readonly messages: StreamMessage[] = [];
  readonly comments: string[] = [];
  retryMs: number | undefined;
  /** How it ended: `end` by the server, `cut` without its last chunk; `undefined` while it is open. */
  ending: 'end' | 'cut' | undefined;
  #rest = '';

  private constructor(readonly answer: IncomingMessage) {
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => {
      this.#read(text);
    });
    answer.on('error', () => undefined);
    answer.once('close', () => {
      this.ending = answer.complete ? 'end' : 'cut';
    });
  }

  static async open(
    { url }: Pick<ApiClient, 'url'>,
    eventId: string,
    options: StreamOptions = {},
  ): Promise<EventStream> {
    const { method = 'GET', token, lastEventId, headers = {} } = options;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request(`${url}/api/v1/events/${eventId}/stream`, {
        method,
        agent: false,
        headers: {
          accept: 'text/event-stream',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(lastEventId !== undefined && { 'last-event-id': String(lastEventId) }),
          ...headers,
        },
      })
        .once('response', resolve)
        .once('error', reject)
        .end();
    });
    return new EventStream(answer);
  }

  get status(): number | undefined {
    return this.answer.statusCode;
  }

  of(event: string): StreamMessage[] {
    return this.messages.filter((message) => message.event === event);
  }

  /** The last message of this kind, once `fits` accepts it. */
  async until(event: string, fits: (data: Record<string, unknown>) => boolean = () => true): Promise<StreamMessage> {
    return eventually(() => {
      const last = this.of(event).at(-1);
      if (!last || !fits(last.data)) throw new Error(`Not among ${JSON.stringify(this.messages).slice(0, 2000)}`);
      return last;
    });
  }

  /** What each seat is, after every message so far. */
  seatStates(): Map<string, string> {
    const seats = this.of('seats').flatMap(({ data }) => data.seats as { id: string; state: string }[]);
    return new Map(seats.map(({ id, state }) => [id, state]));
  }

  /** Stops reading: the sender's buffers fill up. */
  pause(): void {
    this.answer.pause();
  }

  close(): void {
    this.answer.destroy();
  }

  #read(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) this.#take(block.split('\n'));
  }

  #take(lines: readonly string[]): void {
    const fields = new Map<string, string>();
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (name === '') this.comments.push(value);
      else fields.set(name, value);
    }
    const retry = fields.get('retry');
    if (retry !== undefined) this.retryMs = Number(retry);
    const data = fields.get('data');
    if (data === undefined) return;
    this.messages.push({
      id: fields.get('id'),
      event: fields.get('event') ?? 'message',
      data: JSON.parse(data) as Record<string, unknown>,
    });
  }
}
