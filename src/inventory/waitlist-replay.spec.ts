import { describe, expect, it } from '@jest/globals';
import { type Counters } from './inventory.js';
import { type ServiceStep, WaitlistReplay } from './waitlist-replay.js';

// Goal: every way to break the order of service is seen. Method: short ledgers of one event, written by hand.
describe('WaitlistReplay', () => {
  const counters = (capacity: number, seatsConfirmed: number): Counters => ({
    capacity,
    seatsConfirmed,
    seatsHeld: 0,
    waiting: 0,
    accessibleSeats: 0,
    accessibleFree: 0,
  });
  const none = { after: counters(10, 10), bookingArrival: null, entryId: null, entryArrival: null };
  const enrolled = (entryId: string, entryArrival: number, seats: number): ServiceStep => ({
    ...none,
    change: 'enrolled',
    seats,
    before: counters(10, 10),
    entryId,
    entryArrival,
  });
  const promoted = (entryId: string, before: Counters): ServiceStep => ({
    ...none,
    change: 'promoted',
    seats: 1,
    before,
    entryId,
  });
  const booked = (bookingArrival: number, before: Counters): ServiceStep => ({
    ...none,
    change: 'booked',
    seats: 1,
    before,
    bookingArrival,
  });
  const left = (entryId: string): ServiceStep => ({
    ...none,
    change: 'waitlist-left',
    seats: 1,
    before: counters(10, 10),
    entryId,
  });

  const faultsOf = (steps: readonly ServiceStep[]): string[] => {
    const replay = new WaitlistReplay();
    return steps.map((step) => replay.take(step)).filter((fault) => fault !== undefined);
  };

  /** Ten newcomers who pass by a party of 5 that came first. */
  const tenPasses = [
    enrolled('large', 1, 5),
    ...Array.from({ length: 10 }, (_, index) => booked(index + 2, counters(20, 16))),
  ];

  it('accepts the first who fits', () => {
    const steps = [enrolled('large', 1, 5), enrolled('small', 2, 1), promoted('small', counters(10, 9))];
    expect(faultsOf(steps)).toEqual([]);
  });

  it('sees that somebody who came later was served first', () => {
    const steps = [enrolled('first', 1, 1), enrolled('second', 2, 1), promoted('second', counters(10, 9))];
    expect(faultsOf(steps)).toEqual(['entry second was promoted with 1 seats free; entry first was due']);
  });

  it('sees a promotion into seats that are not there', () => {
    expect(faultsOf([enrolled('large', 1, 5), promoted('large', counters(10, 9))])).toEqual([
      'entry large was promoted with 1 seats free; nobody was due',
    ]);
  });

  it('sees a second promotion, and one after leaving', () => {
    const steps = [
      enrolled('a', 1, 1),
      promoted('a', counters(10, 9)),
      promoted('a', counters(10, 9)),
      enrolled('b', 2, 1),
      left('b'),
      promoted('b', counters(10, 9)),
      left('b'),
    ];
    expect(faultsOf(steps)).toEqual([
      'entry a was promoted, but was not waiting',
      'entry b was promoted, but was not waiting',
      'entry b left, but was not waiting',
    ]);
  });

  it('sees a newcomer who got a seat that somebody waiting could use', () => {
    const steps = [enrolled('a', 1, 1), booked(2, counters(10, 9))];
    expect(faultsOf(steps)).toEqual(['a newcomer got seats (arrival 2) while entry a was due']);
  });

  it('lets a party be passed over ten times and then keeps seats for it', () => {
    expect(faultsOf(tenPasses)).toEqual([]);
    expect(faultsOf([...tenPasses, booked(12, counters(20, 16))])).toHaveLength(1);
    expect(faultsOf([...tenPasses, enrolled('small', 12, 1), promoted('small', counters(20, 16))])).toHaveLength(1);
    expect(faultsOf([...tenPasses, enrolled('small', 12, 1), promoted('large', counters(20, 15))])).toEqual([]);
  });

  it('lets a party larger than the event stop nobody', () => {
    const shrunk = [...tenPasses, enrolled('small', 12, 1), promoted('small', counters(4, 3))];
    expect(faultsOf(shrunk)).toEqual([]);
  });

  it('forgets who left, however long the line', () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `e${index}`);
    const steps = [
      ...names.map((name, index) => enrolled(name, index + 1, 1)),
      ...names.slice(0, 2_999).map(left),
      promoted('e2999', counters(10, 9)),
      booked(3_001, counters(10, 9)),
    ];
    expect(faultsOf(steps)).toEqual([]);
  });
});
