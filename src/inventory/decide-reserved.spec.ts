import { describe, expect, it } from '@jest/globals';
import { cancel, confirm, EventStory, leave, SWEEP } from '../../test/support/event-story.js';
import { drawHall } from '../../test/support/hall.js';
import { type Outcome } from './decision.js';
import { type EventTerms } from './inventory.js';

// Goal: one example per rule of reserved seating, named by the rule. Method: the pure decision on a small hall; which
// seats are best is tested with `pickBestAvailable`, here is what becomes of them.

/** A hall drawn as in `drawHall`; its seats are called `S1-R0-1` (section, line, place in the line). */
const aHall = (drawing: readonly string[], terms: Partial<EventTerms> = {}): EventStory =>
  new EventStory({ map: drawHall(...drawing).seats, ...terms });

const seatLabelsOf = (outcome: Outcome | undefined): readonly string[] =>
  outcome?.kind === 'booked' ? outcome.booking.seatLabels : [];

describe('seats chosen by id', () => {
  it('are booked in the order asked for, and shown as taken', () => {
    const story = aHall(['oooo']);
    const [booked] = story.outcomesOf(story.choose('ann', ['S1-R0-3', 'S1-R0-1']));
    expect(seatLabelsOf(booked)).toEqual(['S1-R0-3', 'S1-R0-1']);
    expect(story.map).toBe('xoxo');
    expect(story.rows.counters).toMatchObject({ capacity: 4, seatsConfirmed: 2 });
  });

  it('are booked all or none, and the refusal names the lost ones and no others', () => {
    const story = aHall(['oooo']);
    story.outcomesOf(story.choose('ann', ['S1-R0-2', 'S1-R0-3']));
    const outcome = story.outcomesOf(story.choose('bob', ['S1-R0-1', 'S1-R0-3', 'S1-R0-2']));
    expect(outcome).toMatchObject([{ code: 'seat-taken', facts: { seatIds: ['id of S1-R0-3', 'id of S1-R0-2'] } }]);
    expect(story.map).toBe('oxxo');
  });

  it('go to the first who asks in one batch; the others are refused and not put on the waitlist', () => {
    const story = aHall(['oo']);
    const wanted = ['ann', 'bob', 'cleo'].map((user) => story.choose(user, ['S1-R0-1']));
    expect(story.answersTo(...wanted)).toEqual(['booked b1', 'refused: seat-taken', 'refused: seat-taken']);
    expect(story.waitingUsers()).toEqual([]);
  });

  it('can be held, and are kept when the hold is confirmed', () => {
    const story = aHall(['ooo']);
    story.outcomesOf(story.choose('ann', ['S1-R0-2'], { hold: true }));
    expect(story.map).toBe('oho');
    story.outcomesOf(confirm('b1'));
    expect([story.map, story.booking('b1').seatLabels]).toEqual(['oxo', ['S1-R0-2']]);
  });

  it('are free again the moment their hold expires or their booking is cancelled, in the same batch', () => {
    const story = aHall(['oo'], { holdSeconds: 30 });
    story.outcomesOf(story.choose('ann', ['S1-R0-1'], { hold: true }), story.choose('bob', ['S1-R0-2']));
    story.pause(30);
    expect(story.answersTo(story.choose('cleo', ['S1-R0-1']), cancel('b2'), story.choose('dan', ['S1-R0-2']))).toEqual([
      'booked b3',
      'cancelled b2',
      'booked b4',
    ]);
    expect(story.booking('b1').seatLabels).toEqual(['S1-R0-1']);
    expect(story.rows.seats.map(({ bookingId }) => bookingId)).toEqual(['b3', 'b4']);
  });

  it('must be seats of this event, and the refusal points at each that is not', () => {
    const story = aHall(['ooo']);
    const [outcome] = story.outcomesOf(story.choose('ann', ['S1-R0-1', 'elsewhere', 'nowhere']));
    expect(outcome).toMatchObject({
      code: 'validation-failed',
      facts: { errors: [{ pointer: '#/seatIds/1' }, { pointer: '#/seatIds/2' }] },
    });
    expect(story.map).toBe('ooo');
  });

  it('count towards the limits of a booking and of a person', () => {
    const story = aHall(['oooooo'], { maxSeatsPerBooking: 2, maxSeatsPerUser: 3 });
    const [tooMany] = story.outcomesOf(story.choose('ann', ['S1-R0-1', 'S1-R0-2', 'S1-R0-3']));
    expect(tooMany).toMatchObject({ code: 'validation-failed', facts: { errors: [{ pointer: '#/seatIds' }] } });
    story.outcomesOf(story.choose('ann', ['S1-R0-1', 'S1-R0-2']));
    expect(story.answersTo(story.choose('ann', ['S1-R0-3', 'S1-R0-4']))).toEqual(['refused: user-limit-exceeded']);
  });
});

describe('the best available seats', () => {
  it('never collide, however many ask in one batch: one batch picks for all of them', () => {
    const story = aHall(['oooooooooo', 'oooooooooo', 'oooooooooo']);
    const pairs = Array.from({ length: 15 }, (_, user) => story.best(`user-${user}`, 2));
    const outcomes = story.outcomesOf(...pairs);
    expect(new Set(outcomes.flatMap(seatLabelsOf)).size).toBe(30);
    expect(story.map).toBe('x'.repeat(30));
  });

  it('can be asked of one section', () => {
    const story = aHall(['oo', '', 'oo']);
    const [booked, lost] = story.outcomesOf(
      story.best('ann', 2, { section: 'S2' }),
      story.best('bob', 1, { section: 'S2' }),
    );
    expect(seatLabelsOf(booked)).toEqual(['S2-R2-1', 'S2-R2-2']);
    expect(lost).toMatchObject({ code: 'sold-out', facts: { section: 'S2' } });
    expect(story.answersTo(story.best('bob', 1, { section: 'none' }))).toEqual(['refused: sold-out']);
  });

  it('are split where no row has room, unless only adjacent ones will do', () => {
    const story = aHall(['oo', 'oo']);
    expect(story.answersTo(story.best('ann', 3, { adjacentOnly: true }))).toEqual(['refused: no-adjacent-seats']);
    const [booked] = story.outcomesOf(story.best('ann', 3));
    expect(seatLabelsOf(booked)).toHaveLength(3);
  });

  it('are put on the waitlist when none is left, as on a general event', () => {
    const story = aHall(['oo']);
    expect(story.answersTo(story.best('ann', 2), story.best('bob', 1))).toEqual([
      'booked b1',
      'waits e2 at 1 (sold-out)',
    ]);
  });

  it('never are accessible ones, which stay free for whoever chooses them', () => {
    const story = aHall(['owwo']);
    expect(story.answersTo(story.best('ann', 3), story.best('bob', 2))).toEqual(['refused: sold-out', 'booked b2']);
    expect(story.map).toBe('xoox');
    expect(story.rows.counters).toMatchObject({ accessibleSeats: 2, accessibleFree: 2 });
  });
});

describe('accessible seats', () => {
  it('can be chosen while others wait, and nobody is promoted into one', () => {
    const story = aHall(['oow']);
    story.outcomesOf(story.best('ann', 2), story.best('bob', 1));
    expect(story.waitingUsers()).toEqual(['bob']);
    expect(story.answersTo(story.choose('eve', ['S1-R0-3']))).toEqual(['booked b3']);
    story.outcomesOf(cancel('b3'));
    expect([story.map, story.waitingUsers()]).toEqual(['xxo', ['bob']]);
  });

  it('do not carry a party past the queue: the other seats of a mixed choice are those who wait for them', () => {
    const story = aHall(['ooooow'], { maxSeatsPerUser: 5, maxSeatsPerBooking: 5 });
    story.outcomesOf(story.best('ann', 4), story.best('large', 5));
    // Ten pass by, then the free seat is kept for the party of five.
    for (let passer = 0; passer < 10; passer += 1) {
      const [booked] = story.outcomesOf(story.best(`passer-${passer}`, 1));
      if (booked?.kind !== 'booked') throw new Error('nobody waits for this seat yet');
      story.outcomesOf(cancel(booked.booking.id));
    }
    const free = story.rows.seats.find(({ bookingId, accessible }) => bookingId === null && !accessible)?.label ?? '';
    expect(story.answersTo(story.choose('eve', [free, 'S1-R0-6'], { joinWaitlist: false }))).toEqual([
      'refused: sold-out',
    ]);
    expect(story.answersTo(story.choose('eve', ['S1-R0-6']))[0]).toMatch(/^booked/);
  });
});

describe('promotion on a reserved event', () => {
  it('gives the freed seats, picked as for a buyer, and never accessible ones', () => {
    const story = aHall(['oooo', 'wwww'], { waitlistMode: 'auto' });
    story.outcomesOf(story.choose('ann', ['S1-R0-2', 'S1-R0-3']), story.choose('eve', ['S1-R0-1', 'S1-R0-4']));
    story.outcomesOf(story.best('bob', 2));
    story.outcomesOf(cancel('b1'));
    expect(story.booking('b3')).toMatchObject({ status: 'confirmed', seatLabels: ['S1-R0-2', 'S1-R0-3'] });
  });

  it('offers the seats, and passes the very same on when the offer lapses', () => {
    const story = aHall(['oo'], { waitlistMode: 'offer', waitlistOfferSeconds: 60 });
    story.outcomesOf(story.best('ann', 2), story.best('bob', 2), story.best('cleo', 2), cancel('b1'));
    expect([story.map, story.booking('b2').status]).toEqual(['hh', 'held']);
    story.pause(60);
    story.outcomesOf(SWEEP);
    expect(story.rows.seats.map(({ bookingId }) => bookingId)).toEqual(['b3', 'b3']);
    expect([story.booking('b2').status, story.booking('b2').seatLabels.length]).toEqual(['expired', 2]);
  });

  it('serves those behind a party that leaves', () => {
    const story = aHall(['ooo']);
    story.outcomesOf(story.best('ann', 2), story.best('large', 3), story.best('eve', 1));
    story.outcomesOf(leave('large'), story.best('bob', 1), cancel('b1'));
    expect(story.rows.counters).toMatchObject({ waiting: 0, seatsConfirmed: 2 });
  });
});

describe('blocking seats', () => {
  it('takes them off sale and out of the capacity, and unblocking puts them back and serves those who wait', () => {
    const story = aHall(['ooow']);
    expect(story.answersTo(story.block(['S1-R0-2', 'S1-R0-4']))).toEqual(['edited']);
    expect(story.rows.counters).toMatchObject({ capacity: 2, accessibleSeats: 0, accessibleFree: 0 });
    expect(story.map).toBe('o-o-');
    expect(story.answersTo(story.choose('eve', ['S1-R0-2']))).toEqual(['refused: seat-taken']);
    story.outcomesOf(story.best('ann', 2), story.best('bob', 1));
    expect(story.waitingUsers()).toEqual(['bob']);
    story.outcomesOf(story.block([], ['S1-R0-2', 'S1-R0-4']));
    expect([story.map, story.waitingUsers()]).toEqual(['xxxo', []]);
    expect(story.rows.counters).toMatchObject({ capacity: 4, accessibleSeats: 1, accessibleFree: 1 });
  });

  it('is all or nothing: a held or booked seat among them is named, and none is blocked', () => {
    const story = aHall(['oooo']);
    story.outcomesOf(story.choose('ann', ['S1-R0-1']), story.choose('bob', ['S1-R0-2'], { hold: true }));
    expect(story.outcomesOf(story.block(['S1-R0-1', 'S1-R0-2', 'S1-R0-3']))).toMatchObject([
      { code: 'seat-taken', facts: { seatIds: ['id of S1-R0-1', 'id of S1-R0-2'] } },
    ]);
    expect([story.map, story.rows.terms.revision]).toEqual(['xhoo', 1]);
  });

  it('takes the seat of a hold that has lapsed, though nobody tidied it', () => {
    const story = aHall(['oo'], { holdSeconds: 30 });
    story.outcomesOf(story.choose('ann', ['S1-R0-1'], { hold: true }));
    story.pause(30);
    expect(story.answersTo(story.block(['S1-R0-1']))).toEqual(['edited']);
    expect(story.map).toBe('-o');
  });

  it('changes nothing the second time, needs the latest revision, and knows seats of this event only', () => {
    const story = aHall(['oo']);
    const [first, stale] = [story.block(['S1-R0-1']), story.block(['S1-R0-2'])];
    expect(story.answersTo(first, stale)).toEqual(['edited', 'refused: revision-stale']);
    story.outcomesOf(story.block(['S1-R0-1']));
    expect([story.map, story.rows.counters.capacity]).toEqual(['-o', 1]);
    expect(story.outcomesOf(story.block(['S1-R0-2', 'x'], ['y']))).toMatchObject([
      { code: 'validation-failed', facts: { errors: [{ pointer: '#/block/1' }, { pointer: '#/unblock/0' }] } },
    ]);
  });

  it('leaves a party too large for what is left waiting, stopping nobody', () => {
    const story = aHall(['oooo'], { maxSeatsPerUser: 4 });
    story.outcomesOf(story.best('ann', 2), story.best('large', 4), story.block(['S1-R0-4']));
    expect(story.answersTo(story.best('bob', 1))[0]).toMatch(/^booked/);
    expect(story.waitingUsers()).toEqual(['large']);
  });
});

describe('the wrong kind of seating', () => {
  it('is refused both ways, with a word on what to send', () => {
    const reserved = aHall(['oo']);
    expect(reserved.outcomesOf(reserved.book('ann', 1))).toMatchObject([
      { code: 'wrong-seating', facts: { seating: 'reserved' } },
    ]);
    const general = new EventStory({ capacity: 5 });
    expect(general.answersTo(general.best('ann', 1), general.choose('ann', ['x']), general.block(['x']))).toEqual([
      'refused: wrong-seating',
      'refused: wrong-seating',
      'refused: wrong-seating',
    ]);
    const capacity = { kind: 'change-capacity', actorId: 'o', capacity: 9, expectedRevision: 1, details: {} } as const;
    expect(reserved.answersTo(capacity)).toEqual(['refused: wrong-seating']);
  });
});

describe('a cancelled reserved event', () => {
  it('has all its seats back, and its bookings still say which they were', () => {
    const story = aHall(['oow'], { holdSeconds: 30 });
    story.outcomesOf(
      story.choose('ann', ['S1-R0-1', 'S1-R0-3']),
      story.choose('bob', ['S1-R0-2'], { hold: true }),
      story.best('cleo', 1),
    );
    story.outcomesOf({ kind: 'cancel-event', actorId: 'organizer' });
    expect(story.map).toBe('ooo');
    expect(story.rows.counters).toMatchObject({ seatsConfirmed: 0, seatsHeld: 0, waiting: 0, accessibleFree: 1 });
    expect(story.booking('b1').seatLabels).toEqual(['S1-R0-1', 'S1-R0-3']);
  });
});
