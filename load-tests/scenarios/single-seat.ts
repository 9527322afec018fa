import { everybodyBooks } from '#booking-shots';
import { rush } from '#rush';

/** The hardest question to answer twice. */
export const scenario = rush({
  name: 'single-seat',
  summary: '1,000 users want the only seat: one gets it, 999 wait',
  users: 1_000,
  event: { seating: 'general', capacity: 1 },
  shots: everybodyBooks(1),
  expected: {
    answers: { exactly: { '201 confirmed': 1, '202 waitlisted': 999 } },
    availability: { capacity: 1, seatsConfirmed: 1, seatsHeld: 0, seatsFree: 0, waiting: 999 },
  },
  arrivalSeconds: 2,
});
