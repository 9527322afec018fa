import { type SeatPick, type SeatRequest } from '../../src/inventory/seat-picking.js';
import { type PlannedSeat } from '../../src/inventory/seating-plan.js';
import { type Hall } from './hall.js';

// The rules of best-available seats once more, by trying everything: slow, and sharing no code with the real picker.
// Good for drawn halls only, whose seats stand one apart.

/** Places in `hall.seats`. */
type Places = readonly number[];

export class NaivePicker {
  readonly #free: ReadonlySet<number>;
  readonly #byPosition: ReadonlyMap<string, number>;
  readonly #costs: readonly number[];

  constructor(private readonly hall: Hall) {
    const { seats, taken } = hall;
    this.#free = new Set([...seats.keys()].filter((index) => !taken.includes(index) && !seats[index]?.accessible));
    this.#byPosition = new Map(seats.map(({ x, y }, index) => [`${x} ${y}`, index]));
    this.#costs = costsOf(seats);
  }

  pick({ seats, section, adjacentOnly = false }: SeatRequest): SeatPick {
    const free = [...this.#free].filter((index) => section === undefined || this.#seat(index).section === section);
    if (free.length < seats) return { refused: 'sold-out' };
    const together = least(this.#places(free, seats), (place) => this.#value(place, seats));
    if (together !== undefined) return { seats: together };
    return adjacentOnly ? { refused: 'no-adjacent-seats' } : { seats: this.#split(free, seats) };
  }

  /** Seats that would be free with no free one beside them. */
  orphansAfter(picked: Places): number[] {
    const left = new Set([...this.#free].filter((index) => !picked.includes(index)));
    return [...left].filter((index) => !this.#neighbours(index).some((other) => left.has(other)));
  }

  newOrphans(picked: Places): number {
    const before = this.orphansAfter([]);
    return this.orphansAfter(picked).filter((index) => !before.includes(index)).length;
  }

  /** All ways to sit side by side in these seats. */
  #places(free: Places, seats: number): Places[] {
    const starts = free.map((index) => {
      const place = [index];
      for (let next = this.#right(index); place.length < seats && next !== undefined; next = this.#right(next)) {
        if (!free.includes(next)) break;
        place.push(next);
      }
      return place;
    });
    return starts.filter((place) => place.length === seats);
  }

  #value(place: Places, party: number): number[] {
    const later = (length: number): number => {
      let rest = length;
      while (rest >= party) rest -= party;
      return Number(rest === 1);
    };
    const first = place[0] ?? -1;
    const run = this.runs().find((seats) => seats.includes(first)) ?? [];
    const before = run.indexOf(first);
    const added = later(before) + later(run.length - before - party) - later(run.length);
    return [this.newOrphans(place), Math.max(0, added), sum(place.map((index) => this.#cost(index))), first];
  }

  /** The longest stretches of free seats. */
  runs(free: Iterable<number> = this.#free): Places[] {
    const among = [...free];
    const starts = among.filter((index) => !among.includes(this.#left(index) ?? -1));
    return starts.map((start) => {
      const run = [start];
      for (let next = this.#right(start); next !== undefined && among.includes(next); next = this.#right(next)) {
        run.push(next);
      }
      return run;
    });
  }

  #split(free: Places, seats: number): number[] {
    const runs = this.runs(free);
    for (let groups = 2; groups <= runs.length; groups += 1) {
      const choices = subsets(runs, groups).filter((choice) => sum(choice.map(({ length }) => length)) >= seats);
      const ordered = choices.map((choice) => this.#fromFirst(choice));
      const best = least(ordered, (choice) => this.#choiceValue(choice, seats));
      if (best !== undefined) return this.#seatGroups(best, seats);
    }
    throw new Error('The seats were counted before.');
  }

  /** The run with the best seat first, the others by their distance from it. */
  #fromFirst(choice: readonly Places[]): readonly Places[] {
    const first = least(choice, (run) => this.#nearness(run)) ?? [];
    const others = choice.filter((run) => run !== first);
    return [first, ...others.toSorted((one, other) => compare(this.#apart(first, one), this.#apart(first, other)))];
  }

  #choiceValue(choice: readonly Places[], seats: number): number[] {
    const [first = []] = choice;
    const orphans = Math.min(...divisions(choice, seats).map((sizes) => this.#divisionOrphans(choice, sizes)));
    const single = Number(choice.some((run) => run.length === 1));
    return [orphans, single, ...this.#nearness(first), ...choice.slice(1).flatMap((run) => this.#apart(first, run))];
  }

  #nearness(run: Places): number[] {
    return [Math.min(...run.map((index) => this.#cost(index))), run[0] ?? -1];
  }

  #apart(one: Places, other: Places): number[] {
    const middle = (run: Places, axis: 'x' | 'y'): number =>
      sum(run.map((index) => this.#seat(index)[axis])) / run.length;
    const squared = (axis: 'x' | 'y'): number => (middle(one, axis) - middle(other, axis)) ** 2;
    return [squared('x') + squared('y'), other[0] ?? -1];
  }

  #bestIn(run: Places, size: number): Places {
    return least(this.#places(run, size), (place) => this.#value(place, size)) ?? [];
  }

  #divisionOrphans(choice: readonly Places[], sizes: readonly number[]): number {
    return this.newOrphans(choice.flatMap((run, index) => this.#bestIn(run, sizes[index] ?? 0)));
  }

  #seatGroups(choice: readonly Places[], seats: number): number[] {
    const sizes = least(divisions(choice, seats), (division) => [
      this.#divisionOrphans(choice, division),
      sum(division.map((size) => size * size)),
      ...division.map((size) => -size),
    ]);
    return choice.flatMap((run, index) => this.#bestIn(run, sizes?.[index] ?? 0));
  }

  #cost(index: number): number {
    return this.#costs[index] ?? 0;
  }

  #seat(index: number): PlannedSeat {
    const seat = this.hall.seats[index];
    if (seat === undefined) throw new Error(`no seat ${index}`);
    return seat;
  }

  #neighbours(index: number): number[] {
    return [this.#left(index), this.#right(index)].filter((other) => other !== undefined);
  }

  #left(index: number): number | undefined {
    const { x, y } = this.#seat(index);
    return this.#byPosition.get(`${x - 1} ${y}`);
  }

  #right(index: number): number | undefined {
    const { x, y } = this.#seat(index);
    return this.#byPosition.get(`${x + 1} ${y}`);
  }
}

/** Distance from the middle of the front, in 2^20 steps to the farthest seat. */
function costsOf(seats: readonly PlannedSeat[]): number[] {
  const xs = seats.map(({ x }) => x);
  const centre = (Math.min(...xs) + Math.max(...xs)) / 2;
  const front = Math.min(...seats.map(({ y }) => y));
  const distances = seats.map(({ x, y }) => Math.hypot(x - centre, y - front));
  const farthest = Math.max(...distances);
  return distances.map((distance) => (farthest === 0 ? 0 : Math.round((distance * 2 ** 20) / farthest)));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** As words in a dictionary. */
function compare(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place < 0 ? 0 : (one[place] ?? 0) - (other[place] ?? 0);
}

function least<T>(items: readonly T[], value: (item: T) => readonly number[]): T | undefined {
  const valued = items.map((item) => ({ item, value: value(item) }));
  return valued.toSorted((one, other) => compare(one.value, other.value))[0]?.item;
}

function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

/** All ways to seat so many people in these runs, at least one in each. */
function divisions(choice: readonly Places[], seats: number): number[][] {
  const [run, ...others] = choice;
  if (run === undefined) return seats === 0 ? [[]] : [];
  const sizes = run.map((_, index) => index + 1).filter((size) => size <= seats);
  return sizes.flatMap((size) => divisions(others, seats - size).map((rest) => [size, ...rest]));
}
