import { useCallback, useMemo, useState } from 'react';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type SeatMapResponse, type SeatStateResponse } from '../api/schema.js';
import { type LiveMessage } from '../live/event-stream.js';
import { useLive } from '../live/use-live.js';
import { type PlanRow, planOf } from './hall.js';
import { seatMapQuery } from './organizer-queries.js';

interface News {
  readonly state: SeatStateResponse['state'];
  readonly version: number;
}

/** The plan of a hall with every seat as it is now: read once, kept fresh by the stream. */
export function useLiveSeats(eventId: string): {
  readonly query: UseQueryResult<SeatMapResponse>;
  readonly rows: readonly PlanRow[];
} {
  const query = useQuery(seatMapQuery(eventId));
  // Kept apart from what was read: some of it may be told before the reading has arrived.
  const [news, setNews] = useState<ReadonlyMap<string, News>>(new Map());
  const onMessage = useCallback((message: LiveMessage) => {
    if (message.event !== 'seats') return;
    const { version, seats } = message.data;
    setNews((known) => new Map([...known, ...seats.map(({ id, state }) => [id, { state, version }] as const)]));
  }, []);
  useLive(eventId, onMessage);
  const { data } = query;
  const plan = useMemo(() => (data ? planOf(data) : []), [data]);
  const rows = useMemo(() => {
    const stateOf = (key: string): SeatStateResponse['state'] | undefined => {
      const told = news.get(key);
      return told && told.version > (data?.version ?? 0) ? told.state : undefined;
    };
    return plan.map((row) =>
      row.seats.some(({ key }) => stateOf(key) !== undefined)
        ? { ...row, seats: row.seats.map((seat) => ({ ...seat, state: stateOf(seat.key) ?? seat.state })) }
        : row,
    );
  }, [data?.version, news, plan]);
  return { query, rows };
}
