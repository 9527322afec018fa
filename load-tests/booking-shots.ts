import { randomUUID } from 'node:crypto';
import { type User } from '#scenario';
import { type Shot } from '#shot';

/** What a booking asks for; the body of `POST /events/:id/bookings`. */
export type Wish =
  | { readonly seats: number; readonly hold?: boolean }
  | { readonly seatIds: readonly string[] }
  | { readonly bestAvailable: { readonly seats: number; readonly section?: string } };

/** One booking by one user, as the web pages do it: with an idempotency key of its own, and the waitlist if need be. */
export const book = ({ accessToken }: User, eventId: string, wish: Wish): Shot => ({
  accessToken,
  path: `/api/v1/events/${eventId}/bookings`,
  body: wish,
  idempotencyKey: randomUUID(),
});

/** Gives the seats of a booking back. */
export const cancel = ({ accessToken }: User, bookingId: string): Shot => ({
  accessToken,
  path: `/api/v1/bookings/${bookingId}/cancel`,
});

export const joinWaitlist = ({ accessToken }: User, eventId: string, seats: number): Shot => ({
  accessToken,
  path: `/api/v1/events/${eventId}/waitlist`,
  body: { seats },
});

/** Asks how many seats are left, or only whether that has changed. */
export const readAvailability = ({ accessToken }: User, eventId: string, knownEtag?: string): Shot => ({
  method: 'GET',
  accessToken,
  path: `/api/v1/events/${eventId}/availability`,
  ...(knownEtag === undefined ? {} : { knownEtag }),
});

/** Every user books once. */
export const everybodyBooks =
  (seats: number) =>
  ({ users, eventId }: { readonly users: readonly User[]; readonly eventId: string }): readonly Shot[] =>
    users.map((user) => book(user, eventId, { seats }));
