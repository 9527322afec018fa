import { book } from '#booking-shots';
import { rush } from '#rush';
import { checkRetryAfter, checkWithinLimit } from '#throttle-checks';

const REQUESTS = 300;

/**
 * Two users of one address take turns: each is counted by themselves, each is stopped at their own limit, and what is let
 * through is let through for good.
 */
export const scenario = rush({
  name: 'two-tokens',
  summary: '300 bookings in turn by two users: throttled with Retry-After, both within their limit',
  users: 2,
  event: { seating: 'general', capacity: REQUESTS, maxSeatsPerUser: REQUESTS },
  shots: ({ users, eventId }) =>
    Array.from({ length: REQUESTS / users.length }, () =>
      users.map((user) => book(user, eventId, { seats: 1 })),
    ).flat(),
  expected: {
    answers: { exactly: {}, rest: ['201 confirmed', '429 too-many-requests'] },
    availability: { capacity: REQUESTS, seatsHeld: 0, waiting: 0 },
  },
  checks: (stage, answers, shots) =>
    Promise.resolve([
      checkRetryAfter(answers),
      ...stage.users.map(({ accessToken }, index) =>
        checkWithinLimit(
          `user ${index + 1} within the limit`,
          answers.filter((_, shot) => shots[shot]?.accessToken === accessToken),
        ),
      ),
    ]),
});
