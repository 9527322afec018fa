import { setTimeout as pause } from 'node:timers/promises';
import { type Availability, type EventTerms } from '#scenario';

const DAY_MS = 86_400_000;
/** Access tokens last 15 minutes by default; this leaves a rush time to end. */
const TOKEN_AGE_MAX_MS = 8 * 60_000;
const PAGE_MAX = 100;

/** Who organizes the events of a load test. */
export interface Organizer {
  readonly email: string;
  readonly password: string;
}

/** A booking or a waitlist entry, as far as a check needs it. */
export interface Party {
  readonly id: string;
  readonly userId: string;
  readonly seats: number;
  readonly status: string;
  /** Of a booking: who made it. */
  readonly source?: 'direct' | 'waitlist';
  readonly seatLabels?: readonly string[];
}

/** A line of the ledger, as far as a check needs it. */
export interface RecordedChange {
  readonly version: number;
  readonly change: string;
  readonly waitlistEntryId: string | null;
}

/** A seat of a map. */
export interface Seat {
  readonly id: string;
  readonly label: string;
  readonly state: 'free' | 'held' | 'booked' | 'blocked';
}

/** An answer that says no. `status` is 0 when there was no answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Past that a limit is no matter of patience. */
const RETRIES_MAX = 5;

/** What the load tests ask of the API beside the rush itself, in the name of one organizer. */
export class Api {
  readonly #origin: string;
  readonly #organizer: Organizer;
  #token = '';
  #signedInAt = -Infinity;

  constructor(origin: string, organizer: Organizer) {
    this.#origin = origin;
    this.#organizer = organizer;
  }

  /** Makes the organizer's account. */
  async register(): Promise<void> {
    await this.#call('POST', '/auth/register', { ...this.#organizer, name: 'Load test', role: 'organizer' });
  }

  /** Creates and publishes an event a week ahead. @returns its id */
  async openEvent(title: string, terms: EventTerms): Promise<string> {
    const startsAt = new Date(Date.now() + 7 * DAY_MS).toISOString();
    const { id } = await this.#callAsOrganizer<{ id: string }>('POST', '/events', { title, startsAt, ...terms });
    await this.#callAsOrganizer('POST', `/events/${id}/publish`);
    return id;
  }

  availability(eventId: string): Promise<Availability> {
    return this.#callAsOrganizer<Availability>('GET', `/events/${eventId}/availability`);
  }

  bookings(eventId: string): Promise<Party[]> {
    return this.#listAll(`/events/${eventId}/bookings`);
  }

  /** In the order of the queue. */
  waitlist(eventId: string): Promise<Party[]> {
    return this.#listAll(`/events/${eventId}/waitlist`);
  }

  /** In the order it happened. */
  ledger(eventId: string): Promise<RecordedChange[]> {
    return this.#listAll(`/events/${eventId}/ledger`);
  }

  /** All seats of the map, section by section and row by row. */
  async seats(eventId: string): Promise<Seat[]> {
    const { sections } = await this.#callAsOrganizer<{ sections: { rows: { seats: Seat[] }[] }[] }>(
      'GET',
      `/events/${eventId}/seats`,
    );
    return sections.flatMap(({ rows }) => rows.flatMap(({ seats }) => seats));
  }

  async revision(eventId: string): Promise<number> {
    return (await this.#callAsOrganizer<{ revision: number }>('GET', `/events/${eventId}`)).revision;
  }

  /** @returns the new revision @throws {ApiError} 412 when `revision` is not the current one, 409 below what is booked */
  async changeCapacity(eventId: string, capacity: number, revision: number): Promise<number> {
    const headers = { 'if-match': `"${revision}"` };
    return (await this.#callAsOrganizer<{ revision: number }>('PATCH', `/events/${eventId}`, { capacity }, headers))
      .revision;
  }

  async #listAll<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = new URLSearchParams({ limit: String(PAGE_MAX), ...(cursor === '' ? {} : { cursor }) });
      const page: { items: T[]; nextCursor: string | null } = await this.#callAsOrganizer(
        'GET',
        `${path}?${query.toString()}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  async #callAsOrganizer<T>(method: string, path: string, body?: unknown, headers = {}): Promise<T> {
    if (performance.now() - this.#signedInAt > TOKEN_AGE_MAX_MS) {
      this.#token = '';
      const { accessToken } = await this.#call<{ accessToken: string }>('POST', '/auth/login', this.#organizer);
      this.#token = accessToken;
      this.#signedInAt = performance.now();
    }
    return this.#call(method, path, body, headers);
  }

  /** Long lists of many runs may reach the organizer's own limit; then it waits as it is told to. */
  async #call<T>(method: string, path: string, body?: unknown, headers = {}): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      const response = await this.#send(method, path, body, headers);
      const text = await response.text();
      if (response.ok) return JSON.parse(text) as T;
      const retryAfterSeconds = Number(response.headers.get('retry-after') ?? '0');
      if (response.status !== 429 || retryAfterSeconds === 0 || attempt >= RETRIES_MAX) {
        throw new ApiError(response.status, `${method} ${path} answered ${response.status}: ${text}`);
      }
      await pause(retryAfterSeconds * 1_000);
    }
  }

  #send(method: string, path: string, body: unknown, headers: object): Promise<Response> {
    return fetch(`${this.#origin}/api/v1${path}`, {
      method,
      headers: {
        ...headers,
        ...(this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}
