import { type Facts } from '../shared/domain-error.js';
import { type ProblemCode } from '../shared/problems.js';
import { type Draft } from './draft.js';
import { type BookCommand, type JoinWaitlistCommand } from './commands.js';
import { type Outcome } from './decision.js';
import { seatsFree } from './inventory.js';

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
export function refuseParty(draft: Draft, command: BookCommand | JoinWaitlistCommand): Outcome | undefined {
  const { userId, seats } = command;
  const { maxSeatsPerBooking, maxSeatsPerUser } = draft.terms;
  if (seats > maxSeatsPerBooking) {
    const detail = `must not be more than ${maxSeatsPerBooking}, the most this event sells in one booking`;
    return refused('validation-failed', { errors: [{ pointer: pointerToSeats(command), detail }] });
  }
  const liveSeats = draft.liveSeatsOf(userId);
  if (liveSeats + seats <= maxSeatsPerUser) return undefined;
  return refused('user-limit-exceeded', { maxSeatsPerUser, liveSeats });
}

function pointerToSeats(command: BookCommand | JoinWaitlistCommand): string {
  const placement = command.kind === 'book' ? command.placement.kind : 'any';
  return { any: '#/seats', chosen: '#/seatIds', 'best-available': '#/bestAvailable/seats' }[placement];
}

/** Seats somebody waits for count as well, or a promotion could carry them over the limit. */
export function refuseHoarding(draft: Draft, { userId, seats }: BookCommand): Outcome | undefined {
  const { maxSeatsPerUser } = draft.terms;
  const liveSeats = draft.liveSeatsOf(userId);
  const waitingSeats = draft.waitingEntryOf(userId)?.seats ?? 0;
  if (waitingSeats === 0 || liveSeats + waitingSeats + seats <= maxSeatsPerUser) return undefined;
  const detail = 'The seats you are waiting for count too; leave the waitlist to book others.';
  return refused('user-limit-exceeded', { maxSeatsPerUser, liveSeats, waitingSeats }, detail);
}

export const soldOut = ({ counters }: Draft, facts: Facts = {}): Outcome =>
  refused('sold-out', { seatsFree: seatsFree(counters), capacity: counters.capacity, ...facts });
