import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expandSeatMap, type SeatMap, type SeatMapError, type SeatPlace } from './seat-map.js';

const seatsOf = (map: SeatMap): SeatPlace[] => {
  const result = expandSeatMap(map);
  if ('errors' in result) throw new Error(JSON.stringify(result.errors));
  return result.seats;
};

const errorsOf = (map: SeatMap): SeatMapError[] => {
  const result = expandSeatMap(map);
  return 'errors' in result ? result.errors : [];
};

const placesOf = (map: SeatMap): string[] => seatsOf(map).map(({ label, x, y }) => `${label} at ${x},${y}`);

// Goal: what an organizer gets for a map. Method: small maps and their seats.
describe('expandSeatMap', () => {
  it('makes the seats of a block, front row first, seats from the left', () => {
    const seats = seatsOf({ blocks: [{ section: 'Stalls', rows: 2, seatsPerRow: 2, accessible: ['Stalls-B-1'] }] });
    expect(seats).toEqual([
      { section: 'Stalls', row: 'A', number: 1, label: 'Stalls-A-1', x: 1, y: 1, accessible: false },
      { section: 'Stalls', row: 'A', number: 2, label: 'Stalls-A-2', x: 2, y: 1, accessible: false },
      { section: 'Stalls', row: 'B', number: 1, label: 'Stalls-B-1', x: 1, y: 2, accessible: true },
      { section: 'Stalls', row: 'B', number: 2, label: 'Stalls-B-2', x: 2, y: 2, accessible: false },
    ]);
  });

  it('names rows A to Z, then AA, AB …', () => {
    const rows = seatsOf({ blocks: [{ section: 'S', rows: 730, seatsPerRow: 1 }] }).map(({ row }) => row);
    expect([0, 25, 26, 27, 51, 52, 701, 702, 729].map((index) => rows[index])).toEqual([
      'A',
      'Z',
      'AA',
      'AB',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
      'ABB',
    ]);
    expect(new Set(rows).size).toBe(730);
  });

  it('puts sections behind each other with a gap, every row centred', () => {
    const blocks = [
      { section: 'Stalls', rows: 1, seatsPerRow: 2 },
      { section: 'Circle', rows: 1, seatsPerRow: 5 },
    ];
    expect(placesOf({ blocks })).toEqual([
      'Stalls-A-1 at 2.5,1',
      'Stalls-A-2 at 3.5,1',
      ...[1, 2, 3, 4, 5].map((number) => `Circle-A-${number} at ${number},3`),
    ]);
  });

  it('places seats given one by one by their numbers, with gaps where numbers are missing', () => {
    const seats = [1, 2, 5].map((number) => ({ section: 'Boxes', row: '1', number }));
    expect(placesOf({ seats })).toEqual(['Boxes-1-1 at 1,1', 'Boxes-1-2 at 2,1', 'Boxes-1-5 at 5,1']);
    const back = { section: 'Boxes', row: '2', number: 7, accessible: true };
    expect(placesOf({ seats: [...seats, back] })[3]).toBe('Boxes-2-7 at 3,2');
    expect(seatsOf({ seats: [...seats, back] })[3]?.accessible).toBe(true);
  });

  it('keeps positions that are given; rows without one follow behind, centred on them', () => {
    const seats = [
      { section: 'S', row: '1', number: 1, x: 10, y: 20 },
      { section: 'S', row: '1', number: 2, x: 30.5, y: 21.5 },
      { section: 'S', row: '1', number: 3, x: 40 },
      { section: 'S', row: '2', number: 1 },
    ];
    expect(placesOf({ seats })).toEqual(['S-1-1 at 10,20', 'S-1-2 at 30.5,21.5', 'S-1-3 at 40,20', 'S-2-1 at 25,23']);
  });

  it('lets single seats extend a row of a block', () => {
    const blocks = [{ section: 'S', rows: 1, seatsPerRow: 2 }];
    const seats = [{ section: 'S', row: 'A', number: 3, accessible: true }];
    expect(placesOf({ blocks, seats })).toEqual(['S-A-1 at 1,1', 'S-A-2 at 2,1', 'S-A-3 at 3,1']);
  });

  it('refuses a map without seats, and a block without rows or seats', () => {
    const detail = 'must have at least one seat';
    expect(errorsOf({})).toEqual([{ pointer: '#/seatMap', detail }]);
    expect(errorsOf({ blocks: [], seats: [] })).toEqual([{ pointer: '#/seatMap', detail }]);
    const block = { section: 'S', rows: 0, seatsPerRow: 0 };
    expect(errorsOf({ blocks: [{ ...block, section: 'R', rows: 1, seatsPerRow: 1 }, block] })).toEqual([
      { pointer: '#/seatMap/blocks/1/rows', detail: 'must be at least 1' },
      { pointer: '#/seatMap/blocks/1/seatsPerRow', detail: 'must be at least 1' },
    ]);
  });

  it('refuses more than 50,000 seats before it makes any', () => {
    const detail = 'must not make the map larger than 50000 seats';
    const full = { section: 'S', rows: 250, seatsPerRow: 200 };
    const one = { section: 'T', row: 'A', number: 1 };
    expect(seatsOf({ blocks: [full] })).toHaveLength(50_000);
    expect(errorsOf({ blocks: [full], seats: [one] })).toEqual([{ pointer: '#/seatMap/seats', detail }]);
    const vast = { section: 'T', rows: 1e15, seatsPerRow: 1e15 };
    expect(errorsOf({ blocks: [full, vast, vast] })).toEqual([{ pointer: '#/seatMap/blocks/1/rows', detail }]);
  });

  it('refuses a label twice: once for a block, once for each single seat', () => {
    const block = { section: 'S', rows: 2, seatsPerRow: 2 };
    const seats = [
      { section: 'S', row: 'B', number: 2 },
      { section: 'S', row: 'C', number: 1 },
      { section: 'S', row: 'C', number: 1 },
    ];
    expect(errorsOf({ blocks: [block, block], seats })).toEqual([
      { pointer: '#/seatMap/blocks/1', detail: 'must not repeat the label S-A-1' },
      { pointer: '#/seatMap/seats/0', detail: 'must not repeat the label S-B-2' },
      { pointer: '#/seatMap/seats/2', detail: 'must not repeat the label S-C-1' },
    ]);
  });

  it('refuses accessible labels that are none of the block', () => {
    const blocks = [
      { section: 'S', rows: 1, seatsPerRow: 1, accessible: ['S-A-1', 'S-A-2', 'T-A-1'] },
      { section: 'T', rows: 1, seatsPerRow: 1, accessible: ['S-A-1'] },
    ];
    const detail = 'must be the label of a seat of this block';
    expect(errorsOf({ blocks })).toEqual([
      { pointer: '#/seatMap/blocks/0/accessible/1', detail },
      { pointer: '#/seatMap/blocks/0/accessible/2', detail },
      { pointer: '#/seatMap/blocks/1/accessible/0', detail },
    ]);
  });

  it('refuses a hyphen in a row, which would make labels ambiguous; a section may have one', () => {
    const seats = [{ section: 'Left', row: 'Box-1', number: 1 }];
    const pointer = '#/seatMap/seats/0/row';
    expect(errorsOf({ seats })).toEqual([{ pointer, detail: 'must not contain a hyphen' }]);
    expect(seatsOf({ seats: [{ section: 'Left-Box', row: '1', number: 1 }] })[0]?.label).toBe('Left-Box-1-1');
  });

  it('tells at most 20 errors', () => {
    const seats = Array.from({ length: 100 }, () => ({ section: 'S', row: 'A', number: 1 }));
    expect(errorsOf({ seats })).toHaveLength(20);
    const blocks = Array.from({ length: 100 }, () => ({ section: 'S', rows: 0, seatsPerRow: 1 }));
    expect(errorsOf({ blocks })).toHaveLength(20);
  });

  it('gives every seat a label and a place of its own', () => {
    const aBlock = fc.record({
      rows: fc.integer({ min: 1, max: 6 }),
      seatsPerRow: fc.integer({ min: 1, max: 9 }),
    });
    const aSeat = fc.record({ row: fc.constantFrom('1', '2', 'A'), number: fc.integer({ min: 1, max: 99 }) });
    const property = fc.property(
      fc.array(aBlock, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(aSeat, { selector: ({ row, number }) => `${row} ${number}`, maxLength: 20 }),
      (blocks, seats) => {
        const placed = seatsOf({
          blocks: blocks.map((block, index) => ({ section: `Block-${index}`, ...block })),
          seats: seats.map((seat) => ({ section: 'Single', ...seat })),
        });
        const count = blocks.reduce((sum, { rows, seatsPerRow }) => sum + rows * seatsPerRow, seats.length);
        expect(new Set(placed.map(({ label }) => label)).size).toBe(count);
        expect(new Set(placed.map(({ x, y }) => `${x} ${y}`)).size).toBe(count);
        expect(Math.min(...placed.map(({ x }) => x))).toBe(1);
        expect(Math.min(...placed.map(({ y }) => y))).toBe(1);
      },
    );
    fc.assert(property);
  });
});
