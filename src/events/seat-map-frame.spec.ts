import { describe, expect, it } from '@jest/globals';
import { SeatMapFrame, type FramedSeat } from './seat-map-frame.js';

const seat = (section: string, row: string, number: number): FramedSeat => ({
  id: `${section}${row}${number}`,
  section,
  row,
  number,
  label: `${section}-${row}-${number}`,
  x: number,
  y: 0.5,
  accessible: number === 1,
});

const read = (seats: readonly FramedSeat[], states: string): unknown =>
  JSON.parse(new SeatMapFrame(seats).fill(7, states));

// Goal: the text is the JSON of the contract, whatever sections are called and however the seats are mixed.
describe('SeatMapFrame', () => {
  it('puts each state beside its seat, also where a row goes on after another', () => {
    const map = read([seat('S', 'A', 1), seat('T', 'A', 1), seat('S', 'B', 1), seat('S', 'A', 2)], 'fhcb');
    const shown = (number: number, section: string, row: string, state: string): object => {
      const { id, label, x, y, accessible } = seat(section, row, number);
      return { id, label, number, x, y, accessible, state };
    };
    expect(map).toEqual({
      version: 7,
      sections: [
        {
          section: 'S',
          rows: [
            { row: 'A', seats: [shown(1, 'S', 'A', 'free'), shown(2, 'S', 'A', 'blocked')] },
            { row: 'B', seats: [shown(1, 'S', 'B', 'booked')] },
          ],
        },
        { section: 'T', rows: [{ row: 'A', seats: [shown(1, 'T', 'A', 'held')] }] },
      ],
    });
  });

  it('is an empty map where there are no seats', () => {
    expect(read([], '')).toEqual({ version: 7, sections: [] });
  });

  it('keeps names as they are: quotes, brackets and signs of any script', () => {
    const names = ['"}]', 'a,[', '座席 🎭', '\\'];
    const map = read(
      names.map((name) => seat(name, name, 1)),
      'ffff',
    );
    expect(map).toMatchObject({ sections: names.map((section) => ({ section, rows: [{ row: section }] })) });
  });
});
