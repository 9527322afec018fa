/** A seat of the map as it never changes; which place it has is its index in the list. */
export interface FramedSeat {
  readonly id: string;
  readonly section: string;
  readonly row: string;
  readonly number: number;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly accessible: boolean;
}

/** What `GET /events/:id/seats` says of a seat, by the letter the database tells it with. */
const STATES: Readonly<Record<string, string>> = { f: 'free', h: 'held', c: 'booked', b: 'blocked' };

/**
 * The JSON of a seat map with its states left out. The rest never changes, so it is put together once: filling in 50,000
 * states takes a hundredth of a second, building the map anew the better part of one (measured 2026-11).
 */
export class SeatMapFrame {
  /** The text before each seat's state, in the order of the text. */
  readonly #pieces: string[] = [];
  /** The place of each of those seats. */
  readonly #places: number[] = [];
  readonly #end: string;

  /** @param seats in the order of the map; sections and rows come in the order of their first seats */
  constructor(seats: readonly FramedSeat[]) {
    let text = '';
    for (const [section, own] of Map.groupBy(seats.entries(), ([, seat]) => seat.section)) {
      text += `${text === '' ? '' : ','}{"section":${JSON.stringify(section)},"rows":[`;
      for (const [row, members] of Map.groupBy(own, ([, seat]) => seat.row)) {
        text += `${text.endsWith('[') ? '' : ','}{"row":${JSON.stringify(row)},"seats":[`;
        for (const [place, { id, label, number, x, y, accessible }] of members) {
          const seat = JSON.stringify({ id, label, number, x, y, accessible });
          this.#pieces.push(`${text}${text.endsWith('[') ? '' : ','}${seat.slice(0, -1)},"state":"`);
          this.#places.push(place);
          text = '"}';
        }
        text += ']}';
      }
      text += ']}';
    }
    this.#end = `${text}]}`;
  }

  /** @param states a letter for each place: `f`ree, `h`eld, `c`onfirmed or `b`locked */
  fill(version: number, states: string): string {
    const filled = this.#pieces.map((piece, index) => piece + (STATES[states[this.#places[index] ?? -1] ?? ''] ?? ''));
    return `{"version":${version},"sections":[${filled.join('')}${this.#end}`;
  }
}
