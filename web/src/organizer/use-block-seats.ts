import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, ifMatch } from '../api/client.js';
import { withPatience } from '../api/patience.js';
import { type Problem, toProblem } from '../api/problem.js';
import { type EditSeatsRequest, type EventResponse } from '../api/schema.js';
import { eventQuery } from '../events/event-queries.js';
import { seatMapKey } from '../seat-map/seat-map-key.js';

interface BlockSeats {
  readonly send: (edit: EditSeatsRequest) => void;
  readonly isPending: boolean;
  readonly problem: Problem | undefined;
}

/** Takes seats off sale or puts them back. After a refusal the plan and the event are read anew, for another try. */
export function useBlockSeats(event: EventResponse, onDone: (edit: EditSeatsRequest) => void): BlockSeats {
  const queryClient = useQueryClient();
  const { id, revision } = event;
  const sending = useMutation({
    mutationFn: (body: EditSeatsRequest) => {
      const params = { path: { id }, header: ifMatch(revision) };
      return withPatience(() => answerOf(api.PATCH('/api/v1/events/{id}/seats', { params, body })), ignore);
    },
    onSuccess: (saved, edit) => {
      queryClient.setQueryData(eventQuery(id).queryKey, saved);
      onDone(edit);
    },
    onSettled: async (_saved, error) => {
      if (error) await queryClient.invalidateQueries({ queryKey: eventQuery(id).queryKey, exact: true });
      await queryClient.invalidateQueries({ queryKey: seatMapKey(id), exact: true });
    },
  });
  return {
    send: sending.mutate,
    isPending: sending.isPending,
    problem: sending.isError ? toProblem(sending.error) : undefined,
  };
}

/** The button turns meanwhile; that says enough. */
const ignore = (): void => undefined;
