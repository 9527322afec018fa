import { describe, expect, it } from '@jest/globals';
import { type SeatMapResponse } from '../api/schema.js';
import { LiveSeatMap, type SeatState } from './live-seat-map.js';

/** A row of seats 10 apart, with the states given by their first letters. */
const aMap = (version: number, states: string): SeatMapResponse => ({
  version,
  sections: [
    {
      section: 'S',
      rows: [
        {
          row: 'A',
          seats: Array.from(states, (letter, index) => ({
            ...{
              id: `id-${index}`,
              label: `S-A-${index + 1}`,
              number: index + 1,
              x: index * 10,
              y: 0,
              accessible: false,
            },
            state: letter === 'f' ? ('free' as const) : ('booked' as const),
          })),
        },
      ],
    },
  ],
});

const told = (version: number, index: number, state: SeatState) => ({ version, seats: [{ id: `id-${index}`, state }] });
const statesOf = (map: LiveSeatMap): string => map.seats.map(({ index }) => map.stateOf(index).charAt(0)).join('');

// Goal: the map shows the newest that was said of each seat. Method: what is read and what is told, in every order.
describe('live seat map', () => {
  it('takes what is told, and tells who listens what has changed', () => {
    const map = new LiveSeatMap(aMap(1, 'fff'));
    const heard: (readonly number[])[] = [];
    map.subscribe((changed) => heard.push(changed));
    map.apply(told(2, 1, 'held'));
    map.apply(told(2, 1, 'held'));
    expect(statesOf(map)).toBe('fhf');
    expect(heard).toEqual([[1]]);
    expect(map.changeCount).toBe(1);
  });

  it('believes nothing that is older than what it knows', () => {
    const map = new LiveSeatMap(aMap(5, 'bbb'));
    map.apply(told(4, 0, 'free'));
    expect(statesOf(map)).toBe('bbb');
  });

  it('fills a gap from a map that is read again, but keeps what was told after it', () => {
    const map = new LiveSeatMap(aMap(1, 'fff'));
    map.apply(told(7, 2, 'held'));
    expect(map.adopt(aMap(6, 'bff'))).toBe(map);
    expect(statesOf(map)).toBe('bfh');
  });

  it('begins anew where the hall itself is another', () => {
    const map = new LiveSeatMap(aMap(1, 'fff'));
    const next = map.adopt(aMap(2, 'ffff'));
    expect(next).not.toBe(map);
    expect(next.seats).toHaveLength(4);
  });

  it('measures in seats, whatever the unit of the drawing', () => {
    const map = new LiveSeatMap(aMap(1, 'fff'));
    expect(map.seats.map(({ x }) => x)).toEqual([0, 1, 2]);
    expect(map.byLabel('S-A-2')).toBe(map.byId('id-1'));
    expect(map.byLabel('S-A-9')).toBeUndefined();
  });
});
