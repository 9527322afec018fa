import { book } from '#booking-shots';
import { compare } from '#judge';
import { rush } from '#rush';

const REQUESTS_EACH = 100;

/** Ten impatient people or their scripts: whatever they send, each has one seat in the end, and there are plenty left. */
export const scenario = rush({
  name: 'duplicate-user',
  summary: '10 users send 100 bookings each, one seat per user: each gets exactly one',
  users: 10,
  event: { seating: 'general', capacity: 100, maxSeatsPerUser: 1 },
  shots: ({ users, eventId }) =>
    Array.from({ length: REQUESTS_EACH }, () => users.map((user) => book(user, eventId, { seats: 1 }))).flat(),
  expected: {
    // How many are stopped by the throttle and how many by the limit of seats depends on how fast they come.
    answers: { exactly: { '201 confirmed': 10 }, rest: ['429 too-many-requests', '409 user-limit-exceeded'] },
    availability: { capacity: 100, seatsConfirmed: 10, seatsHeld: 0, seatsFree: 90, waiting: 0 },
  },
  checks: async ({ api, eventId, users }) => {
    const owners = new Set((await api.bookings(eventId)).map(({ userId }) => userId));
    const served = users.filter(({ userId }) => owners.has(userId)).length;
    return [compare('users with a seat', { users: users.length }, { users: served })];
  },
  arrivalSeconds: 2,
});
