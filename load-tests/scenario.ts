import { type Shot } from '#shot';

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

/** The one right result, whatever the order in which the requests arrive. */
export interface Expected {
  /** How often each answer is given, by `<status> <outcome or problem code>`, such as `201 confirmed`. */
  readonly answers: Readonly<Record<string, number>>;
  readonly availability: Availability;
}

/** A load test: who asks for what, what must come of it, and how long it may take. One file in `scenarios/` each. */
export interface Scenario {
  /** What people type; also the name of its file. */
  readonly name: string;
  readonly summary: string;
  /** Users seeded for it. */
  readonly users: number;
  readonly event: EventTerms;
  /** The requests, fired together. A user may send several. */
  readonly shots: (users: readonly User[], eventId: string) => readonly Shot[];
  readonly expected: Expected;
  readonly thresholds: {
    /** 99 of 100 answers are complete within this many milliseconds. */
    readonly p99Ms: number;
  };
  /** Settings of the server other than the defaults; such a scenario gets a server of its own. */
  readonly serverEnvironment?: Readonly<Record<string, string>>;
}
