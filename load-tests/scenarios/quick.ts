import { everybodyBooks } from '#booking-shots';
import { rush } from '#rush';

/** A look at whether all is well: seconds, not minutes. */
export const scenario = rush({
  name: 'quick',
  summary: '10 users want one seat each of 5: five of them wait',
  users: 10,
  event: { seating: 'general', capacity: 5 },
  shots: everybodyBooks(1),
  expected: {
    answers: { exactly: { '201 confirmed': 5, '202 waitlisted': 5 } },
    availability: { capacity: 5, seatsConfirmed: 5, seatsHeld: 0, seatsFree: 0, waiting: 5 },
  },
});
