import { describe, expect, it } from '@jest/globals';
import { drawHall as hall } from '../../test/support/hall.js';
import { buildSeatingPlan, type PlannedSeat, type SeatingPlan } from './seating-plan.js';

const seat = (row: string, number: number, x: number, y: number, more: Partial<PlannedSeat> = {}): PlannedSeat => ({
  section: 'Stalls',
  row,
  number,
  x,
  y,
  accessible: false,
  ...more,
});

/** The segments in reading order, each as `row` and the numbers of its seats. */
const segmentsOf = (seats: readonly PlannedSeat[]): string[] => {
  const plan: SeatingPlan = buildSeatingPlan(seats);
  return plan.segments.map(({ start, end }) => {
    const members = [...plan.seatOfSlot.subarray(start, end)].map((index) => seats[index]);
    return [members[0]?.row, ...members.map((member) => member?.number)].join(' ');
  });
};

// Goal: who sits beside whom is what people see in the hall. Method: seats by hand, the segments read back.
describe('buildSeatingPlan', () => {
  it('reads rows from front to back and seats from left to right, whatever the order they come in', () => {
    const seats = [seat('B', 2, 2, 2), seat('A', 2, 2, 1), seat('B', 1, 1, 2), seat('A', 1, 1, 1)];
    expect(segmentsOf(seats)).toEqual(['A 1 2', 'B 1 2']);
    expect(segmentsOf(seats.toReversed())).toEqual(['A 1 2', 'B 1 2']);
  });

  it('reads rows that stand in one place by section and name', () => {
    const seats = ['B', 'A', 'C'].map((row) => seat(row, 1, 0, 0));
    const others = seats.map((one) => ({ ...one, section: 'Balcony', row: `${one.row}2` }));
    expect(segmentsOf([...seats, ...others])).toEqual(['A2 1', 'B2 1', 'C2 1', 'A 1', 'B 1', 'C 1']);
  });

  it('orders seats by where they are, then by number', () => {
    const numbers = [5, 3, 1, 2, 4, 6];
    expect(segmentsOf(numbers.map((number, x) => seat('A', number, x, 1)))).toEqual(['A 5 3 1 2 4 6']);
    expect(segmentsOf(numbers.map((number) => seat('A', number, 0, 0)))).toEqual(['A 1 2 3 4 5 6']);
  });

  it('ends a segment at an aisle and at an accessible seat', () => {
    const seats = [1, 2, 3, 5, 6].map((x) => seat('A', x, x, 1));
    expect(segmentsOf(seats)).toEqual(['A 1 2 3', 'A 5 6']);
    expect(segmentsOf(seats.with(1, seat('A', 2, 2, 1, { accessible: true })))).toEqual(['A 1', 'A 3', 'A 5 6']);
  });

  it('measures an aisle by the usual distance of the section, so that a map may be drawn in pixels', () => {
    const narrow = [100, 125, 150, 210, 235].map((x, place) => seat('A', place + 1, x, 1));
    const wide = [0, 60, 120, 180].map((x, place) => seat('B', place + 1, x, 90, { section: 'Boxes' }));
    expect(segmentsOf([...narrow, ...wide])).toEqual(['A 1 2 3', 'A 4 5', 'B 1 2 3 4']);
  });

  it('keeps a section of pairs between aisles one of pairs', () => {
    expect(segmentsOf([1, 2, 4, 5, 7, 8].map((x) => seat('A', x, x, 1)))).toEqual(['A 1 2', 'A 4 5', 'A 7 8']);
  });

  it('follows a curved row, and one that runs away from the stage', () => {
    const curved = [0, 1, 2, 3, 4].map((x) => seat('A', x + 1, x, 5 + (x - 2) ** 2 / 8));
    expect(segmentsOf(curved)).toEqual(['A 1 2 3 4 5']);
    const side = [3, 2, 1].map((number) => seat('A', number, 9 + number / 100, 10 - number));
    expect(segmentsOf(side)).toEqual(['A 3 2 1']);
  });

  it('knows how far each seat is from the middle of the front, in 2^20 steps', () => {
    const { seats } = hall('ooo', 'ooo');
    const farthest = Math.sqrt(2);
    const steps = [1, 0, 1, farthest, 1, farthest].map((distance) => Math.round((distance / farthest) * 2 ** 20));
    expect([...buildSeatingPlan(seats).cost]).toEqual(steps);
  });

  it('lists segments with the best seats first, by section too', () => {
    const { seats } = hall('oo  o  oo', '', '...ooo');
    const plan = buildSeatingPlan(seats);
    expect(plan.nearestFirst.map(({ id }) => id)).toEqual([1, 3, 0, 2]);
    expect(plan.nearestFirstBySection.get('S1')?.map(({ id }) => id)).toEqual([1, 0, 2]);
    expect(plan.nearestFirstBySection.get('S2')?.map(({ id }) => id)).toEqual([3]);
  });

  it('plans a hall of one seat, of none, and of accessible seats only', () => {
    expect(segmentsOf([seat('A', 1, 7, 7)])).toEqual(['A 1']);
    expect(segmentsOf([])).toEqual([]);
    expect(segmentsOf([seat('A', 1, 7, 7, { accessible: true })])).toEqual([]);
  });
});
