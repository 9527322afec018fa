import { type AvailabilityResponse, type EventResponse } from '../api/schema.js';

/** Whether seats can be booked, and from when if not yet (milliseconds since 1970). */
export type Sales =
  | { readonly kind: 'open' | 'closed' | 'cancelled' | 'draft' }
  | { readonly kind: 'upcoming'; readonly opensAtMs: number };

type SalesDates = Pick<EventResponse, 'status' | 'startsAt' | 'salesOpenAt' | 'salesCloseAt'>;

/**
 * Where the sale of an event stands. @param liveStatus newer than the event's own, where it is known
 * @param nowMs by the server's clock, which decides in the end
 */
export function salesOf(
  event: SalesDates,
  liveStatus: AvailabilityResponse['status'] | undefined,
  nowMs: number,
): Sales {
  const status = liveStatus ?? event.status;
  if (status !== 'published') return { kind: status };
  const closesAtMs = Math.min(instantOf(event.salesCloseAt) ?? Infinity, Date.parse(event.startsAt));
  if (nowMs >= closesAtMs) return { kind: 'closed' };
  const opensAtMs = instantOf(event.salesOpenAt);
  return opensAtMs !== undefined && nowMs < opensAtMs ? { kind: 'upcoming', opensAtMs } : { kind: 'open' };
}

const instantOf = (instant: string | null): number | undefined => (instant === null ? undefined : Date.parse(instant));
