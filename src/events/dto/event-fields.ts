import { SEATS_PER_BOOKING_MAX } from '../../inventory/inventory.js';

/** A line on a poster. Longer: lists and mails can no longer show it. */
const TITLE_LENGTH_MAX = 200;
const VENUE_LENGTH_MAX = 200;
/** About two printed pages. Much longer: a page of 100 events no longer fits an answer of sensible size. */
const DESCRIPTION_LENGTH_MAX = 5000;

/** More seats than any stadium has. Larger would near the range of the counters for nothing. */
const CAPACITY_MAX = 1_000_000;
/** A whole school or company; more than this is an event of its own. */
const SEATS_PER_USER_MAX = 1000;

/** Shorter: nobody can fill in a form meanwhile. Longer: seats stand idle in forgotten browsers. */
const HOLD_SECONDS = { min: 30, max: 3600 } as const;
/** Shorter: people asleep lose it. Longer: the seat is empty that long. At most a day. */
const OFFER_SECONDS = { min: 30, max: 86_400 } as const;

/** What an event gets where the organizer says nothing (the contract, section 3). */
export const EVENT_DEFAULTS = {
  maxSeatsPerBooking: 10,
  maxSeatsPerUser: 10,
  holdSeconds: 600,
} as const;

export const WAITLIST_DEFAULTS = {
  waitlistEnabled: true,
  waitlistMode: 'auto',
  waitlistOfferSeconds: 900,
} as const;

/** Seats one edit may block or unblock: a whole balcony at once. Larger: the edit no longer fits its body limit. */
export const SEATS_PER_EDIT_MAX = 5000;

export const SEATINGS = ['general', 'reserved'] as const;
export const WAITLIST_MODES = ['auto', 'offer'] as const;

/** Rules and documentation of each field, shared by creating and editing, so that the two cannot drift apart. */
export const FIELDS = {
  title: { max: TITLE_LENGTH_MAX, example: 'An evening of chamber music' },
  description: { max: DESCRIPTION_LENGTH_MAX, multiline: true, nullable: true },
  venue: { max: VENUE_LENGTH_MAX, nullable: true, example: 'Old Town Hall' },
  startsAt: { description: 'In the future. Sales end then at the latest.', example: '2027-05-01T18:00:00Z' },
  endsAt: { nullable: true, description: 'After `startsAt`.' },
  salesOpenAt: { nullable: true, description: 'Before `salesCloseAt` and `startsAt`; null: open once published.' },
  salesCloseAt: {
    nullable: true,
    description: 'The first instant without sales, at most `startsAt`; null: `startsAt`.',
  },
  capacity: { min: 1, max: CAPACITY_MAX, description: 'Seats there are.' },
  maxSeatsPerBooking: { min: 1, max: SEATS_PER_BOOKING_MAX, description: 'Default: 10.' },
  maxSeatsPerUser: { min: 1, max: SEATS_PER_USER_MAX, description: 'Held and confirmed together. Default: 10.' },
  holdSeconds: { ...HOLD_SECONDS, description: 'How long a hold lasts, in seconds. Default: 600.' },
  offerSeconds: { ...OFFER_SECONDS, description: 'How long an offer to the waitlist lasts, in seconds. Default: 900.' },
} as const;
