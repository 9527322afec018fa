import { book, everybodyBooks } from '#booking-shots';
import { PATIENCE, rush } from '#rush';

const SEATS = 10;

/** Whoever comes too late is told so at once, and truthfully: that is the answer most people get. */
export const scenario = rush({
  name: 'sold-out',
  summary: '1,500 users want a seat of a sold-out event without a waitlist: 1,500 quick refusals',
  users: 1_500,
  event: {
    seating: 'general',
    capacity: SEATS,
    maxSeatsPerBooking: SEATS,
    maxSeatsPerUser: 2 * SEATS,
    waitlist: { enabled: false, mode: 'auto' },
  },
  prepare: (stage) => stage.prepare(stage.users.slice(0, 1).map((user) => book(user, stage.eventId, { seats: SEATS }))),
  shots: everybodyBooks(1),
  expected: {
    answers: { exactly: { '409 sold-out': 1_500 } },
    availability: { capacity: SEATS, seatsConfirmed: SEATS, seatsHeld: 0, seatsFree: 0, waiting: 0 },
  },
  // The promise of 100 ms is about a crowd that comes one after another, 300 a second. Of 1,500 at the same moment the last
  // one waits for all others, and Artillery beside the server on two cores measures mostly how long it waits itself.
  arrivalSeconds: 5,
  drivers: ['artillery', 'burst', 'steady'],
  thresholds: { artillery: PATIENCE, burst: PATIENCE, steady: { p95Ms: 100 } },
});
