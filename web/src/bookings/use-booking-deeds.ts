import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import { type Waiting, withPatience } from '../api/patience.js';
import { type Problem, toProblem } from '../api/problem.js';
import { type BookingResponse } from '../api/schema.js';
import { keepBooking } from './booking-queries.js';

/** What the owner of a booking can do with it. */
export interface BookingDeeds {
  readonly confirm: (onDone?: (booking: BookingResponse) => void) => void;
  readonly cancel: (onDone?: (booking: BookingResponse) => void) => void;
  readonly isConfirming: boolean;
  readonly isCancelling: boolean;
  /** A busy server asked us to come back; we do so by ourselves. */
  readonly waiting: Waiting | undefined;
  readonly problem: Problem | undefined;
}

type Deed = 'confirm' | 'cancel';

/** Confirms a hold, or gives seats back; both may be repeated, and a busy server is waited for. */
export function useBookingDeeds({ id, eventId }: BookingResponse): BookingDeeds {
  const queryClient = useQueryClient();
  const [waiting, setWaiting] = useState<Waiting>();
  const mutation = useMutation({
    mutationFn: (deed: Deed) =>
      withPatience(() => answerOf(api.POST(`/api/v1/bookings/{id}/${deed}`, { params: { path: { id } } })), setWaiting),
    onSuccess: (booking) => keepBooking(queryClient, booking),
    onError: () => {
      // The refusal says that it is no longer what the page shows.
      void queryClient.invalidateQueries({ queryKey: ['bookings', 'event', eventId] });
      void queryClient.invalidateQueries({ queryKey: ['bookings', 'one'] });
    },
    onSettled: () => setWaiting(undefined),
  });
  const doing = (deed: Deed) => (onDone?: (booking: BookingResponse) => void) =>
    mutation.mutate(deed, { ...(onDone && { onSuccess: onDone }) });
  return {
    confirm: doing('confirm'),
    cancel: doing('cancel'),
    isConfirming: mutation.isPending && mutation.variables === 'confirm',
    isCancelling: mutation.isPending && mutation.variables === 'cancel',
    waiting,
    problem: mutation.isError ? toProblem(mutation.error) : undefined,
  };
}
