import { everybodyBooks } from '#booking-shots';
import { rush } from '#rush';

/**
 * As many seats as buyers: with row locks taken in different orders some would be rolled back as victims of a deadlock,
 * and with a plain version check most would be refused. Here each answer must be a seat.
 */
export const scenario = rush({
  name: 'fifty-fifty',
  summary: '50 users want one seat each of 50: everybody gets one, no deadlock',
  users: 50,
  event: { seating: 'general', capacity: 50 },
  shots: everybodyBooks(1),
  expected: {
    answers: { exactly: { '201 confirmed': 50 } },
    availability: { capacity: 50, seatsConfirmed: 50, seatsHeld: 0, seatsFree: 0, waiting: 0 },
  },
});
