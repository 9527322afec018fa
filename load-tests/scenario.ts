import { type Stage } from '#stage';
import { type Check } from '#run-record';

/** A seeded user, as `npm run seed` writes them. */
export interface User {
  readonly email: string;
  readonly userId: string;
  readonly accessToken: string;
}

/** A section of equal rows. */
export interface SeatBlock {
  readonly section: string;
  readonly rows: number;
  readonly seatsPerRow: number;
}

/** What an event has beside its title and dates; the body of `POST /events`. */
export interface EventTerms {
  readonly seating: 'general' | 'reserved';
  readonly capacity?: number;
  readonly seatMap?: { readonly blocks: readonly SeatBlock[] };
  readonly maxSeatsPerBooking?: number;
  readonly maxSeatsPerUser?: number;
  readonly holdSeconds?: number;
  readonly waitlist?: { readonly enabled: boolean; readonly mode: 'auto' };
}

/** The state of an event as `GET /events/:id/availability` tells it. */
export interface Availability {
  readonly capacity: number;
  readonly seatsConfirmed: number;
  readonly seatsHeld: number;
  readonly seatsFree: number;
  readonly waiting: number;
}

/**
 * Who sends the requests. `artillery`: virtual users arriving over one second or more. `burst`: all at the same moment
 * over open sockets. `steady`: a fixed rate over open sockets, for plays with several parts and where single milliseconds
 * count: Artillery takes a core for itself, and what it waits for that is part of what it measures.
 */
export const DRIVERS = ['artillery', 'burst', 'steady'] as const;

export type DriverName = (typeof DRIVERS)[number];

/** Upper bounds of full-answer latencies. */
export interface Thresholds {
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  readonly p99Ms?: number;
}

/** A load test: who asks for what, what must come of it, and how long it may take. One file in `scenarios/` each. */
export interface Scenario {
  /** What people type; also the name of its file. */
  readonly name: string;
  readonly summary: string;
  /** Users seeded for it. */
  readonly users: number;
  readonly event: EventTerms;
  /** Each driver plays it by itself. What is measured differs: see `DRIVERS`. */
  readonly drivers: readonly DriverName[];
  readonly thresholds: Readonly<Partial<Record<DriverName, Thresholds>>>;
  /** Over how many seconds a volley's arrivals spread, unless they burst; 1 unless said, the least Artillery can. */
  readonly arrivalSeconds?: number;
  /** So long that nobody would expect it without asking for it by name. */
  readonly onlyByName?: boolean;
  /** Plays it on a fresh event. @returns what was checked; thresholds and invariants come on top */
  readonly play: (stage: Stage) => Promise<readonly Check[]>;
}
