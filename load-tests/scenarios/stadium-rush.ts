import { everybodyBooks } from '#booking-shots';
import { rush } from '#rush';

/** The main promise: every seat is sold exactly once, and only the one who found none waits. */
export const scenario = rush({
  name: 'stadium-rush',
  summary: '300 users want one seat each of 299: one of them waits',
  users: 300,
  event: { seating: 'general', capacity: 299 },
  shots: everybodyBooks(1),
  expected: {
    answers: { exactly: { '201 confirmed': 299, '202 waitlisted': 1 } },
    availability: { capacity: 299, seatsConfirmed: 299, seatsHeld: 0, seatsFree: 0, waiting: 1 },
  },
});
