import { type StoredOutcome } from './decision.js';
import { type Hall } from './hall.js';
import { type Booking, type Counters, type EventTerms, type PlacedEntry, type WaitlistEntry } from './inventory.js';

/** Everything a decision may depend on, read at one version of the event. */
export interface Snapshot {
  readonly terms: EventTerms;
  readonly counters: Counters;
  readonly version: number;
  /** Numbers given out so far; the next arrival gets `arrivals + 1`. */
  readonly arrivals: number;
  /** Arrival numbers of the latest arrivals that got seats, at most `PASSES_MAX`: whoever waits since before was passed over. */
  readonly lastServed: readonly number[];
  /** Held and confirmed seats, by user; only users of the batch, absent means none. */
  readonly liveSeats: ReadonlyMap<string, number>;
  /** Waiting entries of users of the batch, by user. */
  readonly waitingByUser: ReadonlyMap<string, PlacedEntry>;
  /** Bookings named by the batch, by id. */
  readonly bookings: ReadonlyMap<string, Booking>;
  /**
   * The part of the waitlist that the batch can reach: the front of the queue, and of every party size the first ones,
   * as many as the batch could serve. In order of arrival, no entry twice.
   */
  readonly queue: readonly WaitlistEntry[];
  /** Some live bookings, only for a batch that cancels the event. */
  readonly bookingsToCancel: readonly Booking[];
  /** Holds that have expired and are still to be tidied. */
  readonly lapsedHolds: readonly Booking[];
  /** The mapped seats; `null` on general events. */
  readonly hall: Hall | null;
  /** Answers already given under the batch's idempotency keys, by `idempotencyId`. */
  readonly answered: ReadonlyMap<string, StoredOutcome>;
}
