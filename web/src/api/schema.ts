// Made by npm run web:types from the API's OpenAPI document; never edited by hand.

export interface paths {
  '/api/v1/auth/browser/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Signs this browser in */
    post: operations['BrowserSessions_login'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/browser/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Signs this browser out, or all devices of its user */
    post: operations['BrowserSessions_logout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/browser/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Gives this browser the next access token */
    post: operations['BrowserSessions_refresh'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/browser/register': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Creates a user and signs this browser in */
    post: operations['BrowserSessions_register'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Signs in */
    post: operations['Auth_login'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ends the session; its tokens stop working */
    post: operations['Auth_logout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Gives the next pair of tokens
     * @description A refresh token works once. Using a spent one ends the session; only the last but one may be repeated within 10 seconds.
     */
    post: operations['Auth_refresh'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/register': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Creates a user and signs them in */
    post: operations['Auth_register'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/bookings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['Bookings_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/bookings/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['Bookings_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/bookings/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['Bookings_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/bookings/{id}/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['Bookings_confirm'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Events by start
     * @description Your own drafts are listed too, to admins everybody's.
     */
    get: operations['Events_list'];
    put?: never;
    /** Creates an event as a draft */
    post: operations['Events_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One event
     * @description With `If-None-Match` of its ETag: 304 if it is unchanged.
     */
    get: operations['Events_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Edits an event
     * @description Absent fields stay as they are; an edit of nothing answers the event unchanged.
     */
    patch: operations['Events_edit'];
    trace?: never;
  };
  '/api/v1/events/{id}/availability': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How many seats are left
     * @description The ETag is the version: it moves with the seats.
     */
    get: operations['Events_availability'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/{id}/bookings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who booked an event
     * @description Latest first; for the event's organizer and admins.
     */
    get: operations['EventBookings_list'];
    put?: never;
    post: operations['Bookings_book'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancels an event for good
     * @description Ends its bookings and its waitlist as well.
     */
    post: operations['Events_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/{id}/figures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The sale of an event in numbers
     * @description For charts, and for the event's organizer and admins: how the seats stood at up to 120 versions, and what the process that answers has seen of the sale: batches, lost races, answers by outcome, and how long they took. With several processes each answers for itself; `runId` tells them apart. Ask when the stream tells of a change.
     */
    get: operations['Figures_show'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/{id}/ledger': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What happened to the seats of an event
     * @description In the order it happened, or the latest first; for the event's organizer and admins.
     */
    get: operations['Ledger_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/{id}/publish': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Puts a draft on sale
     * @description Publishing again answers the same.
     */
    post: operations['Events_publish'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/{id}/seats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Every seat and whether it is free
     * @description The ETag moves with the seats.
     */
    get: operations['SeatMap_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Takes free seats off sale, or puts them back
     * @description The capacity follows.
     */
    patch: operations['SeatMap_edit'];
    trace?: never;
  };
  '/api/v1/events/{id}/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The event as it changes
     * @description Server-sent events; the id of a message is the version of the event.
     *
     *     - `availability`: an `AvailabilityResponse`; first on connect, then whenever it changes.
     *     - `seats` (events with a seat map): a `SeatChangesResponse`, what the seats that changed are now.
     *
     *     To keep a seat map up to date, open the stream first and read `GET /events/{id}/seats` after its first message; from then on
     *     no change is missed. With `Last-Event-ID` (browsers send it by themselves) the seats that changed since come at once. A
     *     comment every 15 seconds keeps the line open. A reader that does not read is cut off. When a cancelled event has been emptied
     *     the stream ends, and whoever comes back to it is answered 204, which tells browsers to stay away.
     */
    get: operations['Live_watch'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/{id}/waitlist': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who waits for an event
     * @description In the order of the queue; for the event's organizer and admins.
     */
    get: operations['EventWaitlist_list'];
    put?: never;
    post: operations['Waitlists_join'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/{id}/waitlist/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['Waitlists_findOwn'];
    put?: never;
    post?: never;
    delete: operations['Waitlists_leave'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who am I */
    get: operations['Me_show'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Changes name or password */
    patch: operations['Me_change'];
    trace?: never;
  };
  '/api/v1/users/me/waitlist': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['Waitlists_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AvailabilityResponse: {
      capacity: number;
      /** Format: uuid */
      eventId: string;
      seatsConfirmed: number;
      seatsFree: number;
      seatsHeld: number;
      /** @enum {string} */
      status: 'draft' | 'published' | 'cancelled';
      /** @description Counts the changes of the seats, from 1. */
      version: number;
      /** @description Parties on the waitlist. */
      waiting: number;
    };
    BestAvailableRequest: {
      /**
       * @description Refuse with `no-adjacent-seats` rather than split the party.
       * @default false
       */
      adjacentOnly?: boolean;
      seats: number;
      /** @description Only in this section. */
      section?: string;
    };
    BookedResponse: {
      booking: components['schemas']['BookingResponse'];
      /** @enum {string} */
      outcome: 'confirmed' | 'held';
    };
    BookingPage: {
      items: components['schemas']['BookingResponse'][];
      /** @description Ask with `?cursor=` for the next page; null: last page. */
      nextCursor: string | null;
    };
    BookingResponse: {
      /** Format: date-time */
      cancelledAt: string | null;
      /** Format: date-time */
      confirmedAt: string | null;
      /** Format: date-time */
      createdAt: string;
      /** Format: uuid */
      eventId: string;
      /** Format: date-time */
      holdExpiresAt: string | null;
      /** Format: uuid */
      id: string;
      /**
       * @description What people quote; unique.
       * @example EVT-7K2M9Q
       */
      reference: string;
      /** @description On reserved events: `section-row-number` of each seat. */
      seatLabels: string[];
      seats: number;
      /**
       * @description Booked by its owner, or promoted from the waitlist.
       * @enum {string}
       */
      source: 'direct' | 'waitlist';
      /** @enum {string} */
      status: 'held' | 'confirmed' | 'cancelled' | 'expired';
      /** Format: uuid */
      userId: string;
    };
    BookSeatsRequest: {
      /** @description Reserved seating: the best that are free. */
      bestAvailable?: components['schemas']['BestAvailableRequest'];
      /**
       * @description Hold the seats for a while instead of booking them at once.
       * @default false
       */
      hold?: boolean;
      /**
       * @description Wait for a seat when none is free; false: answer `sold-out` instead.
       * @default true
       */
      joinWaitlist?: boolean;
      /** @description Reserved seating: these, or none. */
      seatIds?: string[];
      /** @description General seating: how many. The event may allow fewer in one booking. */
      seats?: number;
    };
    BrowserLogoutRequest: {
      /**
       * @description End every session of the user, on all devices.
       * @default false
       */
      everywhere?: boolean;
    };
    BrowserSignedInResponse: {
      /** @description Send as `Authorization: Bearer …`. */
      accessToken: string;
      /** @description Seconds the access token is good for. */
      expiresIn: number;
      user: components['schemas']['UserResponse'];
    };
    ChangeMeRequest: {
      /**
       * Format: password
       * @description Needed to change the password.
       */
      currentPassword?: string;
      name?: string;
      /**
       * Format: password
       * @description The new password; ends all other sessions. Needs `currentPassword`.
       */
      password?: string;
    };
    CountersResponse: {
      accessibleFree: number;
      /** @description Of a seat map, unblocked: never given automatically. */
      accessibleSeats: number;
      capacity: number;
      seatsConfirmed: number;
      seatsHeld: number;
      /** @description Parties, not seats. */
      waiting: number;
    };
    CreateEventRequest: {
      /** @description Seats there are; with `general` seating only, and required there. */
      capacity?: number;
      description?: string | null;
      /**
       * Format: date-time
       * @description After `startsAt`.
       */
      endsAt?: string | null;
      /** @description How long a hold lasts, in seconds. Default: 600. */
      holdSeconds?: number;
      /** @description Default: 10. */
      maxSeatsPerBooking?: number;
      /** @description Held and confirmed together. Default: 10. */
      maxSeatsPerUser?: number;
      /**
       * Format: date-time
       * @description The first instant without sales, at most `startsAt`; null: `startsAt`.
       */
      salesCloseAt?: string | null;
      /**
       * Format: date-time
       * @description Before `salesCloseAt` and `startsAt`; null: open once published.
       */
      salesOpenAt?: string | null;
      /**
       * @description `general`: a number of seats; `reserved`: everybody has a place of their own.
       * @enum {string}
       */
      seating: 'general' | 'reserved';
      /** @description With `reserved` seating only, and required there. */
      seatMap?: components['schemas']['SeatMapRequest'];
      /**
       * Format: date-time
       * @description In the future. Sales end then at the latest.
       * @example 2027-05-01T18:00:00Z
       */
      startsAt: string;
      /** @example An evening of chamber music */
      title: string;
      /** @example Old Town Hall */
      venue?: string | null;
      waitlist?: components['schemas']['WaitlistRequest'];
    };
    EditEventRequest: {
      /** @description Seats there are; never below what is held and confirmed. */
      capacity?: number;
      description?: string | null;
      /**
       * Format: date-time
       * @description After `startsAt`.
       */
      endsAt?: string | null;
      /** @description How long a hold lasts, in seconds. Default: 600. */
      holdSeconds?: number;
      /** @description Default: 10. */
      maxSeatsPerBooking?: number;
      /** @description Held and confirmed together. Default: 10. */
      maxSeatsPerUser?: number;
      /**
       * Format: date-time
       * @description The first instant without sales, at most `startsAt`; null: `startsAt`.
       */
      salesCloseAt?: string | null;
      /**
       * Format: date-time
       * @description Before `salesCloseAt` and `startsAt`; null: open once published.
       */
      salesOpenAt?: string | null;
      /**
       * Format: date-time
       * @description In the future. Sales end then at the latest.
       * @example 2027-05-01T18:00:00Z
       */
      startsAt?: string;
      /** @example An evening of chamber music */
      title?: string;
      /** @example Old Town Hall */
      venue?: string | null;
      waitlist?: components['schemas']['WaitlistRequest'];
    };
    EditSeatsRequest: {
      /** @description Ids of free seats that are not for sale. */
      block?: string[];
      /** @description Ids of blocked seats that are for sale again. */
      unblock?: string[];
    };
    EventBookingPage: {
      items: components['schemas']['EventBookingResponse'][];
      /** @description Ask with `?cursor=` for the next page; null: last page. */
      nextCursor: string | null;
    };
    EventBookingResponse: {
      /** Format: date-time */
      cancelledAt: string | null;
      /** Format: date-time */
      confirmedAt: string | null;
      /** Format: date-time */
      createdAt: string;
      /** Format: uuid */
      eventId: string;
      /** Format: date-time */
      holdExpiresAt: string | null;
      /** Format: uuid */
      id: string;
      /**
       * @description What people quote; unique.
       * @example EVT-7K2M9Q
       */
      reference: string;
      /** @description On reserved events: `section-row-number` of each seat. */
      seatLabels: string[];
      seats: number;
      /**
       * @description Booked by its owner, or promoted from the waitlist.
       * @enum {string}
       */
      source: 'direct' | 'waitlist';
      /** @enum {string} */
      status: 'held' | 'confirmed' | 'cancelled' | 'expired';
      /** Format: email */
      userEmail: string;
      /** Format: uuid */
      userId: string;
      /** @description Who booked. */
      userName: string;
    };
    EventResponse: {
      capacity: number;
      /** Format: date-time */
      createdAt: string;
      description: string | null;
      /** Format: date-time */
      endsAt: string | null;
      holdSeconds: number;
      /** Format: uuid */
      id: string;
      maxSeatsPerBooking: number;
      maxSeatsPerUser: number;
      /** Format: uuid */
      organizerId: string;
      /** @description Counts the edits, from 1; the number in the ETag and in `If-Match`. */
      revision: number;
      /** Format: date-time */
      salesCloseAt: string | null;
      /** Format: date-time */
      salesOpenAt: string | null;
      /** @enum {string} */
      seating: 'general' | 'reserved';
      /** Format: date-time */
      startsAt: string;
      /** @enum {string} */
      status: 'draft' | 'published' | 'cancelled';
      title: string;
      venue: string | null;
      waitlist: components['schemas']['WaitlistResponse'];
    };
    EventWaitlistEntryPage: {
      items: components['schemas']['EventWaitlistEntryResponse'][];
      /** @description Ask with `?cursor=` for the next page; null: last page. */
      nextCursor: string | null;
    };
    EventWaitlistEntryResponse: {
      /** Format: date-time */
      createdAt: string;
      /** Format: uuid */
      eventId: string;
      /** Format: uuid */
      id: string;
      /** @description Place in the queue, from 1; null: waits no more. */
      position: number | null;
      /** @description Seats the whole party needs. */
      seats: number;
      /** @enum {string} */
      status: 'waiting' | 'promoted' | 'left' | 'expired';
      /** Format: email */
      userEmail: string;
      /** Format: uuid */
      userId: string;
      /** @description Who waits. */
      userName: string;
    };
    HistoryPointResponse: {
      capacity: number;
      /** @description Changes of the ledger that share this version: one batch. */
      changes: number;
      /** Format: date-time */
      recordedAt: string;
      seatsConfirmed: number;
      seatsHeld: number;
      version: number;
      /** @description Parties on the waitlist. */
      waiting: number;
    };
    InputErrorResponse: {
      /**
       * @description What is expected there.
       * @example must be a whole number from 1 to 10
       */
      detail: string;
      /**
       * @description Where: a JSON pointer into the request.
       * @example #/seats
       */
      pointer: string;
    };
    JoinWaitlistRequest: {
      /** @description Seats for the whole party; the event may allow fewer. */
      seats: number;
    };
    ListedEventPage: {
      items: components['schemas']['ListedEventResponse'][];
      /** @description Ask with `?cursor=` for the next page; null: last page. */
      nextCursor: string | null;
    };
    ListedEventResponse: {
      capacity: number;
      /** Format: date-time */
      createdAt: string;
      description: string | null;
      /** Format: date-time */
      endsAt: string | null;
      holdSeconds: number;
      /** Format: uuid */
      id: string;
      maxSeatsPerBooking: number;
      maxSeatsPerUser: number;
      /** Format: uuid */
      organizerId: string;
      /** @description Counts the edits, from 1; the number in the ETag and in `If-Match`. */
      revision: number;
      /** Format: date-time */
      salesCloseAt: string | null;
      /** Format: date-time */
      salesOpenAt: string | null;
      /** @enum {string} */
      seating: 'general' | 'reserved';
      seatsFree: number;
      /** Format: date-time */
      startsAt: string;
      /** @enum {string} */
      status: 'draft' | 'published' | 'cancelled';
      title: string;
      venue: string | null;
      /** @description Parties on the waitlist. */
      waiting: number;
      waitlist: components['schemas']['WaitlistResponse'];
    };
    LoginRequest: {
      /**
       * Format: email
       * @description Compared without regard to case.
       * @example ada@example.org
       */
      email: string;
      /**
       * Format: password
       * @description Any characters but control characters; spaces count.
       */
      password: string;
    };
    OutcomeCountResponse: {
      count: number;
      /**
       * @description `confirmed`, `held`, `waitlisted` …, or the code of the refusal.
       * @example sold-out
       */
      outcome: string;
    };
    OwnWaitlistEntryPage: {
      items: components['schemas']['OwnWaitlistEntryResponse'][];
      /** @description Ask with `?cursor=` for the next page; null: last page. */
      nextCursor: string | null;
    };
    OwnWaitlistEntryResponse: {
      /** Format: date-time */
      createdAt: string;
      /** Format: uuid */
      eventId: string;
      eventTitle: string;
      /** Format: uuid */
      id: string;
      /** @description Place in the queue, from 1; null: waits no more. */
      position: number | null;
      /** @description Seats the whole party needs. */
      seats: number;
      /** @enum {string} */
      status: 'waiting' | 'promoted' | 'left' | 'expired';
      /** Format: uuid */
      userId: string;
    };
    ProblemResponse: {
      /** @enum {string} */
      code:
        | 'validation-failed'
        | 'malformed-json'
        | 'not-signed-in'
        | 'invalid-credentials'
        | 'forbidden'
        | 'event-not-found'
        | 'booking-not-found'
        | 'waitlist-entry-not-found'
        | 'route-not-found'
        | 'sold-out'
        | 'seat-taken'
        | 'no-adjacent-seats'
        | 'user-limit-exceeded'
        | 'sales-not-open'
        | 'event-not-bookable'
        | 'hold-expired'
        | 'booking-not-held'
        | 'capacity-below-booked'
        | 'already-registered'
        | 'idempotency-in-flight'
        | 'wrong-seating'
        | 'revision-stale'
        | 'body-too-large'
        | 'unsupported-media-type'
        | 'idempotency-key-reused'
        | 'if-match-required'
        | 'too-many-requests'
        | 'internal'
        | 'overloaded'
        | 'database-unavailable'
        | 'contended';
      /** @description This very case, for people. */
      detail?: string;
      /** @description With `validation-failed`. */
      errors?: components['schemas']['InputErrorResponse'][];
      /** @description The request id; the log is kept under it. */
      instance: string;
      /** @description As the header `Retry-After`. */
      retryAfterSeconds?: number;
      status: number;
      title: string;
      /** @example /problems/sold-out */
      type: string;
    };
    RecordedChangePage: {
      items: components['schemas']['RecordedChangeResponse'][];
      /** @description Ask with `?cursor=` for the next page; null: last page. */
      nextCursor: string | null;
    };
    RecordedChangeResponse: {
      /**
       * Format: uuid
       * @description Who asked; null: the system by itself.
       */
      actorId: string | null;
      actorName: string | null;
      after: components['schemas']['CountersResponse'];
      before: components['schemas']['CountersResponse'];
      /** Format: uuid */
      bookingId: string | null;
      /** @enum {string} */
      change:
        | 'opened'
        | 'booked'
        | 'held'
        | 'confirmed'
        | 'booking-cancelled'
        | 'hold-expired'
        | 'enrolled'
        | 'waitlist-left'
        | 'promoted'
        | 'capacity-changed'
        | 'seats-blocked'
        | 'event-cancelled'
        | 'waitlist-closed';
      /** @description Order within the version, from 0. */
      ordinal: number;
      /** Format: date-time */
      recordedAt: string;
      /** @description Seats it is about; negative where the capacity fell. */
      seats: number;
      /** @description Version of the event that the change is part of; gapless, from 1. */
      version: number;
      /** Format: uuid */
      waitlistEntryId: string | null;
    };
    RefreshRequest: {
      /** @description The newest refresh token of the session; it is used up by this. */
      refreshToken: string;
    };
    RegisterRequest: {
      /**
       * Format: email
       * @description Compared without regard to case.
       * @example ada@example.org
       */
      email: string;
      /** @example Ada Lovelace */
      name: string;
      /**
       * Format: password
       * @description Any characters but control characters; spaces count.
       */
      password: string;
      /**
       * @description Organizers may create events. Default: attendee.
       * @enum {string}
       */
      role?: 'attendee' | 'organizer';
    };
    SaleFiguresResponse: {
      /** @description By version: the first, the last, and some between. */
      history: components['schemas']['HistoryPointResponse'][];
      /** @description What the process that answers has seen; kept in memory only. */
      server: components['schemas']['ServerFiguresResponse'];
    };
    SeatBlockRequest: {
      /** @description Labels of accessible seats: `Stalls-A-1`. */
      accessible?: string[];
      rows: number;
      seatsPerRow: number;
      /** @example Stalls */
      section: string;
    };
    SeatChangesResponse: {
      seats: components['schemas']['SeatStateResponse'][];
      /** @description Everything up to this version of the event is told. */
      version: number;
    };
    SeatMapRequest: {
      blocks?: components['schemas']['SeatBlockRequest'][];
      seats?: components['schemas']['SingleSeatRequest'][];
    };
    SeatMapResponse: {
      sections: components['schemas']['SeatSectionResponse'][];
      version: number;
    };
    SeatResponse: {
      accessible: boolean;
      /** Format: uuid */
      id: string;
      /** @example Stalls-A-1 */
      label: string;
      number: number;
      /** @enum {string} */
      state: 'free' | 'held' | 'booked' | 'blocked';
      x: number;
      /** @description Grows away from the stage. */
      y: number;
    };
    SeatRowResponse: {
      row: string;
      seats: components['schemas']['SeatResponse'][];
    };
    SeatSectionResponse: {
      rows: components['schemas']['SeatRowResponse'][];
      section: string;
    };
    SeatStateResponse: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      state: 'free' | 'held' | 'booked' | 'blocked';
    };
    ServerFiguresResponse: {
      batches: number;
      /** @description Commands that shared the batches. */
      commands: number;
      /** @description Batches that lost a race against another process and went again. */
      conflicts: number;
      /** @description Of the latest answers; null: none yet. */
      latencyP50Ms: number | null;
      latencyP99Ms: number | null;
      /** @description What requests came to. */
      outcomes: components['schemas']['OutcomeCountResponse'][];
      /**
       * Format: uuid
       * @description Which run of the program counted; several may share one event.
       */
      runId: string;
      /**
       * Format: date-time
       * @description When its counters were zero.
       */
      since: string;
    };
    SignedInResponse: {
      /** @description Send as `Authorization: Bearer …`. */
      accessToken: string;
      /** @description Seconds the access token is good for. */
      expiresIn: number;
      /** @description Gives the next pair once, see `POST /auth/refresh`. */
      refreshToken: string;
      user: components['schemas']['UserResponse'];
    };
    SingleSeatRequest: {
      /** @default false */
      accessible?: boolean;
      number: number;
      row: string;
      section: string;
      x?: number;
      /** @description Grows away from the stage. */
      y?: number;
    };
    UserResponse: {
      /** Format: date-time */
      createdAt: string;
      /** Format: email */
      email: string;
      /** Format: uuid */
      id: string;
      name: string;
      /** @enum {string} */
      role: 'attendee' | 'organizer' | 'admin';
    };
    WaitlistedResponse: {
      /** @enum {string} */
      outcome: 'waitlisted';
      /**
       * @description No seat was left, or too many people booked at once.
       * @enum {string}
       */
      reason: 'sold-out' | 'contended';
      waitlistEntry: components['schemas']['WaitlistEntryResponse'];
    };
    WaitlistEntryResponse: {
      /** Format: date-time */
      createdAt: string;
      /** Format: uuid */
      eventId: string;
      /** Format: uuid */
      id: string;
      /** @description Place in the queue, from 1; null: waits no more. */
      position: number | null;
      /** @description Seats the whole party needs. */
      seats: number;
      /** @enum {string} */
      status: 'waiting' | 'promoted' | 'left' | 'expired';
      /** Format: uuid */
      userId: string;
    };
    WaitlistRequest: {
      /** @description Whether buyers may wait when the event is sold out. Default: true. */
      enabled?: boolean;
      /**
       * @description `auto`: freed seats are booked for whoever is next; `offer`: they are held for them for a while.
       * @enum {string}
       */
      mode?: 'auto' | 'offer';
      /** @description How long an offer to the waitlist lasts, in seconds. Default: 900. */
      offerSeconds?: number;
    };
    WaitlistResponse: {
      enabled: boolean;
      /** @enum {string} */
      mode: 'auto' | 'offer';
      offerSeconds: number;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type AvailabilityResponse = components['schemas']['AvailabilityResponse'];
export type BestAvailableRequest = components['schemas']['BestAvailableRequest'];
export type BookedResponse = components['schemas']['BookedResponse'];
export type BookingPage = components['schemas']['BookingPage'];
export type BookingResponse = components['schemas']['BookingResponse'];
export type BookSeatsRequest = components['schemas']['BookSeatsRequest'];
export type BrowserLogoutRequest = components['schemas']['BrowserLogoutRequest'];
export type BrowserSignedInResponse = components['schemas']['BrowserSignedInResponse'];
export type ChangeMeRequest = components['schemas']['ChangeMeRequest'];
export type CountersResponse = components['schemas']['CountersResponse'];
export type CreateEventRequest = components['schemas']['CreateEventRequest'];
export type EditEventRequest = components['schemas']['EditEventRequest'];
export type EditSeatsRequest = components['schemas']['EditSeatsRequest'];
export type EventBookingPage = components['schemas']['EventBookingPage'];
export type EventBookingResponse = components['schemas']['EventBookingResponse'];
export type EventResponse = components['schemas']['EventResponse'];
export type EventWaitlistEntryPage = components['schemas']['EventWaitlistEntryPage'];
export type EventWaitlistEntryResponse = components['schemas']['EventWaitlistEntryResponse'];
export type HistoryPointResponse = components['schemas']['HistoryPointResponse'];
export type InputErrorResponse = components['schemas']['InputErrorResponse'];
export type JoinWaitlistRequest = components['schemas']['JoinWaitlistRequest'];
export type ListedEventPage = components['schemas']['ListedEventPage'];
export type ListedEventResponse = components['schemas']['ListedEventResponse'];
export type LoginRequest = components['schemas']['LoginRequest'];
export type OutcomeCountResponse = components['schemas']['OutcomeCountResponse'];
export type OwnWaitlistEntryPage = components['schemas']['OwnWaitlistEntryPage'];
export type OwnWaitlistEntryResponse = components['schemas']['OwnWaitlistEntryResponse'];
export type ProblemResponse = components['schemas']['ProblemResponse'];
export type RecordedChangePage = components['schemas']['RecordedChangePage'];
export type RecordedChangeResponse = components['schemas']['RecordedChangeResponse'];
export type RefreshRequest = components['schemas']['RefreshRequest'];
export type RegisterRequest = components['schemas']['RegisterRequest'];
export type SaleFiguresResponse = components['schemas']['SaleFiguresResponse'];
export type SeatBlockRequest = components['schemas']['SeatBlockRequest'];
export type SeatChangesResponse = components['schemas']['SeatChangesResponse'];
export type SeatMapRequest = components['schemas']['SeatMapRequest'];
export type SeatMapResponse = components['schemas']['SeatMapResponse'];
export type SeatResponse = components['schemas']['SeatResponse'];
export type SeatRowResponse = components['schemas']['SeatRowResponse'];
export type SeatSectionResponse = components['schemas']['SeatSectionResponse'];
export type SeatStateResponse = components['schemas']['SeatStateResponse'];
export type ServerFiguresResponse = components['schemas']['ServerFiguresResponse'];
export type SignedInResponse = components['schemas']['SignedInResponse'];
export type SingleSeatRequest = components['schemas']['SingleSeatRequest'];
export type UserResponse = components['schemas']['UserResponse'];
export type WaitlistedResponse = components['schemas']['WaitlistedResponse'];
export type WaitlistEntryResponse = components['schemas']['WaitlistEntryResponse'];
export type WaitlistRequest = components['schemas']['WaitlistRequest'];
export type WaitlistResponse = components['schemas']['WaitlistResponse'];
export type $defs = Record<string, never>;
export interface operations {
  BrowserSessions_login: {
    parameters: {
      query?: never;
      header: {
        'x-rowlock-browser': '1';
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LoginRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BrowserSignedInResponse'];
        };
      };
      /**
       * @description `validation-failed`: The request is not valid.
       *
       *     `malformed-json`: The body is not valid JSON.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `invalid-credentials`: The e-mail address or the password is wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `too-many-requests`: Too many requests. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `overloaded`: Too many people at once; try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  BrowserSessions_logout: {
    parameters: {
      query?: never;
      header: {
        'x-rowlock-browser': '1';
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['BrowserLogoutRequest'];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /**
       * @description `validation-failed`: The request is not valid.
       *
       *     `malformed-json`: The body is not valid JSON.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  BrowserSessions_refresh: {
    parameters: {
      query?: never;
      header: {
        'x-rowlock-browser': '1';
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BrowserSignedInResponse'];
        };
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  BrowserSessions_register: {
    parameters: {
      query?: never;
      header: {
        'x-rowlock-browser': '1';
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RegisterRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BrowserSignedInResponse'];
        };
      };
      /**
       * @description `validation-failed`: The request is not valid.
       *
       *     `malformed-json`: The body is not valid JSON.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `already-registered`: This e-mail address is already registered. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `too-many-requests`: Too many requests. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `overloaded`: Too many people at once; try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Auth_login: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LoginRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignedInResponse'];
        };
      };
      /**
       * @description `validation-failed`: The request is not valid.
       *
       *     `malformed-json`: The body is not valid JSON.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `invalid-credentials`: The e-mail address or the password is wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `too-many-requests`: Too many requests. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `overloaded`: Too many people at once; try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Auth_logout: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `too-many-requests`: Too many requests. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Auth_refresh: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RefreshRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignedInResponse'];
        };
      };
      /**
       * @description `validation-failed`: The request is not valid.
       *
       *     `malformed-json`: The body is not valid JSON.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `invalid-credentials`: The e-mail address or the password is wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `too-many-requests`: Too many requests. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Auth_register: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RegisterRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignedInResponse'];
        };
      };
      /**
       * @description `validation-failed`: The request is not valid.
       *
       *     `malformed-json`: The body is not valid JSON.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `already-registered`: This e-mail address is already registered. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `too-many-requests`: Too many requests. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `overloaded`: Too many people at once; try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Bookings_list: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Only bookings of this event. */
        eventId?: string;
        /** @description Items on a page. */
        limit?: number;
        status?: 'held' | 'confirmed' | 'cancelled' | 'expired';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BookingPage'];
        };
      };
    };
  };
  Bookings_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BookingResponse'];
        };
      };
      /** @description `booking-not-found`: No such booking. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Bookings_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BookingResponse'];
        };
      };
      /** @description `booking-not-found`: No such booking. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `contended`: Too many people are booking this event; try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Bookings_confirm: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BookingResponse'];
        };
      };
      /** @description `booking-not-found`: No such booking. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /**
       * @description `hold-expired`: The hold has expired.
       *
       *     `booking-not-held`: The booking is not on hold.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `contended`: Too many people are booking this event; try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Events_list: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Events that start at this instant or later. */
        from?: string;
        /** @description Items on a page. */
        limit?: number;
        /** @description Only events of this organizer. */
        organizerId?: string;
        /** @description Part of the title or the venue, in any case. */
        search?: string;
        /** @description Drafts are listed for their organizer and admins only. */
        status?: 'draft' | 'published' | 'cancelled';
        /** @description Events that start before this instant; after `from`. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ListedEventPage'];
        };
      };
      /** @description `validation-failed`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Events_create: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateEventRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          /** @description The revision: `"3"`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventResponse'];
        };
      };
      /**
       * @description `validation-failed`: The request is not valid.
       *
       *     `malformed-json`: The body is not valid JSON.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Events_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          /** @description The revision: `"3"`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventResponse'];
        };
      };
      /** @description Unchanged. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `validation-failed`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Events_edit: {
    parameters: {
      query?: never;
      header: {
        /** @description The revision you have seen: `"3"`. `*` is refused. */
        'If-Match': string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EditEventRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          /** @description The revision: `"3"`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventResponse'];
        };
      };
      /**
       * @description `validation-failed`: The request is not valid.
       *
       *     `malformed-json`: The body is not valid JSON.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /**
       * @description `event-not-bookable`: The event cannot be booked.
       *
       *     `capacity-below-booked`: More seats are taken than the new capacity has.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `revision-stale`: Somebody else changed the event first. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `if-match-required`: Send If-Match with the revision you have seen. */
      428: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /**
       * @description `overloaded`: Too many people at once; try again.
       *
       *     `contended`: Too many people are booking this event; try again.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Events_availability: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AvailabilityResponse'];
        };
      };
      /** @description Unchanged. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `validation-failed`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  EventBookings_list: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Items on a page. */
        limit?: number;
        /** @description Part of the name, the address, the reference or a seat. */
        search?: string;
        /** @description Only bookings in this state. */
        status?: 'held' | 'confirmed' | 'cancelled' | 'expired';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page as JSON. With `Accept: text/csv` the whole list as a file; `limit` and `cursor` do nothing then. */
      200: {
        headers: {
          /** @description With CSV: a name for the file. */
          'Content-Disposition'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventBookingPage'];
          'text/csv': string;
        };
      };
      /** @description `validation-failed`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Bookings_book: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating a request with the same key repeats its answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['BookSeatsRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BookedResponse'];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WaitlistedResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /**
       * @description `event-not-bookable`: The event cannot be booked.
       *
       *     `sales-not-open`: Sales are not open now.
       *
       *     `sold-out`: The event is sold out.
       *
       *     `seat-taken`: Somebody else has one of these seats.
       *
       *     `no-adjacent-seats`: No row has that many free seats side by side.
       *
       *     `wrong-seating`: The event is not seated that way.
       *
       *     `user-limit-exceeded`: You already have as many seats as one person may.
       *
       *     `idempotency-in-flight`: The first request with this Idempotency-Key is still running.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `idempotency-key-reused`: This Idempotency-Key was used for another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `too-many-requests`: Too many requests. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /**
       * @description `contended`: Too many people are booking this event; try again.
       *
       *     `overloaded`: Too many people at once; try again.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Events_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          /** @description The revision: `"3"`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventResponse'];
        };
      };
      /** @description `validation-failed`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /**
       * @description `overloaded`: Too many people at once; try again.
       *
       *     `contended`: Too many people are booking this event; try again.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Figures_show: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SaleFiguresResponse'];
        };
      };
      /** @description `validation-failed`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Ledger_list: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Items on a page. */
        limit?: number;
        /** @description Which comes first. Default: the oldest, as it happened. */
        order?: 'oldest' | 'latest';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page as JSON. With `Accept: text/csv` the whole list as a file; `limit` and `cursor` do nothing then. */
      200: {
        headers: {
          /** @description With CSV: a name for the file. */
          'Content-Disposition'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RecordedChangePage'];
          'text/csv': string;
        };
      };
      /** @description `validation-failed`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Events_publish: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          /** @description The revision: `"3"`. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventResponse'];
        };
      };
      /** @description `validation-failed`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-bookable`: The event cannot be booked. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  SeatMap_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeatMapResponse'];
        };
      };
      /** @description Unchanged. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `validation-failed`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  SeatMap_edit: {
    parameters: {
      query?: never;
      header: {
        /** @description The revision you have seen: `"3"`. */
        'If-Match': string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EditSeatsRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventResponse'];
        };
      };
      /** @description `validation-failed`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /**
       * @description `event-not-bookable`: The event cannot be booked.
       *
       *     `seat-taken`: Somebody else has one of these seats.
       *
       *     `wrong-seating`: The event is not seated that way.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `revision-stale`: Somebody else changed the event first. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `if-match-required`: Send If-Match with the revision you have seen. */
      428: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `contended`: Too many people are booking this event; try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Live_watch: {
    parameters: {
      query?: never;
      header?: {
        /** @description The id of the last message seen; resumes there. */
        'Last-Event-ID'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example id: 7
           *     event: seats
           *     data: {"version":7,"seats":[{"id":"018f2a5e-0000-7000-8000-000000000000","state":"booked"}]}
           */
          'text/event-stream': string;
        };
      };
      /** @description The event is cancelled and you know all of it. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `validation-failed`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `too-many-requests`: Too many requests. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `overloaded`: Too many people at once; try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  EventWaitlist_list: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Items on a page. */
        limit?: number;
        /** @description Part of the name or the address. */
        search?: string;
        /** @description Default: those who wait. */
        status?: 'waiting' | 'promoted' | 'left' | 'expired';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page as JSON. With `Accept: text/csv` the whole list as a file; `limit` and `cursor` do nothing then. */
      200: {
        headers: {
          /** @description With CSV: a name for the file. */
          'Content-Disposition'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventWaitlistEntryPage'];
          'text/csv': string;
        };
      };
      /** @description `validation-failed`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `forbidden`: You may not do this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Waitlists_join: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['JoinWaitlistRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WaitlistEntryResponse'];
        };
      };
      /** @description `event-not-found`: No such event. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /**
       * @description `event-not-bookable`: The event cannot be booked.
       *
       *     `sales-not-open`: Sales are not open now.
       *
       *     `sold-out`: The event is sold out.
       *
       *     `user-limit-exceeded`: You already have as many seats as one person may.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `too-many-requests`: Too many requests. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /**
       * @description `contended`: Too many people are booking this event; try again.
       *
       *     `overloaded`: Too many people at once; try again.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Waitlists_findOwn: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WaitlistEntryResponse'];
        };
      };
      /** @description `waitlist-entry-not-found`: You are not on this waitlist. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Waitlists_leave: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `waitlist-entry-not-found`: You are not on this waitlist. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `contended`: Too many people are booking this event; try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Me_show: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserResponse'];
        };
      };
      /** @description `not-signed-in`: Sign in first. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Me_change: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeMeRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserResponse'];
        };
      };
      /**
       * @description `validation-failed`: The request is not valid.
       *
       *     `malformed-json`: The body is not valid JSON.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /**
       * @description `not-signed-in`: Sign in first.
       *
       *     `invalid-credentials`: The e-mail address or the password is wrong.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `too-many-requests`: Too many requests. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
      /** @description `overloaded`: Too many people at once; try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemResponse'];
        };
      };
    };
  };
  Waitlists_list: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Items on a page. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OwnWaitlistEntryPage'];
        };
      };
    };
  };
}
