import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawHall as hall, type Hall, seatParty } from '../../test/support/hall.js';
import { NaivePicker } from '../../test/support/naive-picker.js';
import { expandSeatMap } from './seat-map.js';
import { SeatOccupancy } from './seat-occupancy.js';
import { pickBestAvailable, type SeatPick, type SeatRequest } from './seat-picking.js';
import { buildSeatingPlan } from './seating-plan.js';

// Goal: each rule of best-available seats. Method: halls drawn in text; the party is drawn in as #.
describe('pickBestAvailable', () => {
  describe('sits a party together', () => {
    it('at the middle of the front', () => {
      expect(seatParty(hall('oooooo', 'oooooo'), 2)).toEqual(['oo##oo', 'oooooo']);
      expect(seatParty(hall('ooooo', 'ooooo'), 1)).toEqual(['oo#oo', 'ooooo']);
    });

    it('behind the middle rather than at the edge of the front', () => {
      expect(seatParty(hall('ooxxxxoo', 'oooooooo'), 2)).toEqual(['ooxxxxoo', 'oo##oooo']);
    });

    it('in the row that has room, however far back', () => {
      expect(seatParty(hall('oxoxo', 'xoxox', 'xxxoo'), 2)).toEqual(['oxoxo', 'xoxox', 'xxx##']);
    });

    it('on the left one of two places that are alike', () => {
      expect(seatParty(hall('ooxxoo'), 2)).toEqual(['##xxoo']);
    });

    it('never across an aisle', () => {
      expect(seatParty(hall('xxxo oxxx', 'xxooxxxxx'), 2)).toEqual(['xxxo oxxx', 'xx##xxxxx']);
    });

    it('never on an accessible seat, nor with one between', () => {
      expect(seatParty(hall('xoWox', 'xowox', 'xwwxx', 'ooxxx'), 2)).toEqual(['xoWox', 'xowox', 'xwwxx', '##xxx']);
    });

    it('in the section asked for', () => {
      expect(seatParty(hall('oooo', '', 'oooo'), { seats: 2, section: 'S2' })).toEqual(['oooo', '', '##oo']);
    });

    it('as near to the stage as the section lets it', () => {
      expect(seatParty(hall('...xxxxxx', '', 'oooo'), { seats: 2, section: 'S2' })).toEqual(['...xxxxxx', '', 'oo##']);
    });
  });

  describe('leaves no orphan where it can', () => {
    it('at the end of a row or beside taken seats', () => {
      expect(seatParty(hall('oooo'), 2)).toEqual(['##oo']);
      expect(seatParty(hall('xooooox'), 3)).toEqual(['x###oox']);
    });

    it('beside an aisle or an accessible seat', () => {
      expect(seatParty(hall('ooooo ooooo'), 3)).toEqual(['oo### ooooo']);
      expect(seatParty(hall('xwoooowx'), 2)).toEqual(['xw##oowx']);
    });

    it('even on worse seats', () => {
      expect(seatParty(hall('.ooo', 'oooo'), 2)).toEqual(['.ooo', '##oo']);
    });

    it('and one person fills a single seat before making another', () => {
      expect(seatParty(hall('ooxo'), 1)).toEqual(['oox#']);
    });

    it('and nobody is refused for it', () => {
      expect(seatParty(hall('ooo'), 2)).toEqual(['##o']);
    });

    it('nor such a rest as leaves one when parties of that size fill the row', () => {
      expect(seatParty(hall('oooooooo'), 2)).toEqual(['oo##oooo']);
      expect(seatParty(hall('ooooooooo'), 2)).toEqual(['ooo##oooo']);
    });
  });

  describe('splits a party that no row has room for', () => {
    it('into as few groups as possible, the first at the best seats', () => {
      expect(seatParty(hall('ooxooxo'), 4)).toEqual(['##x##xo']);
      expect(seatParty(hall('oxoxoxoo', 'xxxxxxxx', 'xxxoooxx'), 5)).toEqual(['oxoxox##', 'xxxxxxxx', 'xxx###xx']);
    });

    it('into groups near one another rather than near the stage', () => {
      const rows = ['xooxxxxxx', 'xxxxxxoox', 'xxxxxxxxx', 'ooxxxxxxx'];
      expect(seatParty(hall(...rows), 4)).toEqual(['x##xxxxxx', 'xxxxxxoox', 'xxxxxxxxx', '##xxxxxxx']);
    });

    it('without leaving an orphan', () => {
      expect(seatParty(hall('oooxoooxoo'), 5)).toEqual(['ooox###x##']);
      expect(seatParty(hall('oooxooo'), 4)).toEqual(['###x#oo']);
    });

    it('evenly, so that nobody sits alone', () => {
      expect(seatParty(hall('ooooooxoooooo'), 7)).toEqual(['oo####x###ooo']);
      expect(seatParty(hall('oooooxoxooo'), 6)).toEqual(['oo###xox###']);
    });

    it('unless it would rather not go', () => {
      expect(seatParty(hall('ooxoo'), { seats: 3, adjacentOnly: true })).toBe('no-adjacent-seats');
      expect(seatParty(hall('oooxoo'), { seats: 3, adjacentOnly: true })).toEqual(['###xoo']);
    });
  });

  it('is sold out when fewer seats are free than asked for, accessible ones aside', () => {
    expect(seatParty(hall('oxwwo'), 3)).toBe('sold-out');
    expect(seatParty(hall('oxwwo'), { seats: 3, adjacentOnly: true })).toBe('sold-out');
    expect(seatParty(hall('oooo', '', 'oxxx'), { seats: 2, section: 'S2' })).toBe('sold-out');
    expect(seatParty(hall('oooo'), { seats: 1, section: 'nowhere' })).toBe('sold-out');
  });
});

const pickIn = ({ seats, taken }: Hall, request: SeatRequest): SeatPick =>
  pickBestAvailable(new SeatOccupancy(buildSeatingPlan(seats), taken), request);

/** Up to four short rows; the full row behind them sets the distance of neighbours. */
const aHall = fc
  .array(fc.array(fc.constantFrom('o', 'o', 'o', 'x', 'x', 'w', ' '), { minLength: 1, maxLength: 9 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((rows) => hall(...rows.map((row) => row.join('')), 'x'.repeat(30)));

const aRequest = fc.record({
  seats: fc.integer({ min: 1, max: 9 }),
  section: fc.constantFrom(undefined, undefined, 'S1', 'S2'),
  adjacentOnly: fc.boolean(),
});

// Goal: no case is forgotten. Method: random little halls against a picker that tries everything.
describe('pickBestAvailable on any hall', () => {
  it('gives what trying everything gives', () => {
    const property = fc.property(aHall, aRequest, (drawn, request) => {
      expect(pickIn(drawn, request)).toEqual(new NaivePicker(drawn).pick(request));
    });
    fc.assert(property, { numRuns: 600 });
  });

  it('gives what trying everything gives where a party has to split', () => {
    const aBrokenRow = fc.array(fc.constantFrom('ox', 'oox', 'ooox', 'oooox'), { minLength: 1, maxLength: 3 });
    const aBrokenHall = fc
      .array(aBrokenRow, { minLength: 1, maxLength: 3 })
      .map((rows) => hall(...rows.map((row) => row.join(''))));
    const property = fc.property(aBrokenHall, fc.integer({ min: 4, max: 12 }), (drawn, seats) => {
      expect(pickIn(drawn, { seats })).toEqual(new NaivePicker(drawn).pick({ seats }));
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('picks free seats only, as many as asked for, and says sold out only when it is', () => {
    const property = fc.property(aHall, aRequest, (drawn, { seats, adjacentOnly }) => {
      const free = [...drawn.seats.keys()].filter(
        (index) => !drawn.taken.includes(index) && drawn.seats[index]?.accessible === false,
      );
      const pick = pickIn(drawn, { seats, adjacentOnly });
      if ('refused' in pick) {
        expect(pick.refused === 'sold-out').toBe(free.length < seats);
        return;
      }
      expect(new Set(pick.seats).size).toBe(seats);
      expect(free).toEqual(expect.arrayContaining([...pick.seats]));
      expect(new NaivePicker(drawn).runs(pick.seats).length).toBeLessThanOrEqual(adjacentOnly ? 1 : seats);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('does not depend on the order the seats are given in', () => {
    const property = fc.property(
      aHall,
      aRequest,
      fc.array(fc.nat(), { minLength: 70, maxLength: 70 }),
      (drawn, request, keys) => {
        const order = [...drawn.seats.keys()].sort((one, other) => (keys[one] ?? 0) - (keys[other] ?? 0));
        const shuffled = {
          ...drawn,
          seats: order.flatMap((index) => drawn.seats[index] ?? []),
          taken: drawn.taken.map((index) => order.indexOf(index)),
        };
        const pick = pickIn(shuffled, request);
        const expected = pickIn(drawn, request);
        expect('seats' in pick ? { seats: pick.seats.map((index) => order[index]) } : pick).toEqual(expected);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('does not depend on what was taken and released before', () => {
    const aStep = fc.record({ seat: fc.nat({ max: 40 }), deed: fc.constantFrom('take', 'release'), party: aRequest });
    const property = fc.property(aHall, fc.array(aStep, { maxLength: 20 }), (drawn, steps) => {
      const plan = buildSeatingPlan(drawn.seats);
      const occupancy = new SeatOccupancy(plan, drawn.taken);
      const taken = new Set(drawn.taken);
      for (const { seat, deed, party } of steps) {
        if (deed === 'take') taken.add(seat % drawn.seats.length);
        else taken.delete(seat % drawn.seats.length);
        if (deed === 'take') occupancy.take([seat % drawn.seats.length]);
        else occupancy.release([seat % drawn.seats.length]);
        const fresh = new SeatOccupancy(plan, taken);
        expect(pickBestAvailable(occupancy, party)).toEqual(pickBestAvailable(fresh, party));
        expect(occupancy.seatsFree(party.section)).toBe(fresh.seatsFree(party.section));
        expect(occupancy.runLengths(9, party.section)).toEqual(fresh.runLengths(9, party.section));
      }
    });
    fc.assert(property, { numRuns: 150 });
  });
});

// Goal: a whole house can be sold. Method: one party size, until nobody fits.
describe('a hall sold by best available', () => {
  const theatre = (rows: number, seatsPerRow: number): SeatOccupancy => {
    const map = expandSeatMap({ blocks: [{ section: 'Stalls', rows, seatsPerRow }] });
    return new SeatOccupancy(buildSeatingPlan('seats' in map ? map.seats : []));
  };
  const sell = (occupancy: SeatOccupancy, request: SeatRequest): SeatPick => {
    const pick = pickBestAvailable(occupancy, request);
    if ('seats' in pick) occupancy.take(pick.seats);
    return pick;
  };

  it('of 25 rows of 40 takes 500 pairs side by side and never leaves an orphan', () => {
    const occupancy = theatre(25, 40);
    const sold = new Set<number>();
    for (let pair = 0; pair < 500; pair += 1) {
      const pick = sell(occupancy, { seats: 2, adjacentOnly: true });
      for (const seat of 'seats' in pick ? pick.seats : []) sold.add(seat);
      expect(occupancy.runLengths(1)[1]).toBe(0);
    }
    expect(sold.size).toBe(1000);
    expect(sell(occupancy, { seats: 1 })).toEqual({ refused: 'sold-out' });
  });

  it('of rows of any length leaves no orphan that parties of one size can avoid', () => {
    const property = fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 2, max: 12 }), (length, seats) => {
      const occupancy = theatre(2, length);
      while ('seats' in sell(occupancy, { seats, adjacentOnly: true }));
      expect(occupancy.runLengths(1)[1]).toBeLessThanOrEqual(length % seats === 1 ? 2 : 0);
    });
    fc.assert(property);
  });

  it('is sold to the last seat by parties of all sizes', () => {
    const property = fc.property(fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 200 }), (parties) => {
      const occupancy = theatre(10, 17);
      for (const seats of parties) {
        const isFree = occupancy.seatsFree() >= seats;
        expect('seats' in sell(occupancy, { seats })).toBe(isFree);
      }
    });
    fc.assert(property, { numRuns: 10 });
  });
});
