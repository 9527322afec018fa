import { type InvariantQueries, only } from './invariant-queries.js';

const BOOKINGS_ARE_IN_THE_LEDGER = `
  SELECT b.event_id, format(
           'booking %s (%s, %s) has %s rows that sold, %s that confirmed, %s that cancelled and %s that expired its %s seats',
           b.id, b.source, b.status, l.sold, l.confirmed, l.cancelled, l.expired, b.seats) AS detail
    FROM (SELECT b.id,
                 count(*) FILTER (WHERE l.seats = b.seats AND l.change = CASE
                   WHEN b.source = 'waitlist' THEN 'promoted'
                   WHEN b.hold_expires_at IS NULL THEN 'booked' ELSE 'held' END) AS sold,
                 count(*) FILTER (WHERE l.change = 'confirmed' AND l.seats = b.seats) AS confirmed,
                 count(*) FILTER (WHERE l.change = 'booking-cancelled' AND l.seats = b.seats) AS cancelled,
                 count(*) FILTER (WHERE l.change = 'hold-expired' AND l.seats = b.seats) AS expired
            FROM bookings b
            LEFT JOIN ledger l ON l.booking_id = b.id AND l.event_id = b.event_id AND ${only('l.event_id')}
           WHERE ${only('b.event_id')} GROUP BY b.id) l
    JOIN bookings b ON b.id = l.id
   WHERE l.sold <> 1 OR l.cancelled <> CASE b.status WHEN 'cancelled' THEN 1 ELSE 0 END
      OR l.expired <> CASE b.status WHEN 'expired' THEN 1 ELSE 0 END
      OR l.confirmed <> CASE WHEN b.hold_expires_at IS NOT NULL AND b.confirmed_at IS NOT NULL THEN 1 ELSE 0 END`;

const ENTRIES_ARE_IN_THE_LEDGER = `
  SELECT w.event_id, format('entry %s (%s) has %s rows that enrolled, %s that promoted and %s that ended it',
                            w.id, w.status, l.enrolled, l.promoted, l.ended) AS detail
    FROM (SELECT w.id, count(*) FILTER (WHERE l.change = 'enrolled' AND l.seats = w.seats) AS enrolled,
                 count(*) FILTER (WHERE l.change = 'promoted' AND l.booking_id = w.booking_id) AS promoted,
                 count(*) FILTER (WHERE l.change IN ('waitlist-left', 'waitlist-closed')) AS ended
            FROM waitlist_entries w
            LEFT JOIN ledger l ON l.waitlist_entry_id = w.id AND l.event_id = w.event_id AND ${only('l.event_id')}
           WHERE ${only('w.event_id')} GROUP BY w.id) l
    JOIN waitlist_entries w ON w.id = l.id
   WHERE l.enrolled <> 1 OR l.promoted <> CASE w.status WHEN 'promoted' THEN 1 ELSE 0 END
      OR l.ended <> CASE WHEN w.status IN ('left', 'expired') THEN 1 ELSE 0 END`;

const PROMOTIONS_HAVE_THEIR_BOOKING = `
  SELECT w.event_id, format('entry %s was promoted, but booking %s is not what it promised', w.id, w.booking_id) AS detail
    FROM waitlist_entries w
    LEFT JOIN bookings b ON b.id = w.booking_id AND b.event_id = w.event_id AND b.user_id = w.user_id
                        AND b.seats = w.seats AND b.reference = w.booking_reference AND b.source = 'waitlist'
   WHERE w.status = 'promoted' AND b.id IS NULL AND ${only('w.event_id')}`;

const PROMOTIONS_ARE_TOLD = `
  SELECT w.event_id, format('entry %s was promoted; its owner is told %s times', w.id, count(o.id)) AS detail
    FROM waitlist_entries w
    LEFT JOIN outbox o ON o.booking_id = w.booking_id AND o.topic = 'booking-promoted' AND o.user_id = w.user_id
   WHERE w.status = 'promoted' AND ${only('w.event_id')}
   GROUP BY w.event_id, w.id HAVING count(o.id) <> 1`;

/** Who cancels their own booking knows it; everybody else is told. */
const CANCELLATIONS_ARE_TOLD = `
  SELECT b.event_id, format('booking %s was cancelled by another; its owner is told %s times', b.id, count(o.id)) AS detail
    FROM ledger l
    JOIN bookings b ON b.id = l.booking_id
    LEFT JOIN outbox o ON o.booking_id = b.id AND o.topic = 'booking-cancelled' AND o.user_id = b.user_id
   WHERE l.change = 'booking-cancelled' AND l.actor_id IS DISTINCT FROM b.user_id AND ${only('l.event_id')}
   GROUP BY b.event_id, b.id HAVING count(o.id) <> 1`;

const ROWS_NAME_WHAT_EXISTS = `
  SELECT l.event_id, format('version %s.%s (%s) names a booking or an entry that is not there',
                            l.version, l.ordinal, l.change) AS detail
    FROM ledger l
    LEFT JOIN bookings b ON b.id = l.booking_id AND b.event_id = l.event_id
    LEFT JOIN waitlist_entries w ON w.id = l.waitlist_entry_id AND w.event_id = l.event_id
   WHERE ${only('l.event_id')}
     AND (b.id IS NULL AND (l.booking_id IS NOT NULL OR l.change IN ('booked', 'held', 'confirmed', 'promoted', 'booking-cancelled',
                                                                               'hold-expired'))
          OR w.id IS NULL AND (l.waitlist_entry_id IS NOT NULL
                               OR l.change IN ('enrolled', 'promoted', 'waitlist-left', 'waitlist-closed')))`;

/** No foreign key says so: it would look the event up again for every row of a batch that has just found it. */
const EVENTS_ARE_THERE = `
  SELECT kept.event_id, format('%s belongs to an event that is not there', kept.what) AS detail
    FROM (SELECT event_id, format('booking %s', id) AS what FROM bookings
          UNION ALL SELECT event_id, format('entry %s', id) FROM waitlist_entries
          UNION ALL SELECT event_id, format('ledger row %s.%s', version, ordinal) FROM ledger
          UNION ALL SELECT event_id, format('message %s', id) FROM outbox) AS kept
   WHERE ${only('kept.event_id')} AND NOT EXISTS (SELECT FROM events WHERE events.id = kept.event_id)`;

/** Nor does one say this: the user is the one of a session that was alive, and users are kept. */
const USERS_ARE_THERE = `
  SELECT kept.event_id, format('%s belongs to a user who is not there', kept.what) AS detail
    FROM (SELECT event_id, user_id, format('booking %s', id) AS what FROM bookings
          UNION ALL SELECT event_id, user_id, format('entry %s', id) FROM waitlist_entries) AS kept
   WHERE ${only('kept.event_id')} AND NOT EXISTS (SELECT FROM users WHERE users.id = kept.user_id)`;

export const RECORDS_ARE_COMPLETE: InvariantQueries = {
  count: `SELECT (SELECT count(*) FROM bookings WHERE ${only('event_id')})::int
               + (SELECT count(*) FROM waitlist_entries WHERE ${only('event_id')})::int AS count`,
  faults: [
    BOOKINGS_ARE_IN_THE_LEDGER,
    ENTRIES_ARE_IN_THE_LEDGER,
    PROMOTIONS_HAVE_THEIR_BOOKING,
    PROMOTIONS_ARE_TOLD,
    CANCELLATIONS_ARE_TOLD,
    ROWS_NAME_WHAT_EXISTS,
    EVENTS_ARE_THERE,
    USERS_ARE_THERE,
  ],
};
