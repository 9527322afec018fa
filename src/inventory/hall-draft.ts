import { SEAT, type Hall, type HallSeat, type SeatChange } from './hall.js';
import { type Counters } from './inventory.js';
import { SeatOccupancy } from './seat-occupancy.js';
import { pickBestAvailable, type SeatPick, type SeatRequest } from './seat-picking.js';

type AccessibleCounts = Pick<Counters, 'accessibleSeats' | 'accessibleFree'>;

/** The working copy of a hall while a batch is decided. */
export class HallDraft {
  readonly #hall: Hall;
  readonly #states: Uint8Array;
  /** Seats that bookings of this batch took, by booking id. */
  readonly #occupied = new Map<string, readonly number[]>();
  /** Who has a seat now, for the seats this batch touched. */
  readonly #touched = new Map<number, string | null>();
  /** For picking; made when the first buyer of the batch leaves the choice to us. */
  #occupancy: SeatOccupancy | undefined;
  #accessibleSeats: number;
  #accessibleFree: number;

  constructor(hall: Hall, { accessibleSeats, accessibleFree }: AccessibleCounts) {
    this.#hall = hall;
    this.#states = hall.states.slice();
    this.#accessibleSeats = accessibleSeats;
    this.#accessibleFree = accessibleFree;
  }

  get accessible(): AccessibleCounts {
    return { accessibleSeats: this.#accessibleSeats, accessibleFree: this.#accessibleFree };
  }

  /** The place of a seat in this hall; `undefined` for any other id. */
  placeOf(seatId: string): number | undefined {
    return this.#hall.placeOf.get(seatId);
  }

  idOf(place: number): string {
    return this.#seat(place).id;
  }

  isFree(place: number): boolean {
    return this.#states[place] === SEAT.FREE;
  }

  isBlocked(place: number): boolean {
    return this.#states[place] === SEAT.BLOCKED;
  }

  isAccessible(place: number): boolean {
    return this.#seat(place).accessible;
  }

  labelsOf(places: readonly number[]): string[] {
    return places.map((place) => this.#seat(place).label);
  }

  /** The best seats that are free; nobody has them before `occupy`. */
  pick(request: SeatRequest): SeatPick {
    this.#occupancy ??= new SeatOccupancy(this.#hall.plan, this.#takenPlaces());
    return pickBestAvailable(this.#occupancy, request);
  }

  occupy(places: readonly number[], bookingId: string): void {
    this.#occupied.set(bookingId, places);
    for (const place of places) this.#set(place, SEAT.TAKEN, bookingId);
  }

  /** Frees the seats of a booking that ends. */
  vacate(bookingId: string): void {
    for (const place of this.#placesOf(bookingId)) this.#set(place, SEAT.FREE, null);
  }

  /** Seats of a hold that is now a booking: still taken, but whoever watches the map must hear of it. */
  confirm(bookingId: string): void {
    for (const place of this.#placesOf(bookingId)) this.#touched.set(place, bookingId);
  }

  block(place: number): void {
    this.#set(place, SEAT.BLOCKED, null);
  }

  unblock(place: number): void {
    this.#set(place, SEAT.FREE, null);
  }

  /** The seats this batch touched, as they are now. */
  changes(): SeatChange[] {
    return [...this.#touched].map(([place, bookingId]) => ({
      id: this.idOf(place),
      bookingId,
      blocked: this.isBlocked(place),
    }));
  }

  #placesOf(bookingId: string): readonly number[] {
    return this.#occupied.get(bookingId) ?? this.#hall.seatsOf.get(bookingId) ?? [];
  }

  #set(place: number, state: number, bookingId: string | null): void {
    const { accessible } = this.#seat(place);
    if (accessible) this.#countAccessible(place, -1);
    this.#states[place] = state;
    if (state === SEAT.FREE) this.#occupancy?.release([place]);
    else this.#occupancy?.take([place]);
    if (accessible) this.#countAccessible(place, 1);
    this.#touched.set(place, bookingId);
  }

  /** A plain loop: an iterator makes an object for each of 50,000 seats, and a single booking feels it. */
  #takenPlaces(): number[] {
    const places: number[] = [];
    for (let place = 0; place < this.#states.length; place += 1) {
      if (this.#states[place] !== SEAT.FREE) places.push(place);
    }
    return places;
  }

  #countAccessible(place: number, step: 1 | -1): void {
    if (!this.isBlocked(place)) this.#accessibleSeats += step;
    if (this.isFree(place)) this.#accessibleFree += step;
  }

  #seat(place: number): HallSeat {
    const seat = this.#hall.seats[place];
    if (!seat) throw new RangeError(`the hall has no seat at place ${place}`);
    return seat;
  }
}
