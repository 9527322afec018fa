import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import {
  type EventBookingResponse,
  type EventWaitlistEntryResponse,
  type ListedEventPage,
  type UserResponse,
} from '../api/schema.js';

/** Rows of a page of a list; more come with "Show more". */
const ROWS = 50;
const EVENTS = 20;

/** What the list of one's own events is narrowed to. */
export interface OwnEventsFilter {
  readonly search?: string | undefined;
  /** Also those that are over. Default: those still to come. */
  readonly past?: true | undefined;
}

interface Cursored {
  readonly nextCursor: string | null;
}

const paging = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: Cursored) => nextCursor ?? undefined,
  // The rows stay while a new search is on its way: nothing jumps.
  placeholderData: keepPreviousData,
} as const;

const withCursor = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

/** The events somebody runs, by start; an admin runs all. */
export const ownEventsQuery = ({ id, role }: Pick<UserResponse, 'id' | 'role'>, { search, past }: OwnEventsFilter) =>
  infiniteQueryOptions({
    ...paging,
    queryKey: ['events', 'own', id, { search, past }] as const,
    getNextPageParam: ({ nextCursor }: ListedEventPage) => nextCursor ?? undefined,
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: EVENTS,
        ...(role !== 'admin' && { organizerId: id }),
        ...(!past && { from: new Date().toISOString() }),
        ...(search !== undefined && { search }),
        ...withCursor(pageParam),
      };
      return answerOf(api.GET('/api/v1/events', { params: { query }, signal }));
    },
  });

/** Who booked, the latest first. */
export const eventBookingsQuery = (id: string, filter: EventBookingsFilter) =>
  infiniteQueryOptions({
    ...paging,
    queryKey: ['events', id, 'bookings', filter] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: ROWS, ...filter, ...withCursor(pageParam) };
      return answerOf(api.GET('/api/v1/events/{id}/bookings', { params: { path: { id }, query }, signal }));
    },
  });

/** Who waits, in the order of the queue. */
export const eventWaitlistQuery = (id: string, filter: EventWaitlistFilter) =>
  infiniteQueryOptions({
    ...paging,
    queryKey: ['events', id, 'waitlist', filter] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: ROWS, ...filter, ...withCursor(pageParam) };
      return answerOf(api.GET('/api/v1/events/{id}/waitlist', { params: { path: { id }, query }, signal }));
    },
  });

/** What happened to the seats, the latest first. */
export const ledgerQuery = (id: string) =>
  infiniteQueryOptions({
    ...paging,
    queryKey: ['events', id, 'ledger'] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: ROWS, order: 'latest' as const, ...withCursor(pageParam) };
      return answerOf(api.GET('/api/v1/events/{id}/ledger', { params: { path: { id }, query }, signal }));
    },
  });

export const figuresKey = (id: string) => ['events', id, 'figures'] as const;

/** The sale in numbers. */
export const figuresQuery = (id: string) =>
  queryOptions({
    queryKey: figuresKey(id),
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/events/{id}/figures', { params: { path: { id } }, signal })),
  });

export interface EventBookingsFilter {
  readonly search?: string;
  readonly status?: EventBookingResponse['status'];
}

export interface EventWaitlistFilter {
  readonly search?: string;
  readonly status?: EventWaitlistEntryResponse['status'];
}
