import { type AvailabilityResponse, type EventResponse } from '../api/schema.js';
import { useNow } from '../ui/use-now.js';
import { type Sales, salesOf } from './sales.js';

/** Where the sale of an event stands this second. */
export const useSales = (event: EventResponse, availability: AvailabilityResponse | undefined): Sales =>
  salesOf(event, availability?.status, useNow());
