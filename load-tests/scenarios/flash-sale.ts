import { book } from '#booking-shots';
import { rush } from '#rush';

const SEATS_EACH = 2;

/**
 * Everybody presses the button twice: 1,000 requests for two seats each. Five buyers get their two and are told the
 * second time that this is all one person may have; all others wait once, however often they ask.
 */
export const scenario = rush({
  name: 'flash-sale',
  summary: '500 users ask twice for two of 10 seats, two per user: five get two each',
  users: 500,
  event: { seating: 'general', capacity: 10, maxSeatsPerBooking: SEATS_EACH, maxSeatsPerUser: SEATS_EACH },
  shots: ({ users, eventId }) =>
    users.flatMap((user) => [book(user, eventId, { seats: SEATS_EACH }), book(user, eventId, { seats: SEATS_EACH })]),
  expected: {
    answers: { exactly: { '201 confirmed': 5, '409 user-limit-exceeded': 5, '202 waitlisted': 990 } },
    availability: { capacity: 10, seatsConfirmed: 10, seatsHeld: 0, seatsFree: 0, waiting: 495 },
  },
  arrivalSeconds: 2,
});
