import { randomBytes } from 'node:crypto';
import { Agent, request } from 'undici';
import { type SignedInResponse } from '../../src/auth/auth.response.js';

/** What came back. `body` is the parsed JSON, or undefined where there was none. */
export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: T;
  readonly text: string;
}

export interface RequestOptions {
  readonly token?: string | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A registered user with the tokens of one session. */
export interface Person extends SignedInResponse {
  readonly email: string;
  readonly password: string;
}

export type Method = 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';

/** Speaks to one instance over real sockets. Paths under `/api/v1` may be given without it. */
export class ApiClient {
  private readonly agent = new Agent({ connections: 512, pipelining: 1 });

  constructor(readonly url: string) {}

  async send<T = Record<string, unknown>>(
    method: Method,
    path: string,
    { token, body, raw, headers = {} }: RequestOptions = {},
  ): Promise<Answer<T>> {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const answer = await request(`${this.url}${absolute(path)}`, {
      method,
      dispatcher: this.agent,
      headers: {
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: payload ?? null,
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: flat(answer.headers), body: parse(text) as T, text };
  }

  get<T = Record<string, unknown>>(path: string, options?: RequestOptions): Promise<Answer<T>> {
    return this.send<T>('GET', path, options);
  }

  post<T = Record<string, unknown>>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer<T>> {
    return this.send<T>('POST', path, { ...options, body });
  }

  patch<T = Record<string, unknown>>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer<T>> {
    return this.send<T>('PATCH', path, { ...options, body });
  }

  delete<T = Record<string, unknown>>(path: string, options?: RequestOptions): Promise<Answer<T>> {
    return this.send<T>('DELETE', path, options);
  }

  /** A new user with an address nobody else has. */
  async register(details: { role?: 'attendee' | 'organizer'; email?: string; name?: string } = {}): Promise<Person> {
    const email = details.email ?? `${randomBytes(8).toString('hex')}@example.org`;
    const password = `pw-${randomBytes(8).toString('hex')}`;
    const name = details.name ?? 'Somebody';
    const answer = await this.post<SignedInResponse>('/auth/register', {
      email,
      password,
      name,
      ...(details.role && { role: details.role }),
    });
    if (answer.status !== 201) throw new Error(`Registering answered ${answer.status}: ${answer.text}`);
    const { user, accessToken, refreshToken, expiresIn } = answer.body;
    return { user, accessToken, refreshToken, expiresIn, email, password };
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

const absolute = (path: string): string => (/^\/(api|health|metrics)\b/.test(path) ? path : `/api/v1${path}`);

const flat = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
