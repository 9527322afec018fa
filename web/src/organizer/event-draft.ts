import { type CreateEventRequest, type EditEventRequest, type EventResponse } from '../api/schema.js';

/**
 * What an organizer sets of an event, each field as its input has it: text, `2026-12-05T18:00` in the visitor's time zone,
 * digits, minutes. Forms fill it, edits are compared in it, so that an untouched field is never sent.
 */
export interface EventDraft {
  readonly title: string;
  readonly description: string;
  readonly venue: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly salesOpenAt: string;
  readonly salesCloseAt: string;
  readonly capacity: string;
  readonly maxSeatsPerBooking: string;
  readonly maxSeatsPerUser: string;
  readonly holdMinutes: string;
  readonly waitlist: 'on' | 'off';
  readonly waitlistMode: 'auto' | 'offer';
  readonly offerMinutes: string;
}

export type DraftField = keyof EventDraft;

/** Every field, in the order of the form. */
const DRAFT_FIELDS = [
  'title',
  'description',
  'venue',
  'startsAt',
  'endsAt',
  'salesOpenAt',
  'salesCloseAt',
  'capacity',
  'maxSeatsPerBooking',
  'maxSeatsPerUser',
  'holdMinutes',
  'waitlist',
  'waitlistMode',
  'offerMinutes',
] as const satisfies readonly DraftField[];

/** A new event before anything is filled in; the rest is what the API would take. */
export const NEW_DRAFT: EventDraft = {
  title: '',
  description: '',
  venue: '',
  startsAt: '',
  endsAt: '',
  salesOpenAt: '',
  salesCloseAt: '',
  capacity: '100',
  maxSeatsPerBooking: '10',
  maxSeatsPerUser: '10',
  holdMinutes: '10',
  waitlist: 'on',
  waitlistMode: 'auto',
  offerMinutes: '15',
};

const MINUTE_SECONDS = 60;

/** An event as the form shows it. */
export const toDraft = (event: EventResponse): EventDraft => ({
  title: event.title,
  description: event.description ?? '',
  venue: event.venue ?? '',
  startsAt: toInput(event.startsAt),
  endsAt: toInput(event.endsAt),
  salesOpenAt: toInput(event.salesOpenAt),
  salesCloseAt: toInput(event.salesCloseAt),
  capacity: String(event.capacity),
  maxSeatsPerBooking: String(event.maxSeatsPerBooking),
  maxSeatsPerUser: String(event.maxSeatsPerUser),
  holdMinutes: String(event.holdSeconds / MINUTE_SECONDS),
  waitlist: event.waitlist.enabled ? 'on' : 'off',
  waitlistMode: event.waitlist.mode,
  offerMinutes: String(event.waitlist.offerSeconds / MINUTE_SECONDS),
});

/** Fields that differ. */
export const changedFields = (from: EventDraft, to: EventDraft): DraftField[] =>
  DRAFT_FIELDS.filter((field) => from[field] !== to[field]);

/** What each field is for the API. */
const TO_EDIT: Readonly<Record<DraftField, (draft: EventDraft) => EditEventRequest>> = {
  title: ({ title }) => ({ title }),
  description: ({ description }) => ({ description: textOf(description) }),
  venue: ({ venue }) => ({ venue: textOf(venue) }),
  startsAt: ({ startsAt }) => ({ startsAt: toInstant(startsAt) ?? '' }),
  endsAt: ({ endsAt }) => ({ endsAt: toInstant(endsAt) }),
  salesOpenAt: ({ salesOpenAt }) => ({ salesOpenAt: toInstant(salesOpenAt) }),
  salesCloseAt: ({ salesCloseAt }) => ({ salesCloseAt: toInstant(salesCloseAt) }),
  capacity: ({ capacity }) => ({ capacity: Number(capacity) }),
  maxSeatsPerBooking: ({ maxSeatsPerBooking }) => ({ maxSeatsPerBooking: Number(maxSeatsPerBooking) }),
  maxSeatsPerUser: ({ maxSeatsPerUser }) => ({ maxSeatsPerUser: Number(maxSeatsPerUser) }),
  holdMinutes: ({ holdMinutes }) => ({ holdSeconds: secondsOf(holdMinutes) }),
  waitlist: ({ waitlist }) => ({ waitlist: { enabled: waitlist === 'on' } }),
  waitlistMode: ({ waitlistMode: mode }) => ({ waitlist: { mode } }),
  offerMinutes: ({ offerMinutes }) => ({ waitlist: { offerSeconds: secondsOf(offerMinutes) } }),
};

/** Some fields of a draft as an edit for the API. */
export const toEdit = (draft: EventDraft, fields: readonly DraftField[]): EditEventRequest =>
  fields.reduce<EditEventRequest>((edit, field) => {
    const { waitlist, ...part } = TO_EDIT[field](draft);
    return { ...edit, ...part, ...(waitlist && { waitlist: { ...edit.waitlist, ...waitlist } }) };
  }, {});

/** A whole draft as a new event; its seats are a number, or a map. */
export function toCreation(
  draft: EventDraft,
  seats: Pick<CreateEventRequest, 'seatMap'> | undefined,
): CreateEventRequest {
  const { title = '', startsAt = '', capacity, ...rest } = toEdit(draft, DRAFT_FIELDS);
  return {
    title,
    startsAt,
    ...rest,
    ...(seats ? { seating: 'reserved', ...seats } : { seating: 'general', capacity: capacity ?? 0 }),
  };
}

/** Where the API's pointers lead in the form: `waitlist/offerSeconds` is `offerMinutes`. */
export const fieldOfPointer = (pointer: string): string =>
  ({ holdSeconds: 'holdMinutes', 'waitlist/offerSeconds': 'offerMinutes' })[pointer] ?? pointer;

const textOf = (text: string): string | null => (text.trim() === '' ? null : text);

const secondsOf = (minutes: string): number => Math.round(Number(minutes) * MINUTE_SECONDS);

/** An instant as `datetime-local` has it: the visitor's own clock, to the minute. */
export function toInput(instant: string | null): string {
  if (instant === null) return '';
  const date = new Date(instant);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * MINUTE_SECONDS * 1000);
  return local.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
}

const toInstant = (input: string): string | null => (input === '' ? null : new Date(input).toISOString());
