import { type SeatMapResponse } from '../../src/events/dto/seat-map.response.js';
import { type ApiClient, type Person } from './api-client.js';

/** A seat map as it comes over the wire. */
export type SeatMapBody = Pick<SeatMapResponse, keyof SeatMapResponse>;

/** Fields of an event with one section S of equal rows, for `anEvent`. */
export const aHall = (block: { readonly rows: number; readonly seatsPerRow: number }): Record<string, unknown> => ({
  seating: 'reserved',
  capacity: undefined,
  seatMap: { blocks: [{ section: 'S', ...block }] },
});

export async function readSeats(api: ApiClient, eventId: string, person?: Person): Promise<SeatMapBody> {
  return (await api.get<SeatMapBody>(`/events/${eventId}/seats`, { token: person?.accessToken })).body;
}

/** The ids of all seats, in the order of the map. */
export async function seatIdsOf(api: ApiClient, eventId: string): Promise<string[]> {
  const { sections } = await readSeats(api, eventId);
  return sections.flatMap(({ rows }) => rows.flatMap(({ seats }) => seats.map(({ id }) => id)));
}
