import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { answerOf, api, quietApi } from '../api/client.js';
import { type BookingPage, type BookingResponse } from '../api/schema.js';

/** As many as the API gives at once: nobody has more bookings at one event. */
const EVENT_BOOKINGS_MAX = 100;

const eventBookingsKey = (eventId: string) => ['bookings', 'event', eventId] as const;

/** The visitor's bookings at one event, newest first. Read by the page itself, so it never asks for a password. */
export const eventBookingsQuery = (eventId: string) =>
  queryOptions({
    queryKey: eventBookingsKey(eventId),
    queryFn: async ({ signal }): Promise<readonly BookingResponse[]> => {
      const query = { eventId, limit: EVENT_BOOKINGS_MAX };
      return (await answerOf(quietApi.GET('/api/v1/bookings', { params: { query }, signal }))).items;
    },
  });

/** All of the visitor's bookings, newest first. */
export const bookingsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['bookings', 'list'] as const,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: BookingPage) => nextCursor ?? undefined,
    queryFn: ({ pageParam: cursor, signal }) =>
      answerOf(api.GET('/api/v1/bookings', { params: { query: { ...(cursor !== undefined && { cursor }) } }, signal })),
  });

/** One booking. @param id its id or reference */
export const bookingQuery = (id: string) =>
  queryOptions({
    queryKey: ['bookings', 'one', id] as const,
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/bookings/{id}', { params: { path: { id } }, signal })),
  });

/** Shows a booking as it is now wherever it is shown, without asking for it; lists that may lack it are read again. */
export function keepBooking(queryClient: QueryClient, booking: BookingResponse): void {
  queryClient.setQueryData(eventBookingsQuery(booking.eventId).queryKey, (known = []) => [
    booking,
    ...known.filter(({ id }) => id !== booking.id),
  ]);
  for (const id of [booking.id, booking.reference]) queryClient.setQueryData(bookingQuery(id).queryKey, booking);
  void queryClient.invalidateQueries({ queryKey: bookingsQuery().queryKey });
}
