import { type EventStatus } from '../inventory/inventory.js';

/** Every status, in the order an event goes through them. */
export const EVENT_STATUSES = ['draft', 'published', 'cancelled'] as const satisfies readonly EventStatus[];

/** What other modules know of an event: whose it is and whether it is on. */
export interface EventSummary {
  readonly id: string;
  readonly organizerId: string;
  readonly title: string;
  readonly status: EventStatus;
  readonly seating: 'general' | 'reserved';
}
