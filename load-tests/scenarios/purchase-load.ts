import { everybodyBooks } from '#booking-shots';
import { rush } from '#rush';

/** A rush as it is advertised: ten buyers for each seat, and an answer while the page still feels alive. */
export const scenario = rush({
  name: 'purchase-load',
  summary: '1,000 users want one seat each of 100: 100 get one, 900 wait',
  users: 1_000,
  event: { seating: 'general', capacity: 100 },
  shots: everybodyBooks(1),
  expected: {
    answers: { exactly: { '201 confirmed': 100, '202 waitlisted': 900 } },
    availability: { capacity: 100, seatsConfirmed: 100, seatsHeld: 0, seatsFree: 0, waiting: 900 },
  },
  arrivalSeconds: 2,
  thresholds: {
    artillery: { p50Ms: 500, p95Ms: 1_000, p99Ms: 2_000 },
    burst: { p50Ms: 500, p95Ms: 1_000, p99Ms: 2_000 },
  },
});
