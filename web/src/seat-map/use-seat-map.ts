import { useCallback, useState, useSyncExternalStore } from 'react';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import { type SeatChangesResponse, type SeatMapResponse } from '../api/schema.js';
import { type LiveMessage } from '../live/event-stream.js';
import { useLive } from '../live/use-live.js';
import { LiveSeatMap } from './live-seat-map.js';
import { seatMapKey } from './seat-map-key.js';

/** Brings together what is read and what is told, whichever comes first. */
class SeatMapFeed {
  map: LiveSeatMap | undefined;
  /** The map was read while the line was away, so that something between the two may be missing. */
  hasGap = false;
  readonly #early: SeatChangesResponse[] = [];

  /** What the stream tells; before there is a map it waits for it. */
  receive(changes: SeatChangesResponse): void {
    if (this.map) this.map.apply(changes);
    else this.#early.push(changes);
  }

  /** The same map goes on when it is read again, so that what is chosen and where one looks stays. */
  take(read: SeatMapResponse, isLive: boolean): LiveSeatMap {
    this.hasGap = !isLive;
    this.map = this.map?.adopt(read) ?? new LiveSeatMap(read);
    for (const changes of this.#early.splice(0)) this.map.apply(changes);
    return this.map;
  }
}

/**
 * The seat map of an event as it changes, for as long as the component is there; another event needs another component.
 * The map is read once the stream is live, so that nothing is missed in between; without a stream it is shown all the same.
 */
export function useSeatMap(eventId: string): UseQueryResult<LiveSeatMap> {
  const queryClient = useQueryClient();
  const [feed] = useState(() => new SeatMapFeed());
  const receive = useCallback(
    ({ event, data }: LiveMessage): void => {
      if (feed.hasGap) void queryClient.invalidateQueries({ queryKey: seatMapKey(eventId) });
      if (event === 'seats') feed.receive(data);
    },
    [eventId, feed, queryClient],
  );
  const status = useLive(eventId, receive);
  const isLive = status === 'live';
  return useQuery({
    queryKey: seatMapKey(eventId),
    queryFn: async ({ signal }) => {
      const params = { path: { id: eventId } };
      return feed.take(await answerOf(api.GET('/api/v1/events/{id}/seats', { params, signal })), isLive);
    },
    enabled: status !== 'connecting',
    structuralSharing: false,
    // The stream keeps it fresh; who comes back later has missed something and reads it anew.
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** Draws the component again whenever a seat has changed. @returns a number that changes with the seats */
export const useSeatChanges = (map: LiveSeatMap): number => useSyncExternalStore(map.subscribe, () => map.changeCount);
