/**
 * What the organizer may change beside the seats. The inventory never reads these; it only stores them when they come
 * with a change of capacity, so that one edit is one write.
 */
export interface EventDetails {
  readonly title?: string;
  readonly description?: string | null;
  readonly venue?: string | null;
  readonly startsAt?: Date;
  readonly endsAt?: Date | null;
  readonly salesOpenAt?: Date | null;
  readonly salesCloseAt?: Date | null;
  readonly maxSeatsPerBooking?: number;
  readonly maxSeatsPerUser?: number;
  readonly holdSeconds?: number;
  readonly waitlistEnabled?: boolean;
  readonly waitlistMode?: 'auto' | 'offer';
  readonly waitlistOfferSeconds?: number;
}

const COLUMNS: Readonly<Record<keyof EventDetails, string>> = {
  title: 'title',
  description: 'description',
  venue: 'venue',
  startsAt: 'starts_at',
  endsAt: 'ends_at',
  salesOpenAt: 'sales_open_at',
  salesCloseAt: 'sales_close_at',
  maxSeatsPerBooking: 'max_seats_per_booking',
  maxSeatsPerUser: 'max_seats_per_user',
  holdSeconds: 'hold_seconds',
  waitlistEnabled: 'waitlist_enabled',
  waitlistMode: 'waitlist_mode',
  waitlistOfferSeconds: 'waitlist_offer_seconds',
};

const isDetail = (name: string): name is keyof EventDetails => name in COLUMNS;

/** A piece of `SET` for the given details and its values; parameters count from `$firstParameter`. */
export function assignDetails(details: EventDetails, firstParameter: number): { sql: string[]; values: unknown[] } {
  const names = Object.keys(details).filter(isDetail);
  return {
    sql: names.map((name, index) => `${COLUMNS[name]} = $${firstParameter + index}`),
    values: names.map((name) => details[name]),
  };
}
