import { everybodyBooks } from '#booking-shots';
import { rush } from '#rush';

/** All or nothing: whoever is first takes the whole hall, and no party is ever split. */
export const scenario = rush({
  name: 'whole-hall',
  summary: '300 users want all 10 seats: one gets them, 299 wait',
  users: 300,
  event: { seating: 'general', capacity: 10, maxSeatsPerBooking: 10, maxSeatsPerUser: 10 },
  shots: everybodyBooks(10),
  expected: {
    answers: { exactly: { '201 confirmed': 1, '202 waitlisted': 299 } },
    availability: { capacity: 10, seatsConfirmed: 10, seatsHeld: 0, seatsFree: 0, waiting: 299 },
  },
});
