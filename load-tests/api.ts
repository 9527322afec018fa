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

/** A booking and a waitlist entry, as far as a check needs them. */
export interface Party {
  readonly userId: string;
  readonly seats: number;
  readonly status: string;
}

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

  waitlist(eventId: string): Promise<Party[]> {
    return this.#listAll(`/events/${eventId}/waitlist`);
  }

  async #listAll(path: string): Promise<Party[]> {
    const items: Party[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = new URLSearchParams({ limit: String(PAGE_MAX), ...(cursor === '' ? {} : { cursor }) });
      const page: { items: Party[]; nextCursor: string | null } = await this.#callAsOrganizer(
        'GET',
        `${path}?${query.toString()}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  async #callAsOrganizer<T>(method: string, path: string, body?: unknown): Promise<T> {
    if (performance.now() - this.#signedInAt > TOKEN_AGE_MAX_MS) {
      this.#token = '';
      const { accessToken } = await this.#call<{ accessToken: string }>('POST', '/auth/login', this.#organizer);
      this.#token = accessToken;
      this.#signedInAt = performance.now();
    }
    return this.#call(method, path, body);
  }

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#origin}/api/v1${path}`, {
      method,
      headers: {
        ...(this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }
}
