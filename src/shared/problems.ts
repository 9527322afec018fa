/**
 * The whole error vocabulary of the API: a code, its HTTP status and its fixed title (RFC 9457).
 * The filter, the OpenAPI file, the docs and the web pages all read this list; nothing else knows a status.
 */
export const PROBLEMS = {
  'validation-failed': { status: 400, title: 'The request is not valid' },
  'malformed-json': { status: 400, title: 'The body is not valid JSON' },
  'not-signed-in': { status: 401, title: 'Sign in first' },
  'invalid-credentials': { status: 401, title: 'The e-mail address or the password is wrong' },
  forbidden: { status: 403, title: 'You may not do this' },
  'event-not-found': { status: 404, title: 'No such event' },
  'booking-not-found': { status: 404, title: 'No such booking' },
  'waitlist-entry-not-found': { status: 404, title: 'You are not on this waitlist' },
  'route-not-found': { status: 404, title: 'No such address' },
  'sold-out': { status: 409, title: 'The event is sold out' },
  'seat-taken': { status: 409, title: 'Somebody else has one of these seats' },
  'no-adjacent-seats': { status: 409, title: 'No row has that many free seats side by side' },
  'user-limit-exceeded': { status: 409, title: 'You already have as many seats as one person may' },
  'sales-not-open': { status: 409, title: 'Sales are not open now' },
  'event-not-bookable': { status: 409, title: 'The event cannot be booked' },
  'hold-expired': { status: 409, title: 'The hold has expired' },
  'booking-not-held': { status: 409, title: 'The booking is not on hold' },
  'capacity-below-booked': { status: 409, title: 'More seats are taken than the new capacity has' },
  'already-registered': { status: 409, title: 'This e-mail address is already registered' },
  'idempotency-in-flight': { status: 409, title: 'The first request with this Idempotency-Key is still running' },
  'wrong-seating': { status: 409, title: 'The event is not seated that way' },
  'revision-stale': { status: 412, title: 'Somebody else changed the event first' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'Send JSON' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'if-match-required': { status: 428, title: 'Send If-Match with the revision you have seen' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  overloaded: { status: 503, title: 'Too many people at once; try again' },
  'database-unavailable': { status: 503, title: 'The database does not answer; try again' },
  contended: { status: 503, title: 'Too many people are booking this event; try again' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
