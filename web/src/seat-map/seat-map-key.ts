/** Where the seats of an event are in the cache. */
export const seatMapKey = (eventId: string) => ['events', eventId, 'seats'] as const;
