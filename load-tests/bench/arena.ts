import { type BenchServers } from '#bench/servers';

/** Names rows and seats of a seat map. */
const blocks = (sections: number, rows: number, seatsPerRow: number) =>
  Array.from({ length: sections }, (_, index) => ({ section: `Block ${index + 1}`, rows, seatsPerRow }));

/** The largest map there may be: 10 sections of 50 rows of 100 seats. */
export const ARENA_SEATS = 50_000;
/** A small theatre: enough seats for a measurement, few enough to cost nothing. */
export const STUDIO_SEATS = 800;

/** @returns the event's id */
export const openArena = (servers: BenchServers): Promise<string> =>
  servers.openEvent({ seating: 'reserved', seatMap: { blocks: blocks(10, 50, 100) } });

/** @returns the event's id */
export const openStudio = (servers: BenchServers): Promise<string> =>
  servers.openEvent({ seating: 'reserved', seatMap: { blocks: blocks(1, 40, 20) } });

/** Ids of `count` seats that the house would pick last. */
export async function lastSeats(servers: BenchServers, eventId: string, count: number): Promise<string[]> {
  const rows = await servers.query<{ id: string }>(
    'SELECT id FROM seats WHERE event_id = $1 ORDER BY place DESC LIMIT $2',
    [eventId, count],
  );
  return rows.map(({ id }) => id);
}
