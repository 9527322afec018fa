import { type SeatingPlan } from './seating-plan.js';

/** What a seat is to the next buyer. Anything but `FREE` counts as taken. */
export const SEAT = { FREE: 0, TAKEN: 1, BLOCKED: 2 } as const;

export interface HallSeat {
  readonly id: string;
  readonly label: string;
  readonly accessible: boolean;
}

/** The mapped seats of an event at one version. Seats are named by their place in `seats`. */
export interface Hall {
  readonly plan: SeatingPlan;
  readonly seats: readonly HallSeat[];
  readonly placeOf: ReadonlyMap<string, number>;
  /** One of `SEAT` for each seat. */
  readonly states: Uint8Array;
  /** The seats of each live booking, by booking id. */
  readonly seatsOf: ReadonlyMap<string, readonly number[]>;
}

/** A mapped seat as it is from now on. */
export interface SeatChange {
  readonly id: string;
  readonly bookingId: string | null;
  readonly blocked: boolean;
}
