import { describe, expect, it } from '@jest/globals';
import { LiveSeatMap } from '../seat-map/live-seat-map.js';
import { aislesOf, drawHall, faultOf, type HallSection, NEW_SECTION, planOf, rowName, toSeatMap } from './hall.js';

const aSection = (fields: Partial<HallSection>): HallSection => ({
  ...NEW_SECTION,
  id: 1,
  name: 'Stalls',
  rows: 2,
  seatsPerRow: 4,
  ...fields,
});

// Goal: what is drawn is what is sold. Method: small halls, seat by seat.
describe('a hall', () => {
  it('names its rows as the API does', () => {
    expect([0, 25, 26, 27, 701, 702].map(rowName)).toEqual(['A', 'Z', 'AA', 'AB', 'ZZ', 'AAA']);
  });

  it('is sent in blocks, with the accessible seats that are there', () => {
    const stalls = aSection({ accessible: new Set(['A-1', 'B-4', 'C-1', 'A-5']) });
    expect(toSeatMap([stalls, aSection({ id: 2, name: ' Circle ', rows: 1 })])).toEqual({
      blocks: [
        { section: 'Stalls', rows: 2, seatsPerRow: 4, accessible: ['Stalls-A-1', 'Stalls-B-4'] },
        { section: 'Circle', rows: 1, seatsPerRow: 4 },
      ],
    });
  });

  it('with an aisle is sent seat by seat, every section at its place', () => {
    const { seats = [] } = toSeatMap([
      aSection({ aisles: '2', accessible: new Set(['B-4']) }),
      aSection({ id: 2, name: 'Circle', rows: 1, seatsPerRow: 2 }),
    ]);
    expect(seats.slice(0, 4).map(({ x }) => x)).toEqual([-2, -1, 1, 2]);
    expect(seats[7]).toEqual({ section: 'Stalls', row: 'B', number: 4, x: 2, y: 1, accessible: true });
    expect(seats.slice(8)).toEqual([
      { section: 'Circle', row: 'A', number: 1, x: -0.5, y: 3 },
      { section: 'Circle', row: 'A', number: 2, x: 0.5, y: 3 },
    ]);
  });

  it('takes aisles in any order and leaves out those at the walls', () => {
    expect(aislesOf({ aisles: '3, 1; 3 and 4 0', seatsPerRow: 4 })).toEqual([1, 3]);
  });

  it('says what is wrong with it', () => {
    expect(faultOf([])).toBe('empty');
    expect(faultOf([aSection({ rows: Number.NaN })])).toBe('empty');
    expect(faultOf([aSection({ name: ' ' })])).toBe('nameMissing');
    expect(faultOf([aSection({}), aSection({ id: 2, name: 'Stalls ' })])).toBe('nameTwice');
    expect(faultOf([aSection({ rows: 1000, seatsPerRow: 51 })])).toBe('tooLarge');
    expect(faultOf([aSection({ rows: 1000, seatsPerRow: 50 })])).toBeUndefined();
    expect(faultOf([aSection({ rows: 1000, seatsPerRow: 50, aisles: '9' })])).toBe('tooLargeForAisles');
  });

  it('is drawn alike from its fields and from the API, in whatever unit', () => {
    const drawn = drawHall([aSection({ aisles: '2' })]);
    const seats = drawn.map(({ row, y, seats: members }) => ({
      row,
      seats: members.map(({ key, label, number, x, accessible, state }) => ({
        ...{ id: key, label, number, accessible, state },
        x: x * 40,
        y: y * 55,
      })),
    }));
    expect(planOf(new LiveSeatMap({ version: 1, sections: [{ section: 'Stalls', rows: seats }] }))).toEqual(drawn);
  });
});
