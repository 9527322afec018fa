import { describe, expect, it } from '@jest/globals';
import { cancel, confirm, EventStory, SWEEP } from '../../test/support/event-story.js';

// Goal: one example per rule of holds and offers, named by the rule. Method: the pure decision on the rows of one
// event, the clock moved by the test; the model-based tests try everything in between.

const HOLD_SECONDS = 600;
const OFFER_SECONDS = 900;

describe('holds', () => {
  it('take their seats at once, and end after the seconds the event gives them', () => {
    const story = new EventStory({ capacity: 3, holdSeconds: 30 });
    expect(story.answersTo(story.hold('ann', 2))).toEqual(['held b1']);
    expect(story.rows.counters).toMatchObject({ seatsHeld: 2, seatsConfirmed: 0 });
    expect(story.booking('b1')).toMatchObject({ status: 'held', confirmedAt: null });
    expect(story.booking('b1').holdExpiresAt?.getTime()).toBe(story.now.getTime() + 30_000);
  });

  it('become bookings when confirmed, in the same seats, and confirming twice answers the same', () => {
    const story = new EventStory({ capacity: 3 });
    story.outcomesOf(story.hold('ann', 2));
    expect(story.answersTo(confirm('b1'), confirm('b1'))).toEqual(['confirmed b1', 'confirmed b1']);
    expect(story.answersTo(confirm('b1'))).toEqual(['confirmed b1']);
    expect(story.rows.counters).toMatchObject({ seatsHeld: 0, seatsConfirmed: 2 });
    expect(story.booking('b1').confirmedAt).toEqual(story.now);
    expect(story.rows.ledger.map(({ change }) => change)).toEqual(['held', 'confirmed']);
  });

  it('answer the same for a booking that never was a hold', () => {
    const story = new EventStory({ capacity: 1 });
    expect(story.answersTo(story.book('ann', 1), confirm('b1'), confirm('none'))).toEqual([
      'booked b1',
      'confirmed b1',
      'refused: booking-not-found',
    ]);
  });

  it('are good until the very instant they expire, not one longer', () => {
    const story = new EventStory({ capacity: 2 });
    story.outcomesOf(story.hold('ann', 1), story.hold('bob', 1));
    story.pause(HOLD_SECONDS - 0.001);
    expect(story.answersTo(confirm('b1'))).toEqual(['confirmed b1']);
    story.pause(0.001);
    expect(story.answersTo(confirm('b2'))).toEqual(['refused: hold-expired']);
  });

  it('refuse to be confirmed once expired, even when nobody has tidied them', () => {
    const story = new EventStory({ capacity: 2 });
    story.outcomesOf(story.hold('ann', 1));
    story.pause(HOLD_SECONDS);
    const holdExpiresAt = story.now;
    expect(story.booking('b1').status).toBe('held');
    expect(story.outcomesOf(confirm('b1'))).toMatchObject([{ code: 'hold-expired', facts: { holdExpiresAt } }]);
    expect(story.booking('b1')).toMatchObject({ status: 'expired', cancelledAt: null, confirmedAt: null });
    expect(story.answersTo(confirm('b1'))).toEqual(['refused: hold-expired']);
  });

  it('are never extended: not by holding more, confirming late, asking again or a longer time for new ones', () => {
    const story = new EventStory({ capacity: 5 });
    const idempotency = { key: 'k', fingerprint: 'f' };
    story.outcomesOf(story.hold('ann', 1, { idempotency }));
    const { holdExpiresAt } = story.booking('b1');
    story.pause(HOLD_SECONDS - 1);
    expect(story.answersTo(story.hold('ann', 1, { idempotency }), story.hold('ann', 1))).toEqual([
      'again: held b1',
      'held b3',
    ]);
    story.rows.terms = { ...story.rows.terms, holdSeconds: 3_600 };
    story.outcomesOf(SWEEP);
    expect(story.booking('b1').holdExpiresAt).toEqual(holdExpiresAt);
    story.pause(1);
    expect(story.answersTo(confirm('b1'))).toEqual(['refused: hold-expired']);
  });

  it('free their seats the moment they expire, for whoever books next', () => {
    const story = new EventStory({ capacity: 1 });
    story.outcomesOf(story.hold('ann', 1));
    const impatient = { joinWaitlist: false };
    expect(story.answersTo(story.book('bob', 1, impatient))).toEqual(['refused: sold-out']);
    story.pause(HOLD_SECONDS);
    expect(story.answersTo(story.book('bob', 1, impatient))).toEqual(['booked b3']);
    expect(story.rows.counters).toMatchObject({ seatsHeld: 0, seatsConfirmed: 1 });
  });

  it('count towards what one person may have, and no more once they have expired', () => {
    const story = new EventStory({ capacity: 9, maxSeatsPerUser: 3 });
    story.outcomesOf(story.hold('ann', 2));
    expect(story.outcomesOf(story.book('ann', 2))).toMatchObject([
      { code: 'user-limit-exceeded', facts: { liveSeats: 2, maxSeatsPerUser: 3 } },
    ]);
    story.pause(HOLD_SECONDS);
    expect(story.answersTo(story.book('ann', 3))).toEqual(['booked b3']);
  });

  it('are released by cancelling, once, and can no longer be confirmed', () => {
    const story = new EventStory({ capacity: 2 });
    story.outcomesOf(story.hold('ann', 2));
    expect(story.answersTo(cancel('b1', 'ann'), cancel('b1', 'ann'), confirm('b1'))).toEqual([
      'cancelled b1',
      'cancelled b1',
      'refused: booking-not-held',
    ]);
    expect(story.rows.counters).toMatchObject({ seatsHeld: 0, seatsConfirmed: 0 });
  });

  it('stay expired when somebody cancels them too late', () => {
    const story = new EventStory({ capacity: 2 });
    story.outcomesOf(story.hold('ann', 2));
    story.pause(HOLD_SECONDS);
    expect(story.answersTo(cancel('b1', 'ann'))).toEqual(['expired b1']);
    expect(story.rows.ledger.map(({ change }) => change)).toEqual(['held', 'hold-expired']);
  });

  it('go to those who wait when they expire, before any newcomer of the same batch', () => {
    const story = new EventStory({ capacity: 1 });
    story.outcomesOf(story.hold('ann', 1), story.book('bob', 1));
    story.pause(HOLD_SECONDS);
    expect(story.answersTo(story.book('cleo', 1))).toEqual(['waits e3 at 1 (sold-out)']);
    expect(story.booking('b2')).toMatchObject({ userId: 'bob', status: 'confirmed', source: 'waitlist' });
  });

  it('end with their event: a hold of a cancelled event cannot be confirmed, even before it is emptied', () => {
    const story = new EventStory({ capacity: 2 });
    const close = { kind: 'cancel-event', actorId: 'organizer' } as const;
    expect(story.answersTo(story.hold('ann', 1), close, confirm('b1'))).toEqual([
      'held b1',
      'event cancelled',
      'refused: booking-not-held',
    ]);
    story.outcomesOf(close);
    expect(story.booking('b1').status).toBe('cancelled');
    expect(story.rows.counters).toMatchObject({ seatsHeld: 0, seatsConfirmed: 0 });
  });
});

describe('offers', () => {
  const anEventThatOffers = (capacity: number): EventStory =>
    new EventStory({ capacity, waitlistMode: 'offer', holdSeconds: HOLD_SECONDS, waitlistOfferSeconds: OFFER_SECONDS });

  it('hold the freed seats for the person who has waited longest, and tell them', () => {
    const story = anEventThatOffers(1);
    story.outcomesOf(story.book('ann', 1), story.book('bob', 1));
    story.outcomesOf(cancel('b1'));
    expect(story.booking('b2')).toMatchObject({ status: 'held', source: 'waitlist', confirmedAt: null });
    expect(story.booking('b2').holdExpiresAt?.getTime()).toBe(story.now.getTime() + OFFER_SECONDS * 1_000);
    expect(story.rows.outbox).toContainEqual({ topic: 'booking-promoted', userId: 'bob', bookingId: 'b2', seats: 1 });
    expect(story.answersTo(confirm('b2', 'bob'))).toEqual(['confirmed b2']);
  });

  it('pass on in the batch that finds them lapsed, whoever comes by, and tell both people', () => {
    const story = anEventThatOffers(1);
    story.outcomesOf(story.book('ann', 1), story.book('bob', 1), story.book('cleo', 1), cancel('b1'));
    story.pause(OFFER_SECONDS);
    const versionBefore = story.rows.version;
    expect(story.answersTo(story.book('dan', 1, { joinWaitlist: false }))).toEqual(['refused: sold-out']);
    expect([story.booking('b2').status, story.booking('b3').status]).toEqual(['expired', 'held']);
    expect(story.rows.version).toBe(versionBefore + 1);
    expect(story.rows.outbox.slice(-2).map(({ topic, userId }) => [topic, userId])).toEqual([
      ['offer-expired', 'bob'],
      ['booking-promoted', 'cleo'],
    ]);
  });

  it('pass on from one to the next until nobody waits, each with the full time', () => {
    const story = anEventThatOffers(1);
    story.outcomesOf(story.book('ann', 1), story.book('bob', 1), story.book('cleo', 1), cancel('b1'));
    story.pause(OFFER_SECONDS);
    story.outcomesOf(SWEEP);
    expect(story.booking('b3').holdExpiresAt?.getTime()).toBe(story.now.getTime() + OFFER_SECONDS * 1_000);
    story.pause(OFFER_SECONDS);
    story.outcomesOf(SWEEP);
    expect(story.rows.counters).toMatchObject({ seatsHeld: 0, seatsConfirmed: 0, waiting: 0 });
  });

  it('are not there for whoever let one lapse: they have to wait again', () => {
    const story = anEventThatOffers(1);
    story.outcomesOf(story.book('ann', 1), story.book('bob', 1), story.book('cleo', 1), cancel('b1'));
    story.pause(OFFER_SECONDS);
    expect(story.answersTo(confirm('b2', 'bob'), story.book('bob', 1))).toEqual([
      'refused: hold-expired',
      'waits e4 at 1 (sold-out)',
    ]);
  });

  it.each([
    ['auto', 'confirmed'],
    ['offer', 'held'],
  ] as const)('go to the next person, once, when a promoted booking is cancelled: mode %s', (waitlistMode, status) => {
    const story = new EventStory({ capacity: 1, waitlistMode });
    story.outcomesOf(story.book('ann', 1), story.book('bob', 1), story.book('cleo', 1), story.book('dan', 1));
    story.outcomesOf(cancel('b1'));
    story.outcomesOf(cancel('b2', 'bob'), cancel('b2', 'bob'));
    expect(['b2', 'b3'].map((id) => story.booking(id).status)).toEqual(['cancelled', status]);
    expect(story.waitingUsers()).toEqual(['dan']);
    expect(story.rows.ledger.filter(({ change }) => change === 'promoted').map(({ bookingId }) => bookingId)).toEqual([
      'b2',
      'b3',
    ]);
  });

  it('count towards what one person may have', () => {
    const story = new EventStory({ capacity: 4, waitlistMode: 'offer', maxSeatsPerUser: 2 });
    story.outcomesOf(story.book('ann', 2), story.book('eve', 2), story.book('bob', 2), cancel('b1'));
    expect(story.booking('b3').status).toBe('held');
    expect(story.answersTo(story.book('bob', 1))).toEqual(['refused: user-limit-exceeded']);
  });

  it('are made to somebody who joins while a seat is free, as to everybody who waits', () => {
    const story = anEventThatOffers(2);
    expect(story.answersTo(story.join('ann', 1))).toEqual(['promoted at once e1 (asked)']);
    expect(story.booking('b1').status).toBe('held');
  });
});
