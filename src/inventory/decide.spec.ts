import { beforeEach, describe, expect, it } from '@jest/globals';
import { inWords } from '../../test/support/model.js';
import { EventRows, hoursFromNow, NOW } from '../../test/support/snapshots.js';
import { decide } from './decide.js';
import { CANCELLATIONS_PER_BATCH } from './event-commands.js';
import { type BookCommand, type Command, type JoinWaitlistCommand } from './commands.js';
import { type Outcome } from './decision.js';
import { type EventTerms } from './inventory.js';
import { PROMOTIONS_PER_BATCH } from './waitlist-commands.js';

// Goal: one example per rule of booking, named by the rule. Method: the pure decision on the rows of one event; the
// model-based tests beside this file try everything in between.
describe('decide', () => {
  let rows: EventRows;
  let names: number;

  beforeEach(() => {
    names = 0;
  });

  const anEvent = (terms: Partial<EventTerms> & { capacity: number }): void => {
    rows = new EventRows(terms);
  };

  const identity = (): Pick<BookCommand, 'voucher' | 'entryId'> => {
    names += 1;
    return { voucher: { bookingId: `b${names}`, reference: `EVT-${names}` }, entryId: `e${names}` };
  };

  const book = (userId: string, seats: number, more: Partial<BookCommand> = {}): BookCommand => ({
    kind: 'book',
    userId,
    seats,
    placement: { kind: 'any' },
    hold: false,
    joinWaitlist: true,
    ...identity(),
    ...more,
  });

  const join = (userId: string, seats: number, reason: JoinWaitlistCommand['reason'] = 'asked'): Command => ({
    kind: 'join-waitlist',
    userId,
    seats,
    reason,
    ...identity(),
  });

  const cancel = (bookingId: string, actorId = 'organizer'): Command => ({
    kind: 'cancel-booking',
    actorId,
    bookingId,
  });
  const leave = (userId: string): Command => ({ kind: 'leave-waitlist', userId });
  const setCapacity = (capacity: number, details = {}, expectedRevision = rows.terms.revision): Command => ({
    kind: 'change-capacity',
    actorId: 'organizer',
    capacity,
    expectedRevision,
    details,
  });

  /** Decides all commands as one batch, stores what came of it and gives the outcomes. */
  function outcomesOf(...commands: Command[]): readonly Outcome[] {
    const { outcomes, changes } = decide(rows.snapshot(commands, 'window'), commands, NOW);
    rows.store(changes);
    return outcomes;
  }

  const answersTo = (...commands: Command[]): string[] => outcomesOf(...commands).map(inWords);
  const waitingUsers = (): string[] => rows.waiting.map(({ userId }) => userId);
  const seatsOf = (userId: string): number =>
    rows.liveBookings.filter((booking) => booking.userId === userId).reduce((sum, { seats }) => sum + seats, 0);
  const people = (count: number, prefix = 'p'): string[] =>
    Array.from({ length: count }, (_, n) => `${prefix}${n + 1}`);

  /** A full event of single seats, then a waiting party of `seats`, then ten who pass it by. */
  function passOverTenTimes(capacity: number, seats: number): void {
    anEvent({ capacity });
    outcomesOf(...people(capacity - 1).map((user) => book(user, 1)));
    outcomesOf(book('large', seats));
    for (const user of people(10, 'passer')) {
      const [booked] = outcomesOf(book(user, 1));
      if (booked?.kind !== 'booked') throw new Error('a newcomer should have got the seat that nobody could use');
      outcomesOf(cancel(booked.booking.id));
    }
  }

  describe('selling', () => {
    it('sells the last seat once, and puts the next buyer of the same batch on the waitlist', () => {
      anEvent({ capacity: 1 });
      expect(answersTo(book('ann', 1), book('bob', 1))).toEqual(['booked b1', 'waits e2 at 1 (sold-out)']);
    });

    it('says sold-out to a buyer who does not want to wait, and where there is no waitlist', () => {
      anEvent({ capacity: 1 });
      expect(answersTo(book('ann', 1), book('bob', 1, { joinWaitlist: false }))[1]).toBe('refused: sold-out');
      anEvent({ capacity: 0, waitlistEnabled: false });
      expect(outcomesOf(book('ann', 1))).toMatchObject([{ code: 'sold-out', facts: { seatsFree: 0, capacity: 0 } }]);
    });

    it('refuses a party larger than the whole event instead of letting it wait for ever', () => {
      anEvent({ capacity: 4 });
      expect(answersTo(book('ann', 5), join('bob', 5))).toEqual(['refused: sold-out', 'refused: sold-out']);
    });

    it('refuses more seats than one booking may have, pointing at the field', () => {
      anEvent({ capacity: 20, maxSeatsPerBooking: 4 });
      const [outcome] = outcomesOf(book('ann', 5));
      expect(outcome).toMatchObject({ code: 'validation-failed', facts: { errors: [{ pointer: '#/seats' }] } });
    });

    it('counts live seats of the same batch towards the limit of one person, and cancelled ones no more', () => {
      anEvent({ capacity: 20, maxSeatsPerUser: 4 });
      const commands = [book('ann', 3), book('ann', 2), cancel('b1'), book('ann', 4)];
      expect(answersTo(...commands)).toEqual([
        'booked b1',
        'refused: user-limit-exceeded',
        'cancelled b1',
        'booked b3',
      ]);
    });

    it('counts the seats somebody waits for towards their limit, or a promotion could carry them over it', () => {
      anEvent({ capacity: 5, maxSeatsPerUser: 5 });
      outcomesOf(book('bob', 3), book('ann', 4));
      expect(answersTo(book('ann', 2))).toEqual(['refused: user-limit-exceeded']);
      expect(answersTo(book('ann', 1))).toEqual(['booked b4']);
    });

    it.each([
      ['before sales open', { salesOpenAt: hoursFromNow(0.001) }, 'refused: sales-not-open'],
      ['at the instant sales open', { salesOpenAt: NOW }, 'booked b1'],
      ['just before sales close', { salesCloseAt: hoursFromNow(0.001) }, 'booked b1'],
      ['at the instant sales close', { salesCloseAt: NOW }, 'refused: sales-not-open'],
      [
        'once it has started, even if sales close later',
        { startsAt: NOW, salesCloseAt: hoursFromNow(1) },
        'refused: sales-not-open',
      ],
      ['as a draft', { status: 'draft' as const }, 'refused: event-not-bookable'],
      ['when cancelled', { status: 'cancelled' as const }, 'refused: event-not-bookable'],
    ])('sells inside the sales window only: %s', (_, terms, answer) => {
      anEvent({ capacity: 5, ...terms });
      expect(answersTo(book('ann', 1))).toEqual([answer]);
    });
  });

  describe('the order of the waitlist', () => {
    it('gives a freed seat to whoever has waited longest, in the batch that frees it', () => {
      anEvent({ capacity: 1 });
      outcomesOf(book('ann', 1), book('bob', 1), book('cleo', 1));
      expect(answersTo(cancel('b1'), book('dan', 1))).toEqual(['cancelled b1', 'waits e4 at 2 (sold-out)']);
      expect(rows.bookings.get('b2')).toMatchObject({ userId: 'bob', source: 'waitlist', status: 'confirmed' });
      expect(rows.outbox).toContainEqual({ topic: 'booking-promoted', userId: 'bob', bookingId: 'b2', seats: 1 });
    });

    it('passes a party over that does not fit, and serves it when its seats have come free', () => {
      anEvent({ capacity: 3 });
      outcomesOf(book('p1', 1), book('p2', 2), book('large', 2), book('small', 1));
      outcomesOf(cancel('b1'));
      expect([seatsOf('small'), waitingUsers()]).toEqual([1, ['large']]);
      outcomesOf(cancel('b2'));
      expect([seatsOf('large'), waitingUsers()]).toEqual([2, []]);
    });

    it('gives a newcomer only seats that no waiting party could use', () => {
      anEvent({ capacity: 3 });
      outcomesOf(book('p1', 2), book('large', 3));
      expect(answersTo(book('newcomer', 1))).toEqual(['booked b3']);
      outcomesOf(book('small', 1), cancel('b3'));
      expect([seatsOf('small'), waitingUsers()]).toEqual([1, ['large']]);
    });

    it('stops the queue for a party passed over ten times, newcomers passing by included', () => {
      passOverTenTimes(6, 3);
      expect(answersTo(book('eleventh', 1))).toEqual(['waits e17 at 2 (sold-out)']);
      outcomesOf(cancel('b1'));
      expect(waitingUsers()).toEqual(['large', 'eleventh']);
      outcomesOf(cancel('b2'));
      expect([seatsOf('large'), waitingUsers()]).toEqual([3, ['eleventh']]);
    });

    it('counts promotions past a party as well, and nine are not ten', () => {
      anEvent({ capacity: 2, maxSeatsPerUser: 2 });
      outcomesOf(book('p1', 1), book('p2', 1), book('large', 2));
      outcomesOf(...people(11, 'small').map((user) => book(user, 1)));
      // Each cancellation frees one seat: ten times it goes past the party of two, then it is kept for it.
      for (let freed = 0; freed < 10; freed += 1) {
        const [oldest] = rows.liveBookings.filter(({ userId }) => userId !== 'p2');
        outcomesOf(cancel(oldest?.id ?? ''));
        expect(waitingUsers()).toHaveLength(11 - freed);
      }
      outcomesOf(cancel('b2'));
      expect([rows.counters.seatsConfirmed, waitingUsers()]).toEqual([1, ['large', 'small11']]);
    });

    it('never stops the queue for a party larger than the capacity, after it was lowered', () => {
      passOverTenTimes(6, 6);
      outcomesOf(setCapacity(5));
      expect(rows.counters).toMatchObject({ capacity: 5, seatsConfirmed: 5, waiting: 1 });
      expect(answersTo(cancel('b1'), book('newcomer', 1))[1]).toMatch(/^booked/);
    });

    it('serves those who wait at once when the capacity rises', () => {
      anEvent({ capacity: 2 });
      outcomesOf(book('p1', 2), book('p2', 2), book('p3', 1));
      expect(answersTo(setCapacity(5))).toEqual(['edited']);
      expect([seatsOf('p2'), seatsOf('p3'), waitingUsers()]).toEqual([2, 1, []]);
    });

    it('serves those behind a party that leaves while it held up the queue', () => {
      passOverTenTimes(6, 3);
      outcomesOf(book('behind', 1));
      expect(waitingUsers()).toEqual(['large', 'behind']);
      expect(answersTo(leave('large'))).toEqual(['left']);
      expect([seatsOf('behind'), waitingUsers()]).toEqual([1, []]);
    });

    it('counts positions from one, and moves everybody up when somebody leaves', () => {
      anEvent({ capacity: 0 });
      rows.counters = { ...rows.counters, capacity: 1 };
      outcomesOf(book('p0', 1));
      expect(answersTo(book('p1', 1), book('p2', 1), leave('p1'), book('p2', 1))).toEqual([
        'waits e2 at 1 (sold-out)',
        'waits e3 at 2 (sold-out)',
        'left',
        'waits e3 at 1 (sold-out)',
      ]);
    });

    it('stops serving once the event has begun', () => {
      anEvent({ capacity: 1 });
      outcomesOf(book('p1', 1), book('p2', 1));
      rows.terms = { ...rows.terms, startsAt: NOW };
      outcomesOf(cancel('b1'));
      expect(waitingUsers()).toEqual(['p2']);
    });
  });

  describe('waiting', () => {
    it('keeps one entry per person: asking again answers the same one, whatever is asked', () => {
      anEvent({ capacity: 2 });
      outcomesOf(book('p1', 2));
      expect(answersTo(book('ann', 1), book('ann', 2), join('ann', 2))).toEqual([
        'waits e2 at 1 (sold-out)',
        'waits e2 at 1 (sold-out)',
        'waits e2 at 1 (asked)',
      ]);
    });

    it('promotes somebody at once who joins while a seat is free', () => {
      anEvent({ capacity: 1 });
      expect(answersTo(join('ann', 1, 'contended'))).toEqual(['promoted at once e1 (contended)']);
      expect(seatsOf('ann')).toBe(1);
    });

    it('has no waitlist to join where the organizer switched it off: contended buyers shall come back', () => {
      anEvent({ capacity: 1, waitlistEnabled: false });
      expect(answersTo(join('ann', 1), join('ann', 1, 'contended'))).toEqual([
        'refused: event-not-bookable',
        'refused: contended',
      ]);
    });

    it('says that there is no entry to whoever leaves without waiting, or twice', () => {
      anEvent({ capacity: 1 });
      outcomesOf(book('p1', 1), book('p2', 1));
      expect(answersTo(leave('p1'), leave('p2'), leave('p2'))).toEqual([
        'refused: waitlist-entry-not-found',
        'left',
        'refused: waitlist-entry-not-found',
      ]);
    });

    it('honours a promise when the limit per person is lowered afterwards', () => {
      anEvent({ capacity: 4, maxSeatsPerUser: 4 });
      outcomesOf(book('p1', 4), book('ann', 4));
      outcomesOf(setCapacity(4, { maxSeatsPerUser: 2 }), cancel('b1'));
      expect(seatsOf('ann')).toBe(4);
      expect(rows.bookings.get('b2')?.userLimit).toBe(4);
      expect(answersTo(book('ann', 1))).toEqual(['refused: user-limit-exceeded']);
    });
  });

  describe('cancelling and editing', () => {
    it('answers the same when a booking is cancelled twice, and gives its seats back once', () => {
      anEvent({ capacity: 2 });
      outcomesOf(book('ann', 2));
      expect(answersTo(cancel('b1', 'ann'), cancel('b1', 'ann'))).toEqual(['cancelled b1', 'cancelled b1']);
      expect(rows.counters.seatsConfirmed).toBe(0);
      expect(answersTo(cancel('b1'), cancel('unknown'))).toEqual(['cancelled b1', 'refused: booking-not-found']);
      expect(rows.ledger.filter(({ change }) => change === 'booking-cancelled')).toHaveLength(1);
    });

    it('tells the owner of a cancellation that somebody else made', () => {
      anEvent({ capacity: 2 });
      outcomesOf(book('ann', 1), book('bob', 1), cancel('b1', 'ann'), cancel('b2', 'organizer'));
      expect(rows.outbox).toEqual([{ topic: 'booking-cancelled', userId: 'bob', bookingId: 'b2', seats: 1 }]);
    });

    it('lets the capacity fall to what is booked and never below', () => {
      anEvent({ capacity: 5 });
      outcomesOf(book('ann', 3));
      expect(outcomesOf(setCapacity(2))).toMatchObject([
        { code: 'capacity-below-booked', facts: { seatsConfirmed: 3 } },
      ]);
      expect(answersTo(setCapacity(3))).toEqual(['edited']);
    });

    it('refuses an edit that has not seen the latest revision, also within one batch', () => {
      anEvent({ capacity: 5 });
      const [, second] = outcomesOf(setCapacity(6), setCapacity(7));
      expect(second).toMatchObject({ code: 'revision-stale', facts: { revision: 2 } });
      expect(rows.counters.capacity).toBe(6);
    });

    it('stores nothing at all for a batch of refusals', () => {
      anEvent({ capacity: 0 });
      const commands = [book('ann', 1, { joinWaitlist: false }), leave('ann'), cancel('none')];
      const { changes } = decide(rows.snapshot(commands, 'window'), commands, NOW);
      expect(changes).toMatchObject({ ledger: [], outbox: [], newBookings: [], newEntries: [], answeredKeys: [] });
      expect(changes.edit).toBeNull();
    });
  });

  describe('idempotency keys', () => {
    const idempotency = { key: 'k', fingerprint: 'one seat' };

    it('gives the first answer again, in the same batch and in a later one, even after a cancellation', () => {
      anEvent({ capacity: 5 });
      expect(answersTo(book('ann', 1, { idempotency }), book('ann', 1, { idempotency }))).toEqual([
        'booked b1',
        'again: booked b1',
      ]);
      expect(answersTo(cancel('b1'), book('ann', 1, { idempotency }))[1]).toBe('again: booked b1');
      expect(seatsOf('ann')).toBe(0);
    });

    it('refuses the key for another request, and keeps the keys of two people apart', () => {
      anEvent({ capacity: 5 });
      const other = { ...idempotency, fingerprint: 'two seats' };
      const commands = [
        book('ann', 1, { idempotency }),
        book('ann', 2, { idempotency: other }),
        book('bob', 2, { idempotency: other }),
      ];
      expect(answersTo(...commands)).toEqual(['booked b1', 'refused: idempotency-key-reused', 'booked b3']);
    });

    it('decides again after a refusal, which changed nothing', () => {
      anEvent({ capacity: 1 });
      outcomesOf(book('bob', 1));
      const request = book('ann', 1, { idempotency, joinWaitlist: false });
      expect(answersTo(request, cancel('b1'), request)).toEqual(['refused: sold-out', 'cancelled b1', `booked b2`]);
    });

    // The first answer was "you wait already" and changed nothing; when it was lost on the way, the second try must not
    // book more seats for somebody who has been promoted in the meantime.
    it('keeps the answer of somebody who waits already', () => {
      anEvent({ capacity: 1 });
      outcomesOf(book('bob', 1), book('ann', 1));
      expect(answersTo(book('ann', 1, { idempotency }))).toEqual(['waits e2 at 1 (sold-out)']);
      outcomesOf(cancel('b1'), setCapacity(5));
      expect(answersTo(book('ann', 1, { idempotency }))).toEqual(['again: waits e2 at 1 (sold-out)']);
      expect(seatsOf('ann')).toBe(1);
    });
  });

  describe('bounds of a batch', () => {
    const crowd = PROMOTIONS_PER_BATCH + 50;

    function aCrowdWaits(): void {
      anEvent({ capacity: 1 });
      outcomesOf(book('holder', 1), ...people(crowd).map((user) => book(user, 1)));
    }

    it('promotes a bounded number and says that somebody is left', () => {
      aCrowdWaits();
      const raise = [setCapacity(1_000)];
      const first = decide(rows.snapshot(raise, 'window'), raise, NOW);
      expect(first.unserved).toBe(true);
      rows.store(first.changes);
      expect(rows.counters.waiting).toBe(50);
      const second = decide(rows.snapshot([{ kind: 'promote' }], 'window'), [{ kind: 'promote' }], NOW);
      rows.store(second.changes);
      expect([second.unserved, rows.counters.waiting]).toEqual([false, 0]);
    });

    // "A refusal is truthful: sold-out only when at that moment the seats asked for were not free."
    it('asks a newcomer to come back, instead of saying sold-out, while the rest of a full batch is due', () => {
      aCrowdWaits();
      const answers = answersTo(setCapacity(1_000), book('newcomer', 1, { joinWaitlist: false }), book('patient', 1));
      expect(answers.slice(1)).toEqual(['refused: contended', `waits e${names} at 51 (sold-out)`]);
    });

    it('cancels an event in bounded parts, and tells everybody concerned', () => {
      anEvent({ capacity: CANCELLATIONS_PER_BATCH + 10, maxSeatsPerBooking: 1 });
      const total = CANCELLATIONS_PER_BATCH + 10;
      for (let start = 0; start < total; start += 100) {
        outcomesOf(...people(Math.min(100, total - start), `b${start}-`).map((user) => book(user, 1)));
      }
      outcomesOf(...people(20, 'w').map((user) => book(user, 1)));
      const close: Command = { kind: 'cancel-event', actorId: 'organizer' };
      expect(outcomesOf(close)).toEqual([{ kind: 'event-cancelled', unfinished: true }]);
      expect(rows.terms).toMatchObject({ status: 'cancelled', revision: 2 });
      expect(outcomesOf(close)).toEqual([{ kind: 'event-cancelled', unfinished: false }]);
      expect(rows.counters).toMatchObject({ seatsConfirmed: 0, waiting: 0 });
      const told = (topic: string): number => rows.outbox.filter((message) => message.topic === topic).length;
      expect([told('booking-cancelled'), told('waitlist-closed')]).toEqual([total, 20]);
      expect(rows.ledger.filter(({ change }) => change === 'event-cancelled')).toHaveLength(1);
    });

    it('sells nothing of a cancelled event, and promotes nobody into its seats', () => {
      anEvent({ capacity: 1 });
      outcomesOf(book('ann', 1), book('bob', 1));
      const close: Command = { kind: 'cancel-event', actorId: 'organizer' };
      expect(answersTo(close, book('cleo', 1), join('cleo', 1), setCapacity(5, {}, 2))).toEqual([
        'event cancelled',
        'refused: event-not-bookable',
        'refused: event-not-bookable',
        'refused: event-not-bookable',
      ]);
      expect([rows.liveBookings, rows.waiting]).toEqual([[], []]);
    });
  });
});
