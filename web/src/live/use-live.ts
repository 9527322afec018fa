import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { type AvailabilityResponse } from '../api/schema.js';
import { availabilityKey } from '../events/event-queries.js';
import { type LiveMessage } from './event-stream.js';
import { type LiveStatus, watchEvent } from './watch.js';

/**
 * Keeps `availabilityQuery(eventId)` fresh by the event's stream for as long as the component is there, and says how
 * the line is. `onMessage` gets every message, for those who keep a seat map; give it a stable function.
 */
export function useLive(eventId: string, onMessage?: (message: LiveMessage) => void): LiveStatus {
  const queryClient = useQueryClient();
  const [status, setStatus] = useState<LiveStatus>('connecting');
  useEffect(
    () =>
      watchEvent(eventId, {
        onStatus: setStatus,
        onMessage: (message) => {
          if (message.event === 'availability') {
            queryClient.setQueryData<AvailabilityResponse>(availabilityKey(eventId), (known) =>
              newer(known, message.data),
            );
          }
          onMessage?.(message);
        },
      }),
    [eventId, onMessage, queryClient],
  );
  return status;
}

/** A line that comes back may tell something older than what was read meanwhile. */
const newer = (known: AvailabilityResponse | undefined, told: AvailabilityResponse): AvailabilityResponse =>
  known && known.version > told.version ? known : told;
