import { useRef, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, newIdempotencyKey } from '../api/client.js';
import { type Waiting, withPatience } from '../api/patience.js';
import { type Problem, toProblem } from '../api/problem.js';
import { keepBooking } from '../bookings/booking-queries.js';
import { keepEntry } from '../waitlists/waitlist-queries.js';
import { type BookedResponse, type BookSeatsRequest, type WaitlistedResponse } from '../api/schema.js';

/** What a booking came to: seats, a hold, or a place on the waitlist. */
type BookingAnswer = BookedResponse | WaitlistedResponse;

/** A booking on its way. */
export interface BookSeats {
  /** `onAnswer` is called when there is one, and the page is still there. */
  readonly book: (request: BookSeatsRequest, onAnswer?: () => void) => void;
  /** What was last asked for. */
  readonly request: BookSeatsRequest | undefined;
  readonly isPending: boolean;
  /** A busy server asked us to come back; we do so by ourselves. */
  readonly waiting: Waiting | undefined;
  readonly answer: BookingAnswer | undefined;
  readonly problem: Problem | undefined;
  /** Back to the beginning, for another booking. */
  readonly reset: () => void;
}

/**
 * Books seats of one event. Every wish has one idempotency key, however often it is sent: also when the visitor presses
 * the button again because the network was away, it is booked once.
 */
export function useBookSeats(eventId: string): BookSeats {
  const queryClient = useQueryClient();
  const [waiting, setWaiting] = useState<Waiting>();
  const wish = useRef<{ readonly text: string; readonly header: ReturnType<typeof newIdempotencyKey> }>(undefined);
  const mutation = useMutation({
    mutationFn: (body: BookSeatsRequest): Promise<BookingAnswer> => {
      const text = JSON.stringify(body);
      if (wish.current?.text !== text) wish.current = { text, header: newIdempotencyKey() };
      const { header } = wish.current;
      const params = { path: { id: eventId }, header };
      return withPatience(() => answerOf(api.POST('/api/v1/events/{id}/bookings', { params, body })), setWaiting);
    },
    onSettled: (_answer, error) => {
      setWaiting(undefined);
      // Without an answer it may have been booked: the same wish keeps its key.
      if (error === null || toProblem(error).code !== 'unreachable') wish.current = undefined;
    },
    onSuccess: (answer) => {
      if (answer.outcome === 'waitlisted') keepEntry(queryClient, answer.waitlistEntry);
      else keepBooking(queryClient, answer.booking);
    },
  });
  return {
    book: (request, onAnswer) => mutation.mutate(request, { ...(onAnswer && { onSuccess: onAnswer }) }),
    request: mutation.variables,
    isPending: mutation.isPending,
    waiting,
    answer: mutation.data,
    problem: mutation.isError ? toProblem(mutation.error) : undefined,
    reset: mutation.reset,
  };
}

/** Where seats are asked for: each place shows what became of its own wish. */
type BookingPlace = 'map' | 'form';

/** How the last wish goes, for the place it came from. */
export function newsFor(
  place: BookingPlace,
  { request, isPending, waiting, problem }: BookSeats,
): Partial<Pick<BookSeats, 'isPending' | 'waiting' | 'problem'>> {
  const from: BookingPlace = request?.seatIds ? 'map' : 'form';
  return from === place ? { isPending, waiting, problem } : {};
}
