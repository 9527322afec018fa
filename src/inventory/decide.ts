import { book, cancelBooking, confirmBooking, expireHolds } from './booking-commands.js';
import { Draft } from './draft.js';
import { blockSeats, cancelEvent, changeCapacity } from './event-commands.js';
import { type BookCommand, type Command, type JoinWaitlistCommand } from './commands.js';
import { type Decision, type Outcome } from './decision.js';
import { type Snapshot } from './snapshot.js';
import { refused } from './rules.js';
import { isWaitlistUnserved, joinWaitlist, leaveWaitlist, serveWaitlist } from './waitlist-commands.js';

/**
 * Decides a batch of commands in arrival order against one snapshot of an event. Each command stands or falls alone:
 * a refusal is an outcome, never an exception. Deciding commands together or one after the other gives the same
 * result, because the waitlist is served after every single command.
 * @param now the database's clock, read with the snapshot
 * @returns one outcome per command, same order, and the changes to store under `snapshot.version`
 */
export function decide(snapshot: Snapshot, commands: readonly Command[], now: Date): Decision {
  const draft = new Draft(snapshot, now);
  expireHolds(draft, snapshot.lapsedHolds);
  serveWaitlist(draft);
  const outcomes = commands.map((command) => {
    const outcome = applyOnce(draft, command, snapshot);
    serveWaitlist(draft);
    return outcome;
  });
  return { outcomes, changes: draft.close(), unserved: isWaitlistUnserved(draft) };
}

/**
 * Applies a command unless its idempotency key has been answered, and keeps the answer unless it is a refusal. A buyer
 * who waits already is kept as well: asked again after the promotion, they must not get a second booking.
 */
function applyOnce(draft: Draft, command: Command, snapshot: Snapshot): Outcome {
  if (!mayRepeat(command) || !command.idempotency) return apply(draft, command, snapshot);
  const { key, fingerprint } = command.idempotency;
  const stored = draft.answerGivenTo(command.userId, key);
  if (stored && stored.fingerprint !== fingerprint) return refused('idempotency-key-reused');
  if (stored) return { kind: 'replayed', outcome: stored.outcome };
  const outcome = apply(draft, command, snapshot);
  if (outcome.kind !== 'refused') draft.keepAnswer({ userId: command.userId, key, fingerprint, outcome });
  return outcome;
}

const mayRepeat = (command: Command): command is BookCommand | JoinWaitlistCommand =>
  command.kind === 'book' || command.kind === 'join-waitlist';

function apply(draft: Draft, command: Command, snapshot: Snapshot): Outcome {
  switch (command.kind) {
    case 'book':
      return book(draft, command);
    case 'confirm-booking':
      return confirmBooking(draft, command);
    case 'cancel-booking':
      return cancelBooking(draft, command);
    case 'join-waitlist':
      return joinWaitlist(draft, command);
    case 'leave-waitlist':
      return leaveWaitlist(draft, command);
    case 'promote':
      return { kind: 'served' };
    case 'change-capacity':
      return changeCapacity(draft, command);
    case 'block-seats':
      return blockSeats(draft, command);
    case 'cancel-event':
      return cancelEvent(draft, command, snapshot.bookingsToCancel);
  }
}
