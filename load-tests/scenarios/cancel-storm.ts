import { book, cancel, joinWaitlist } from '#booking-shots';
import { checkAnswers, checkAvailability, checkLists, compare, countAnswers } from '#judge';
import { PATIENCE } from '#rush';
import { type Check } from '#run-record';
import { type EventTerms, type Scenario, type User } from '#scenario';
import { type Stage } from '#stage';

const SEATS = 200;

const EVENT: EventTerms = { seating: 'general', capacity: SEATS };

/** A concert moves to another day: everybody gives their seat back at once, and everybody who waited gets one, in order. */
export const scenario: Scenario = {
  name: 'cancel-storm',
  summary: '200 seats sold, 200 users waiting, 200 cancel at once: all who waited are promoted in order',
  users: 2 * SEATS,
  event: EVENT,
  drivers: ['artillery', 'burst'],
  thresholds: { artillery: PATIENCE, burst: PATIENCE },
  play: async (stage) => {
    const { api, eventId, users } = stage;
    const [owners, others] = [users.slice(0, SEATS), users.slice(SEATS)];
    const bookings = await stage.prepare(owners.map((user) => book(user, eventId, { seats: 1 })));
    await stage.prepare(others.map((user) => joinWaitlist(user, eventId, 1)));
    const queue = (await api.waitlist(eventId)).filter(({ status }) => status === 'waiting').map(({ id }) => id);
    const answers = await stage.fire(owners.map((user, index) => cancel(user, bookings[index]?.id ?? '')));
    return [
      checkAnswers(countAnswers(answers), { exactly: { '200 cancelled': SEATS } }, SEATS),
      await checkAvailability(api, eventId, { seatsConfirmed: SEATS, seatsHeld: 0, seatsFree: 0, waiting: 0 }),
      ...(await checkLists(api, eventId, EVENT)),
      await checkPromoted(stage, others),
      await checkOrder(stage, queue),
    ];
  },
};

/** Everybody who waited has the seat now, and nobody else. */
async function checkPromoted({ api, eventId }: Stage, others: readonly User[]): Promise<Check> {
  const confirmed = (await api.bookings(eventId)).filter(({ status }) => status === 'confirmed');
  const owners = new Set(confirmed.filter(({ source }) => source === 'waitlist').map(({ userId }) => userId));
  return compare(
    'promoted',
    { promoted: SEATS, 'other bookings': 0 },
    {
      promoted: others.filter(({ userId }) => owners.has(userId)).length,
      'other bookings': confirmed.length - owners.size,
    },
  );
}

/** The ledger tells in which order they were served. */
async function checkOrder({ api, eventId }: Stage, queue: readonly string[]): Promise<Check> {
  const served = (await api.ledger(eventId))
    .filter(({ change }) => change === 'promoted')
    .map(({ waitlistEntryId }) => waitlistEntryId ?? '');
  const place = served.findIndex((id, index) => id !== queue[index]);
  return {
    name: 'order of promotion',
    passed: queue.length === SEATS && served.length === SEATS && place === -1,
    expected: `${SEATS} of ${SEATS} in the order of the queue`,
    found: place === -1 ? `${served.length} of ${queue.length} in order` : `place ${place + 1} served out of turn`,
  };
}
