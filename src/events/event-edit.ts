import { type EventDetails } from '../inventory/event-details.js';
import { brokenRules, type BrokenRule, type Schedule } from './event-rules.js';

/** The waitlist's settings as requests have them; absent ones are not changed. */
export interface WaitlistSettings {
  readonly enabled?: boolean;
  readonly mode?: 'auto' | 'offer';
  readonly offerSeconds?: number;
}

/** Only what was sent: a request's absent fields are properties that hold undefined. */
export const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** The waitlist's settings as the event's columns have them. */
export const toWaitlistDetails = ({ enabled, mode, offerSeconds }: WaitlistSettings): EventDetails => ({
  ...(enabled !== undefined && { waitlistEnabled: enabled }),
  ...(mode !== undefined && { waitlistMode: mode }),
  ...(offerSeconds !== undefined && { waitlistOfferSeconds: offerSeconds }),
});

const SCHEDULE_FIELDS = ['startsAt', 'endsAt', 'salesOpenAt', 'salesCloseAt'] as const satisfies (keyof Schedule)[];

/**
 * The rules between dates that an edit would break, with the dates it leaves alone taken from the event. An edit that
 * sends no dates breaks none, and a start that stays the same may lie in the past: a form sends every field back.
 */
export function brokenByEdit(event: Schedule, details: EventDetails, now: Date): BrokenRule[] {
  const sent = new Set<string>(SCHEDULE_FIELDS.filter((name) => details[name] !== undefined));
  if (sent.size === 0) return [];
  const schedule: Schedule = {
    startsAt: details.startsAt ?? event.startsAt,
    endsAt: details.endsAt === undefined ? event.endsAt : details.endsAt,
    salesOpenAt: details.salesOpenAt === undefined ? event.salesOpenAt : details.salesOpenAt,
    salesCloseAt: details.salesCloseAt === undefined ? event.salesCloseAt : details.salesCloseAt,
  };
  const isMoved = schedule.startsAt.getTime() !== event.startsAt.getTime();
  return brokenRules(schedule, sent, isMoved ? now : null);
}
