import { type SeatChangesResponse, type SeatMapResponse, type SeatResponse } from '../api/schema.js';
import { type Bounds, boundsOf, seatPitch } from './seat-geometry.js';

export type SeatState = SeatResponse['state'];

/** A seat as it never changes. Positions are in seats: neighbours in a row are 1 apart, and y grows away from the stage. */
export interface Seat {
  /** Its place in `seats`. */
  readonly index: number;
  readonly id: string;
  readonly label: string;
  readonly section: string;
  readonly row: string;
  readonly number: number;
  readonly x: number;
  readonly y: number;
  readonly accessible: boolean;
}

export interface SeatRow {
  readonly section: string;
  readonly row: string;
  /** From left to right. */
  readonly seats: readonly Seat[];
}

export interface SeatSection {
  readonly section: string;
  readonly rows: readonly SeatRow[];
  readonly bounds: Bounds;
}

/**
 * The seats of one event and what they are right now. What never changes is plain data; the states change under it,
 * thousands at a time, and whoever shows them subscribes.
 */
export class LiveSeatMap {
  readonly sections: readonly SeatSection[];
  readonly seats: readonly Seat[];
  readonly bounds: Bounds;
  /** Counts the changes: two equal numbers mean that nothing has changed in between. */
  changeCount = 0;
  readonly #states: SeatState[] = [];
  /** The version at which each seat was last told. */
  readonly #toldAt: Int32Array;
  readonly #indexById = new Map<string, number>();
  readonly #indexByLabel = new Map<string, number>();
  readonly #listeners = new Set<(changed: readonly number[]) => void>();

  constructor({ version, sections }: SeatMapResponse) {
    const pitch = seatPitch(sections);
    const seats: Seat[] = [];
    this.sections = sections.map(({ section, rows }) => {
      const planned = rows.map(({ row, seats: told }) => {
        const own = told.map(({ id, label, number, x, y, accessible, state }) => {
          const seat = {
            ...{ index: seats.length, id, label, section, row, number, accessible },
            ...{ x: x / pitch, y: y / pitch },
          };
          seats.push(seat);
          this.#states.push(state);
          return seat;
        });
        return { section, row, seats: own.sort((a, b) => a.x - b.x) };
      });
      return { section, rows: planned, bounds: boundsOf(planned.flatMap((row) => row.seats)) };
    });
    this.seats = seats;
    this.bounds = boundsOf(seats);
    this.#toldAt = new Int32Array(seats.length).fill(version);
    for (const { id, label, index } of seats) {
      this.#indexById.set(id, index);
      this.#indexByLabel.set(label, index);
    }
  }

  /** @param index of a seat of this map */
  stateOf(index: number): SeatState {
    return this.#states[index] ?? 'blocked';
  }

  isFree = (index: number): boolean => this.stateOf(index) === 'free';

  /** Undefined for what is no seat of this map. */
  byId(id: string): Seat | undefined {
    return this.seats[this.#indexById.get(id) ?? -1];
  }

  byLabel(label: string): Seat | undefined {
    return this.seats[this.#indexByLabel.get(label) ?? -1];
  }

  subscribe = (listener: (changed: readonly number[]) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes what the stream tells; told twice, or late, it does no harm. */
  apply({ version, seats }: SeatChangesResponse): void {
    this.#take(seats, version);
  }

  /** Takes a map that was read again, except what the stream has told since. @returns itself, unless the seats differ */
  adopt({ version, sections }: SeatMapResponse): LiveSeatMap {
    const told = sections.flatMap(({ rows }) => rows.flatMap(({ seats }) => seats));
    if (told.length !== this.seats.length || !told.every(({ id }) => this.#indexById.has(id))) {
      return new LiveSeatMap({ version, sections });
    }
    this.#take(told, version);
    return this;
  }

  #take(told: readonly { readonly id: string; readonly state: SeatState }[], version: number): void {
    const changed: number[] = [];
    for (const { id, state } of told) {
      const index = this.#indexById.get(id);
      if (index === undefined || version < (this.#toldAt[index] ?? 0)) continue;
      this.#toldAt[index] = version;
      if (this.#states[index] === state) continue;
      this.#states[index] = state;
      changed.push(index);
    }
    if (changed.length === 0) return;
    this.changeCount += 1;
    for (const listener of this.#listeners) listener(changed);
  }
}
