import { useCallback, useMemo, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type BookingResponse, type WaitlistEntryResponse } from '../api/schema.js';
import { eventBookingsQuery } from '../bookings/booking-queries.js';
import { useSession } from '../session/use-session.js';
import { useSpreadRefresh } from '../waitlists/use-spread-refresh.js';
import { waitlistEntryQuery } from '../waitlists/waitlist-queries.js';

/** What is the visitor's own at one event. */
export interface OwnPart {
  /** To be confirmed before their time is up, among them offers of the waitlist. */
  readonly holds: readonly BookingResponse[];
  readonly confirmed: readonly BookingResponse[];
  /** The visitor waits. */
  readonly entry: WaitlistEntryResponse | undefined;
  /** What the waitlist has just booked for the visitor, while they looked on. */
  readonly promoted: BookingResponse | undefined;
  /** Their time was up while the visitor looked on. */
  readonly lapsed: BookingResponse | undefined;
  readonly onLapsed: (booking: BookingResponse) => void;
  readonly forgetLapsed: () => void;
}

const NOTHING: readonly BookingResponse[] = [];

/** Follows what is the visitor's own at an event: what they do here, and what others do to it. */
export function useOwnPart(eventId: string): OwnPart {
  const queryClient = useQueryClient();
  const enabled = useSession().status === 'signed-in';
  const { data: bookings = NOTHING } = useQuery({ ...eventBookingsQuery(eventId), enabled });
  const { data: entry } = useQuery({ ...waitlistEntryQuery(eventId), enabled });
  const refresh = useCallback((): void => {
    for (const { queryKey } of [eventBookingsQuery(eventId), waitlistEntryQuery(eventId)]) {
      void queryClient.invalidateQueries({ queryKey });
    }
  }, [eventId, queryClient]);
  useSpreadRefresh(eventId, refresh);
  const promoted = usePromotion(entry ?? undefined, bookings);
  const { lapsed, onLapsed, forgetLapsed } = useLapse(bookings);
  const holds = useMemo(
    () => bookings.filter(({ status, id }) => status === 'held' && id !== lapsed?.id),
    [bookings, lapsed],
  );
  const confirmed = useMemo(() => bookings.filter(({ status }) => status === 'confirmed'), [bookings]);
  return {
    holds,
    confirmed,
    entry: entry?.status === 'waiting' ? entry : undefined,
    promoted,
    lapsed,
    onLapsed: (booking) => {
      onLapsed(booking);
      refresh();
    },
    forgetLapsed,
  };
}

/** A hold whose time was up while the visitor looked on: by the page's clock, or because the server has said so first. */
function useLapse(bookings: readonly BookingResponse[]): Pick<OwnPart, 'lapsed' | 'onLapsed' | 'forgetLapsed'> {
  const [lapsedHere, setLapsedHere] = useState<BookingResponse>();
  const [seenHeld, setSeenHeld] = useState<readonly string[]>([]);
  const news = bookings.filter(({ id, status }) => status === 'held' && !seenHeld.includes(id));
  if (news.length > 0) setSeenHeld([...seenHeld, ...news.map(({ id }) => id)]);
  const lapsed = lapsedHere ?? bookings.find(({ id, status }) => status === 'expired' && seenHeld.includes(id));
  return {
    lapsed,
    onLapsed: setLapsedHere,
    forgetLapsed: () => {
      setLapsedHere(undefined);
      setSeenHeld(seenHeld.filter((id) => id !== lapsed?.id));
    },
  };
}

/** The booking that an entry has become, where this page has seen it wait. */
function usePromotion(
  entry: WaitlistEntryResponse | undefined,
  bookings: readonly BookingResponse[],
): BookingResponse | undefined {
  const [seenWaiting, setSeenWaiting] = useState<string>();
  if (entry?.status === 'waiting' && entry.id !== seenWaiting) setSeenWaiting(entry.id);
  if (entry?.status !== 'promoted' || entry.id !== seenWaiting) return undefined;
  return bookings.find(
    ({ source, status, createdAt }) => source === 'waitlist' && status === 'confirmed' && createdAt >= entry.createdAt,
  );
}
