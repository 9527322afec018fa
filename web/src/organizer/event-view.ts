/** The views of one event, in the order of their tabs. */
export const EVENT_VIEWS = ['sales', 'bookings', 'waitlist', 'seats', 'ledger', 'details'] as const;

export type EventView = (typeof EVENT_VIEWS)[number];

export const isEventView = (value: unknown): value is EventView => EVENT_VIEWS.some((view) => view === value);
