import { type EntityManager } from 'typeorm';
import { type Order, type Sale } from '#alternatives/alternative';

/**
 * Tables of the alternatives' own, so that none of them pays for Rowlock's columns and indexes. A sale is a row with the
 * same identity and durability as a booking of Rowlock, and like one without foreign keys. `stored_at` tells how late a
 * row came.
 */
export const TABLES = `
CREATE SCHEMA IF NOT EXISTS alternatives;
CREATE TABLE IF NOT EXISTS alternatives.stock (
  event_id   uuid    NOT NULL PRIMARY KEY REFERENCES public.events (id),
  seats_left integer NOT NULL CHECK (seats_left >= 0),
  version    integer NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
CREATE TABLE IF NOT EXISTS alternatives.bookings (
  id         uuid        NOT NULL PRIMARY KEY,
  reference  text        NOT NULL UNIQUE,
  event_id   uuid        NOT NULL,
  user_id    uuid        NOT NULL,
  seats      integer     NOT NULL CHECK (seats > 0),
  created_at timestamptz NOT NULL,
  stored_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS bookings_event_id_user_id_idx ON alternatives.bookings (event_id, user_id);
CREATE TABLE IF NOT EXISTS alternatives.waitlist (
  id         uuid        NOT NULL PRIMARY KEY,
  event_id   uuid        NOT NULL REFERENCES public.events (id),
  user_id    uuid        NOT NULL,
  seats      integer     NOT NULL CHECK (seats > 0),
  created_at timestamptz NOT NULL
);
`;

/** Puts the seats of an event on sale; `$1` its id, `$2` how many. */
export const OPEN_STOCK = 'INSERT INTO alternatives.stock (event_id, seats_left) VALUES ($1, $2)';

/** Where the Redis counter keeps the seats left of an event. */
export const stockKey = (eventId: string): string => `alternatives:stock:${eventId}`;

/** Stores a booking; its parameters come from `toRow`. */
export const INSERT_BOOKING = `
  INSERT INTO alternatives.bookings (id, reference, event_id, user_id, seats, created_at) VALUES ($1, $2, $3, $4, $5, $6)`;

/** The parameters of `INSERT_BOOKING`. */
export const toRow = ({ bookingId, reference, eventId, userId, seats, createdAt }: Order): unknown[] => [
  bookingId,
  reference,
  eventId,
  userId,
  seats,
  createdAt,
];

/** Writes down who waits. The order of the waitlist is that of the rows; the place in it is not told. */
export async function enrol(
  db: Pick<EntityManager, 'query'>,
  { bookingId, eventId, userId, seats, createdAt }: Order,
): Promise<Sale> {
  await db.query(
    'INSERT INTO alternatives.waitlist (id, event_id, user_id, seats, created_at) VALUES ($1, $2, $3, $4, $5)',
    [bookingId, eventId, userId, seats, createdAt],
  );
  return 'waitlisted';
}
