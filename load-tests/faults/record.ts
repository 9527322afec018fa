import { type User } from '#scenario';
import { type Shot } from '#shot';

/** What came back over the wire. */
export interface Response {
  readonly status: number;
  readonly body: string;
  readonly header: (name: string) => string | undefined;
}

/**
 * What a buyer knows after asking for a seat. `unanswered`: nothing came back, or a 503 that says itself that nobody knows
 * whether the seat was taken; the buyer must ask again with the same key.
 */
export type Told =
  | { readonly kind: 'acknowledged'; readonly what: 'booking' | 'entry'; readonly id: string }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code: string;
      readonly retryAfter: string | undefined;
    }
  | { readonly kind: 'unanswered'; readonly why: string };

/** A seat that somebody asked for. Nobody asks for two seats of one event, so that what is stored is theirs or nobody's. */
export interface Asked {
  readonly eventId: string;
  readonly user: User;
  readonly shot: Shot;
  readonly origin: string;
  readonly told: Told;
  readonly ms: number;
  /** Milliseconds of `nowMs()`. */
  readonly endedAt: number;
}

/** A booking that its owner gave back, or tried to. */
export interface Returned {
  readonly bookingId: string;
  readonly isAcknowledged: boolean;
}

/** Everything that the buyers asked and were told, by their own book-keeping. */
export interface ClientRecord {
  readonly asked: readonly Asked[];
  readonly returned: readonly Returned[];
  /** How long they bought, in seconds. */
  readonly seconds: number;
}

/** Titles of details are for people; this one word of one detail is all that tells a 503 in doubt from one that is not. */
const IN_DOUBT = /not known whether/;

/** Reads an answer to a booking. */
export function toTold({ status, body, header }: Response): Told {
  const { booking, waitlistEntry, code = '', detail = '' } = parse(body);
  if (status === 201 && booking) return { kind: 'acknowledged', what: 'booking', id: booking.id };
  if (status === 202 && waitlistEntry) return { kind: 'acknowledged', what: 'entry', id: waitlistEntry.id };
  if (status === 503 && IN_DOUBT.test(detail)) return { kind: 'unanswered', why: `503 ${code}, in doubt` };
  return { kind: 'refused', status, code, retryAfter: header('retry-after') };
}

interface Body {
  readonly booking?: { readonly id: string };
  readonly waitlistEntry?: { readonly id: string };
  readonly code?: string;
  readonly detail?: string;
}

function parse(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    // No answer of ours; the status alone says that it is none that a buyer may get.
    return {};
  }
}
