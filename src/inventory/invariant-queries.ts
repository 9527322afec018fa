import { PROMOTIONS_PER_BATCH } from './waitlist-commands.js';
import { PASSES_MAX } from './waitlist-order.js';

/**
 * How long a rest of promotions may wait for the batch that stores them, after a batch that was full. Shorter: a
 * snapshot between two batches is called a fault. Longer: a batch that never came is seen later.
 */
const PROMOTION_INTERVAL_SECONDS = 10;

/** How long a lapsed hold may stay untidied. Nobody is kept from its seats meanwhile, so there is no hurry. */
const SWEEP_INTERVAL_SECONDS = 60;

/** `$1` is an event id or NULL for all events; folded away when the statement is planned. */
export const only = (column: string): string => `($1::uuid IS NULL OR ${column} = $1)`;

/** Free seats that may be given to whoever comes next. */
const ON_OFFER = 'e.capacity - e.seats_confirmed - e.seats_held - e.accessible_free';

const LIVE = `status IN ('held', 'confirmed')`;

/** Queries of an invariant: how many rows it looks at, and those at fault as `event_id` and `detail`. */
export interface InvariantQueries {
  readonly count: string;
  readonly faults: readonly string[];
}

export const SEATS_ADD_UP: InvariantQueries = {
  count: `SELECT count(*)::int AS count FROM events WHERE ${only('id')}`,
  faults: [
    `SELECT e.id AS event_id, format(
            'the event counts %s confirmed, %s held and %s waiting; its rows say %s, %s and %s; capacity %s',
            e.seats_confirmed, e.seats_held, e.waiting,
            coalesce(b.confirmed, 0), coalesce(b.held, 0), coalesce(w.waiting, 0), e.capacity) AS detail
       FROM events e
       LEFT JOIN (SELECT event_id, sum(seats) FILTER (WHERE status = 'confirmed') AS confirmed,
                         sum(seats) FILTER (WHERE status = 'held') AS held
                    FROM bookings WHERE ${LIVE} AND ${only('event_id')} GROUP BY event_id) b ON b.event_id = e.id
       LEFT JOIN (SELECT event_id, count(*) AS waiting
                    FROM waitlist_entries WHERE status = 'waiting' AND ${only('event_id')} GROUP BY event_id) w
         ON w.event_id = e.id
      WHERE ${only('e.id')}
        AND (e.seats_confirmed <> coalesce(b.confirmed, 0) OR e.seats_held <> coalesce(b.held, 0)
             OR e.waiting <> coalesce(w.waiting, 0) OR e.seats_confirmed + e.seats_held > e.capacity)`,
  ],
};

/** A seat names one booking, so it cannot be in two; what is left to check is that both sides agree. */
export const SEATS_ARE_NOT_SHARED: InvariantQueries = {
  count: `SELECT count(*)::int AS count FROM seats WHERE ${only('event_id')}`,
  faults: [
    `SELECT b.event_id, format('booking %s of %s seats has %s on the seat map', b.id, b.seats, count(s.id)) AS detail
       FROM bookings b JOIN events e ON e.id = b.event_id
       LEFT JOIN seats s ON s.booking_id = b.id AND s.event_id = b.event_id AND s.label = ANY (b.seat_labels)
      WHERE e.seating = 'reserved' AND b.${LIVE} AND ${only('b.event_id')}
      GROUP BY b.id HAVING count(s.id) <> b.seats`,
    `SELECT s.event_id, format('seat %s is taken by booking %s, which is %s and has %s',
                               s.label, b.id, b.status, b.seat_labels) AS detail
       FROM seats s JOIN bookings b ON b.id = s.booking_id
      WHERE (b.status NOT IN ('held', 'confirmed') OR b.event_id <> s.event_id OR s.label <> ALL (b.seat_labels))
        AND ${only('s.event_id')}`,
    `SELECT e.id AS event_id, format(
            'the event counts %s seats, %s accessible and %s of them free; its map says %s, %s and %s',
            e.capacity, e.accessible_seats, e.accessible_free, s.unblocked, s.accessible, s.accessible_free) AS detail
       FROM events e
       JOIN (SELECT event_id, count(*) FILTER (WHERE NOT blocked) AS unblocked,
                    count(*) FILTER (WHERE NOT blocked AND accessible) AS accessible,
                    count(*) FILTER (WHERE NOT blocked AND accessible AND booking_id IS NULL) AS accessible_free
               FROM seats WHERE ${only('event_id')} GROUP BY event_id) s ON s.event_id = e.id
      WHERE e.capacity <> s.unblocked OR e.accessible_seats <> s.accessible OR e.accessible_free <> s.accessible_free`,
  ],
};

export const LIMITS_ARE_KEPT: InvariantQueries = {
  count: `SELECT (SELECT count(*) FROM bookings WHERE ${LIVE} AND ${only('event_id')})::int
               + (SELECT count(*) FROM waitlist_entries WHERE status = 'waiting' AND ${only('event_id')})::int AS count`,
  faults: [
    `SELECT event_id, format('user %s has %s seats; at most %s were ever allowed',
                             user_id, sum(seats), max(user_limit)) AS detail
       FROM bookings WHERE ${LIVE} AND ${only('event_id')}
      GROUP BY event_id, user_id HAVING sum(seats) > max(user_limit)`,
    `SELECT event_id, format('user %s waits %s times', user_id, count(*)) AS detail
       FROM waitlist_entries WHERE status = 'waiting' AND ${only('event_id')}
      GROUP BY event_id, user_id HAVING count(*) > 1`,
  ],
};

/** The first party that fits waits wrongly unless the front party has been passed over often enough to stop the queue. */
export const NOBODY_WAITS_IN_VAIN: InvariantQueries = {
  count: `SELECT count(*)::int AS count FROM waitlist_entries WHERE status = 'waiting' AND ${only('event_id')}`,
  faults: [
    `SELECT e.id AS event_id, format('entry %s waits for %s seats while %s are free', next.id, next.seats,
                                     ${ON_OFFER}) AS detail
       FROM events e
      CROSS JOIN LATERAL (
            SELECT id, seats, arrival_number FROM waitlist_entries
             WHERE event_id = e.id AND status = 'waiting' AND seats <= ${ON_OFFER}
             ORDER BY arrival_number LIMIT 1) next
      CROSS JOIN LATERAL (
            SELECT arrival_number FROM waitlist_entries
             WHERE event_id = e.id AND status = 'waiting' AND seats <= e.capacity - e.accessible_seats
             ORDER BY arrival_number LIMIT 1) front
      CROSS JOIN LATERAL (
            SELECT count(*) AS passes FROM (
              (SELECT 1 FROM bookings WHERE event_id = e.id AND source = 'direct'
                  AND arrival_number > front.arrival_number LIMIT ${PASSES_MAX})
              UNION ALL
              (SELECT 1 FROM waitlist_entries WHERE event_id = e.id AND status = 'promoted'
                  AND arrival_number > front.arrival_number LIMIT ${PASSES_MAX})) served) overtaken
      WHERE e.status = 'published' AND e.starts_at > now() AND ${only('e.id')}
        AND (front.arrival_number = next.arrival_number OR overtaken.passes < ${PASSES_MAX})
        AND ${PROMOTIONS_PER_BATCH} > (
            SELECT count(*) FROM ledger l
             WHERE l.event_id = e.id AND l.version = e.version AND l.change = 'promoted'
               AND l.recorded_at > now() - interval '${PROMOTION_INTERVAL_SECONDS} seconds')`,
  ],
};

/** Only events that ever had a waitlist: where nobody waited, nobody could be overtaken. */
export const SERVICE_STEPS = `
  SELECT l.event_id AS "eventId", l.version, l.ordinal, l.change, l.seats, seat_counters(l.before) AS before,
         seat_counters(l.after) AS after, b.arrival_number AS "bookingArrival",
         l.waitlist_entry_id AS "entryId", w.arrival_number AS "entryArrival"
    FROM ledger l
    LEFT JOIN bookings b ON b.id = l.booking_id
    LEFT JOIN waitlist_entries w ON w.id = l.waitlist_entry_id
   WHERE l.change IN ('booked', 'held', 'promoted', 'enrolled', 'waitlist-left', 'waitlist-closed')
     AND l.event_id IN (SELECT event_id FROM waitlist_entries) AND ${only('l.event_id')}
   ORDER BY l.event_id, l.version, l.ordinal`;

export const HOLDS_END: InvariantQueries = {
  count: `SELECT count(*)::int AS count FROM bookings WHERE status = 'held' AND ${only('event_id')}`,
  faults: [
    `SELECT event_id, format('booking %s is still held; its hold ended at %s', id, hold_expires_at) AS detail
       FROM bookings
      WHERE status = 'held' AND hold_expires_at < now() - interval '${SWEEP_INTERVAL_SECONDS} seconds'
        AND ${only('event_id')}`,
  ],
};

export const VERSIONS_ARE_GAPLESS: InvariantQueries = {
  count: `SELECT count(*)::int AS count FROM ledger WHERE ${only('event_id')}`,
  faults: [
    `SELECT event_id, CASE WHEN follows
              THEN format('version %s.%s starts from %s, but the row before it ended with %s',
                          version, ordinal, seat_counters(before), seat_counters(previous_after))
              ELSE format('version %s.%s does not follow %s.%s', version, ordinal,
                          coalesce(previous_version, 0), coalesce(previous_ordinal, 0)) END AS detail
       FROM (SELECT *, CASE WHEN previous_version IS NULL THEN version = 1 AND ordinal = 0
                            WHEN version = previous_version THEN ordinal = previous_ordinal + 1
                            ELSE version = previous_version + 1 AND ordinal = 0 END AS follows
               FROM (SELECT event_id, version, ordinal, before, after, lag(version) OVER chain AS previous_version,
                            lag(ordinal) OVER chain AS previous_ordinal, lag(after) OVER chain AS previous_after
                       FROM ledger WHERE ${only('event_id')}
                     WINDOW chain AS (PARTITION BY event_id ORDER BY version, ordinal)) l) l
      WHERE NOT follows OR before <> previous_after`,
    `SELECT e.id AS event_id, format('the event is at version %s with %s; its ledger ends at version %s with %s',
                                     e.version, seat_counters(e.counters), l.version,
                                     seat_counters(l.after)) AS detail
       FROM (SELECT id, version,
                    ARRAY[capacity, seats_confirmed, seats_held, waiting, accessible_seats, accessible_free] AS counters
               FROM events WHERE ${only('id')}) e
       LEFT JOIN LATERAL (SELECT version, after FROM ledger WHERE event_id = e.id
                           ORDER BY version DESC, ordinal DESC LIMIT 1) l ON true
      WHERE e.version IS DISTINCT FROM l.version OR l.after <> e.counters`,
  ],
};
