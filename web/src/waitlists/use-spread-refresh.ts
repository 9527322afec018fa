import { useCallback, useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { type AvailabilityResponse } from '../api/schema.js';
import { availabilityKey } from '../events/event-queries.js';
import { type LiveMessage } from '../live/event-stream.js';
import { useLive } from '../live/use-live.js';

/** The pages of all who wait hear the same message in the same moment: each waits its share of this before it asks. */
const SPREAD_MS_PER_PARTY = 10;
const SPREAD_MAX_MS = 10_000;
/** The queue has only grown behind us, most likely: asked for all the same, but in no hurry. */
const UNHURRIED_MS = 10_000;

/**
 * Calls `refresh` when the stream of an event says that what one person has there may have changed: seats came back,
 * somebody left the queue, the event was changed. Never polls; a thousand pages do not ask in the same moment.
 */
export function useSpreadRefresh(eventId: string, refresh: () => void): void {
  const queryClient = useQueryClient();
  // Known before what one person has there is asked for: whatever the stream tells first is compared with this.
  const [known] = useState(() => queryClient.getQueryData<AvailabilityResponse>(availabilityKey(eventId)));
  const last = useRef(known);
  const timer = useRef<{ readonly id: ReturnType<typeof setTimeout>; readonly dueMs: number }>(undefined);
  const receive = useCallback(
    ({ event, data }: LiveMessage): void => {
      if (event !== 'availability') return;
      const before = last.current;
      last.current = data;
      if (before?.version === data.version) return;
      const delayMs = before && hasOnlyGrown(before, data) ? UNHURRIED_MS : spreadMs(data);
      const dueMs = performance.now() + delayMs;
      if (timer.current && timer.current.dueMs <= dueMs) return;
      clearTimeout(timer.current?.id);
      const id = setTimeout(() => {
        timer.current = undefined;
        refresh();
      }, delayMs);
      timer.current = { id, dueMs };
    },
    [refresh],
  );
  useLive(eventId, receive);
  useEffect(() => () => clearTimeout(timer.current?.id), []);
}

/** Nobody has given back a seat or a place: the queue is longer, and that is all. */
function hasOnlyGrown(before: AvailabilityResponse, now: AvailabilityResponse): boolean {
  const taken = ({ seatsConfirmed, seatsHeld }: AvailabilityResponse): number => seatsConfirmed + seatsHeld;
  return now.waiting > before.waiting && taken(now) >= taken(before) && now.status === before.status;
}

const spreadMs = ({ waiting }: AvailabilityResponse): number =>
  Math.random() * Math.min(SPREAD_MAX_MS, SPREAD_MS_PER_PARTY * (waiting + 1));
