import { randomUUID } from 'node:crypto';

/** A booking, as far as a check needs it. */
export interface HeldBooking {
  readonly id: string;
  readonly status: string;
  readonly holdExpiresAt: string | null;
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Somebody who signs in and holds seats, now at one instance and now at another. */
export class Person {
  #tokens: Tokens;

  private constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  static async register(origin: string): Promise<Person> {
    const person = { email: `${randomUUID()}@example.org`, password: randomUUID(), name: 'Fault test' };
    const { body } = await call(origin, 'POST', '/auth/register', person);
    return new Person(body as Tokens);
  }

  /** Takes the next pair of tokens. */
  async refresh(origin: string): Promise<void> {
    const { refreshToken } = this.#tokens;
    const { body } = await call(origin, 'POST', '/auth/refresh', { refreshToken });
    this.#tokens = body as Tokens;
  }

  logout(origin: string): Promise<number> {
    return this.#statusOf(origin, 'POST', '/auth/logout');
  }

  /** Whether the token is taken: 200, or 401 where it is not. */
  whoAmI(origin: string): Promise<number> {
    return this.#statusOf(origin, 'GET', '/users/me');
  }

  async hold(origin: string, eventId: string): Promise<HeldBooking> {
    const wish = { seats: 1, hold: true };
    const { body } = await call(origin, 'POST', `/events/${eventId}/bookings`, wish, this.#tokens.accessToken);
    return (body as { booking: HeldBooking }).booking;
  }

  /** @returns `200`, or the status and code of the refusal */
  async confirm(origin: string, bookingId: string): Promise<string> {
    const path = `/bookings/${bookingId}/confirm`;
    const { status, body } = await call(origin, 'POST', path, undefined, this.#tokens.accessToken);
    const { code = '' } = body as { code?: string };
    return `${status} ${code}`.trim();
  }

  async #statusOf(origin: string, method: string, path: string): Promise<number> {
    return (await call(origin, method, path, undefined, this.#tokens.accessToken)).status;
  }
}

async function call(
  origin: string,
  method: string,
  path: string,
  body?: object,
  accessToken?: string,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as unknown) };
}
