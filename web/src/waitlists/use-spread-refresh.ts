import { useCallback, useEffect, useRef } from 'react';
import { type AvailabilityResponse } from '../api/schema.js';
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
  const last = useRef<AvailabilityResponse>(undefined);
  const timer = useRef<{ readonly id: ReturnType<typeof setTimeout>; readonly dueMs: number }>(undefined);
  const receive = useCallback(
    ({ event, data }: LiveMessage): void => {
      if (event !== 'availability') return;
      const before = last.current;
      last.current = data;
      if (!before || before.version === data.version) return;
      const delayMs = delayFor(before, data);
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

function delayFor(before: AvailabilityResponse, now: AvailabilityResponse): number {
  const taken = ({ seatsConfirmed, seatsHeld }: AvailabilityResponse): number => seatsConfirmed + seatsHeld;
  const hasOnlyGrown = now.waiting >= before.waiting && taken(now) >= taken(before) && now.status === before.status;
  if (hasOnlyGrown && now.waiting > before.waiting) return UNHURRIED_MS;
  return Math.random() * Math.min(SPREAD_MAX_MS, SPREAD_MS_PER_PARTY * (now.waiting + 1));
}
