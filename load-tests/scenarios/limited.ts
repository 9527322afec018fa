import { everybodyBooks } from '#booking-shots';
import { rush } from '#rush';

/** The largest crowd for the fewest seats. */
export const scenario = rush({
  name: 'limited',
  summary: '1,500 users want one seat each of 5: five get one, 1,495 wait',
  users: 1_500,
  event: { seating: 'general', capacity: 5 },
  shots: everybodyBooks(1),
  expected: {
    answers: { exactly: { '201 confirmed': 5, '202 waitlisted': 1_495 } },
    availability: { capacity: 5, seatsConfirmed: 5, seatsHeld: 0, seatsFree: 0, waiting: 1_495 },
  },
  arrivalSeconds: 3,
});
