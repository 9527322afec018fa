import { skipToken, useQuery } from '@tanstack/react-query';
import { type LiveSeatMap } from './live-seat-map.js';
import { seatMapKey } from './seat-map-key.js';

/** The sections of an event's hall, from the front; none until the map on the page has been read. */
export function useSeatSections(eventId: string): readonly string[] {
  const { data: map } = useQuery<LiveSeatMap>({ queryKey: seatMapKey(eventId), queryFn: skipToken, gcTime: 0 });
  return map?.sections.map(({ section }) => section) ?? [];
}
