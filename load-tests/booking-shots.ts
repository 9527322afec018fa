import { randomUUID } from 'node:crypto';
import { type User } from '#scenario';
import { type Shot } from '#shot';

/** Every user books once, as the web pages do: with an idempotency key of its own, and the waitlist if there is none left. */
export const everybodyBooks =
  (seats: number) =>
  (users: readonly User[], eventId: string): readonly Shot[] =>
    users.map(({ accessToken }) => ({
      accessToken,
      path: `/api/v1/events/${eventId}/bookings`,
      body: { seats },
      idempotencyKey: randomUUID(),
    }));
