import { type Facts } from '../shared/domain-error.js';
import { type ProblemCode } from '../shared/problems.js';
import { type Draft } from './draft.js';
import { type BookCommand, type JoinWaitlistCommand, type Outcome } from './inventory.js';

export const refused = (code: ProblemCode, facts: Facts = {}, detail?: string): Outcome => ({
  kind: 'refused',
  code,
  facts,
  ...(detail === undefined ? {} : { detail }),
});

/** The rules that hold for everybody at this moment; the sales window is half-open and ends with the event's start. */
export function refuseSale({ terms, now }: Draft): Outcome | undefined {
  if (terms.status !== 'published') return refused('event-not-bookable', { eventStatus: terms.status });
  const { salesOpenAt, startsAt } = terms;
  const salesCloseAt = terms.salesCloseAt && terms.salesCloseAt < startsAt ? terms.salesCloseAt : startsAt;
  if (salesOpenAt && now < salesOpenAt) return refused('sales-not-open', { salesOpenAt, salesCloseAt });
  if (now >= salesCloseAt) return refused('sales-not-open', { salesOpenAt, salesCloseAt });
  return undefined;
}

/** The rules about how many seats one booking and one person may have. */
export function refuseParty(draft: Draft, { userId, seats }: BookCommand | JoinWaitlistCommand): Outcome | undefined {
  const { maxSeatsPerBooking, maxSeatsPerUser } = draft.terms;
  if (seats > maxSeatsPerBooking) {
    const detail = `must not be more than ${maxSeatsPerBooking}, the most this event sells in one booking`;
    return refused('validation-failed', { errors: [{ pointer: '#/seats', detail }] });
  }
  const liveSeats = draft.liveSeatsOf(userId);
  if (liveSeats + seats <= maxSeatsPerUser) return undefined;
  return refused('user-limit-exceeded', { maxSeatsPerUser, liveSeats });
}

export const soldOut = ({ counters, seatsFree }: Draft): Outcome =>
  refused('sold-out', { seatsFree, capacity: counters.capacity });
