import { type LoginRequest } from '../../src/auth/auth.request.js';
import { type SignedInResponse } from '../../src/auth/auth.response.js';
import { type EventResponse } from '../../src/events/dto/event.response.js';
import { type Answer, type ApiClient, type Person } from './api-client.js';
import { type TestApp } from './app.js';

/** An event as it comes over the wire. */
export type EventBody = Pick<EventResponse, keyof EventResponse>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** An instant some days from now, as requests have it. Negative: in the past. */
export const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

/** The body of a valid event with 10 seats in a month's time; `fields` are what the test is about. */
export const anEventBody = (fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  title: 'A concert',
  startsAt: inDays(30),
  seating: 'general',
  capacity: 10,
  ...fields,
});

/** A draft of this organizer's, over HTTP. @throws Error when it is refused */
export async function aDraft(
  api: ApiClient,
  organizer: Person,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<EventBody> {
  const token = organizer.accessToken;
  return expectStatus(201, await api.post<EventBody>('/events', anEventBody(fields), { token }));
}

/** An event on sale, over HTTP. @throws Error when it is refused */
export async function anEvent(
  api: ApiClient,
  organizer: Person,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<EventBody> {
  const { id } = await aDraft(api, organizer, fields);
  const token = organizer.accessToken;
  return expectStatus(200, await api.post<EventBody>(`/events/${id}/publish`, undefined, { token }));
}

/** Asks for seats and gives the whole answer: 201, 202 or a refusal. */
export const book = (
  api: ApiClient,
  { accessToken: token }: Person,
  eventId: string,
  body: Readonly<Record<string, unknown>> = { seats: 1 },
): Promise<Answer> => api.post(`/events/${eventId}/bookings`, body, { token });

/** An admin. Nobody can register as one, so an attendee is made one in the database and signs in again. */
export async function anAdmin({ api, dataSource }: Pick<TestApp, 'api' | 'dataSource'>): Promise<Person> {
  const person = await api.register({ name: 'Admin' });
  await dataSource.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [person.user.id]);
  const credentials: LoginRequest = { email: person.email, password: person.password };
  const signedIn = expectStatus(200, await api.post<SignedInResponse>('/auth/login', credentials));
  return Object.assign(person, signedIn);
}

function expectStatus<T>(status: number, answer: Answer<T>): T {
  if (answer.status !== status) throw new Error(`Expected ${status}, not ${answer.status}: ${answer.text}`);
  return answer.body;
}
