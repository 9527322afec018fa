/** One request of a scenario. */
export interface Shot {
  /** POST unless said. */
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Of the user who asks; without it nobody is signed in. */
  readonly accessToken?: string;
  /** Path and query, such as `/api/v1/events/…/bookings`. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Clients of ours always send one when they book; without it, repeating the request books again. */
  readonly idempotencyKey?: string;
  /** Sent with `If-None-Match`: the answer is 304 if that is still what is there. */
  readonly knownEtag?: string;
}

/** What came of a shot. */
export interface Answer {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** The `outcome` of a booking, the `code` of a problem, the status of a booking or entry, or what went wrong on the way. */
  readonly outcome: string;
  /** From sending to the last byte of the answer, in milliseconds. */
  readonly ms: number;
  /** When the last byte came, in milliseconds since 1970, fractional. */
  readonly endedAt: number;
  /** Of the booking or the waitlist entry that it is about, and its seats. */
  readonly id?: string;
  readonly seats?: number;
  /** Of a reading. */
  readonly etag?: string;
  /** Of a 429: when to come back, and which limit was reached. */
  readonly retryAfterSeconds?: number;
  readonly limit?: RateLimit;
}

/** A limit as the header `RateLimit-Policy` tells it: so many requests per window. */
export interface RateLimit {
  readonly name: string;
  readonly requests: number;
  readonly windowSeconds: number;
}

/** What a driver brings back from firing all shots of a scenario: one answer per shot, in the shots' order. */
export interface Volley {
  readonly answers: readonly Answer[];
  /** Between the first and the last shot, in milliseconds; how much at once it was. */
  readonly spreadMs: number;
  /** What else the driver has to say, for the report. */
  readonly notes: Readonly<Record<string, number>>;
}

/** Told of every answer as it comes. */
export type OnAnswer = (answer: Answer) => void;

/** How a volley that is not fired at one moment is spread. */
export interface Arrivals {
  /** Whole seconds, ≥ 1: Artillery knows no shorter time. */
  readonly seconds: number;
  readonly onAnswer?: OnAnswer;
}

/** The clock of `Answer.endedAt`: finer than `Date.now()`, and the same in every process of a machine. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

/** What a shot sends beside method, path and body; names in small letters. */
export function headersOf({ accessToken, idempotencyKey, knownEtag, body }: Shot): Record<string, string> {
  const headers: Record<string, string> = {};
  if (accessToken !== undefined) headers.authorization = `Bearer ${accessToken}`;
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  if (knownEtag !== undefined) headers['if-none-match'] = knownEtag;
  if (body !== undefined) headers['content-type'] = 'application/json';
  return headers;
}

/** An HTTP answer as it came, and when. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  /** Value of a header by its name in small letters. */
  readonly header: (name: string) => string | undefined;
  /** On the clock of `nowMs`. */
  readonly sentAt: number;
  readonly endedAt: number;
}

/** Reads what a scenario wants to know out of an answer. */
export function toAnswer({ status, body, header, sentAt, endedAt }: Reply): Answer {
  const { outcome, ...about } = readBody(body);
  const etag = status === 200 || status === 304 ? header('etag') : undefined;
  return {
    status,
    outcome,
    ms: endedAt - sentAt,
    endedAt,
    ...about,
    ...(etag === undefined ? {} : { etag }),
    ...(status === 429 ? readLimit(header) : {}),
  };
}

/** A shot that no answer came for. */
export const noAnswer = (outcome: string, sentAt: number): Answer => {
  const endedAt = nowMs();
  return { status: 0, outcome, ms: endedAt - sentAt, endedAt };
};

/** The members that bookings, waitlist entries, their envelopes and problems have in common. */
interface KnownBody {
  readonly outcome?: unknown;
  readonly code?: unknown;
  readonly booking?: KnownParty;
  readonly waitlistEntry?: KnownParty;
}

interface KnownParty {
  readonly id?: unknown;
  readonly seats?: unknown;
  readonly userId?: unknown;
  readonly status?: unknown;
}

type Told = Pick<Answer, 'outcome' | 'id' | 'seats'>;

function readBody(text: string): Told {
  const body = parseObject(text);
  if (typeof body.outcome === 'string') return readParty(body.outcome, body.booking ?? body.waitlistEntry ?? {});
  if (typeof body.code === 'string') return { outcome: body.code };
  // Bookings and entries by themselves belong to somebody; an event's availability does not.
  return typeof body.userId === 'string' && typeof body.status === 'string'
    ? readParty(body.status, body)
    : { outcome: '' };
}

const readParty = (outcome: string, { id, seats }: KnownParty): Told => ({
  outcome,
  ...(typeof id === 'string' ? { id } : {}),
  ...(typeof seats === 'number' ? { seats } : {}),
});

function parseObject(text: string): KnownBody & KnownParty {
  if (!text.startsWith('{')) return {};
  try {
    return JSON.parse(text) as KnownBody & KnownParty;
  } catch {
    // Cut off or of another make, such as a proxy's: then the status says it all.
    return {};
  }
}

function readLimit(header: Reply['header']): Pick<Answer, 'retryAfterSeconds' | 'limit'> {
  const retryAfter = header('retry-after');
  const [, name, requests, windowSeconds] = /^"([^"]*)";q=(\d+);w=(\d+)$/.exec(header('ratelimit-policy') ?? '') ?? [];
  return {
    ...(retryAfter === undefined ? {} : { retryAfterSeconds: Number(retryAfter) }),
    ...(name === undefined
      ? {}
      : { limit: { name, requests: Number(requests), windowSeconds: Number(windowSeconds) } }),
  };
}
