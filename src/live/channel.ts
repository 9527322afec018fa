import { type SeatChangesResponse } from './dto/seat-changes.response.js';
import { type EventState, type SeatChange, type SeatsQuestion } from './live.repository.js';
import { formatMessage } from './server-sent-events.js';
import { type Watcher } from './watcher.js';

/** What a channel asks about its seats, and the version its state had when it asked. */
export interface ChannelQuestion extends SeatsQuestion {
  readonly version: number;
  /** Of those who are behind the others; `undefined` when they are not served this time. */
  readonly catchUpSince: number | undefined;
}

/** A message about everything that changed after `since`, up to `version`. */
interface SeatsMessage {
  readonly since: number;
  readonly version: number;
  /** `undefined`: no seat changed. */
  readonly bytes: Buffer | undefined;
}

/**
 * One event and those who watch it here. Every message is made once and shared.
 *
 * Most watchers know the same version, and get the same message when it moves on. Those behind it (back after a break, or
 * too slow for a while) get one message from the oldest version among them: told twice does no harm, since a message
 * says what a seat is. That message is made at most once in `catchUpIntervalMs` and kept for the next who needs it.
 *
 * The id of a message promises everything up to that version, so the availability of a version follows its seats.
 */
export class Channel {
  readonly #watchers = new Set<Watcher>();
  readonly #catchUpIntervalMs: number;
  #state: EventState;
  #availabilityJson: string;
  #availability: Buffer;
  /** The version most watchers know the seats of. */
  #toldVersion: number;
  #catchUp: SeatsMessage | undefined;
  #caughtUpAt = -Infinity;

  constructor(state: EventState, catchUpIntervalMs: number) {
    this.#catchUpIntervalMs = catchUpIntervalMs;
    this.#state = state;
    this.#toldVersion = state.availability.version;
    this.#availabilityJson = JSON.stringify(state.availability);
    this.#availability = formatMessage('availability', this.version, this.#availabilityJson);
  }

  get version(): number {
    return this.#state.availability.version;
  }

  get watchers(): ReadonlySet<Watcher> {
    return this.#watchers;
  }

  /** Only some may see it. */
  get isDraft(): boolean {
    return this.#state.availability.status === 'draft';
  }

  /** Cancelled and emptied: nothing will ever change again. */
  get isOver(): boolean {
    const { availability, lapsedSeats } = this.#state;
    const { status, seatsConfirmed, seatsHeld, waiting } = availability;
    return status === 'cancelled' && seatsConfirmed + seatsHeld + lapsedSeats + waiting === 0;
  }

  update(state: EventState): void {
    this.#state = state;
    const json = JSON.stringify(state.availability);
    if (json === this.#availabilityJson) return;
    this.#availabilityJson = json;
    this.#availability = formatMessage('availability', this.version, json);
  }

  add(watcher: Watcher): void {
    this.#watchers.add(watcher);
    this.#serve(watcher);
  }

  remove(watcher: Watcher): void {
    this.#watchers.delete(watcher);
  }

  /** What must be read before everybody can be told; `undefined` when nothing is missing. */
  ask(): ChannelQuestion | undefined {
    const behind = [...this.#watchers].filter((watcher) => watcher.isReady && this.#isBehind(watcher));
    if (behind.length === 0) return undefined;
    const { version } = this;
    const { eventId } = this.#state.availability;
    const others = behind.map((watcher) => watcher.version).filter((known) => known < this.#toldVersion);
    const mayCatchUp = others.length > 0 && performance.now() - this.#caughtUpAt >= this.#catchUpIntervalMs;
    const catchUpSince = mayCatchUp ? Math.min(...others) : undefined;
    if (this.#toldVersion < version) {
      return { eventId, version, catchUpSince, since: Math.min(this.#toldVersion, catchUpSince ?? version) };
    }
    return catchUpSince === undefined ? undefined : { eventId, version, catchUpSince, since: catchUpSince };
  }

  /** Tells everybody what they do not know yet. */
  tell(question: ChannelQuestion | undefined, changes: readonly SeatChange[]): void {
    let step: SeatsMessage | undefined;
    if (question && question.version > this.#toldVersion) {
      step = toSeatsMessage(this.#toldVersion, question.version, changes);
      this.#toldVersion = question.version;
    }
    if (question?.catchUpSince !== undefined) {
      this.#catchUp = toSeatsMessage(question.catchUpSince, question.version, changes);
      this.#caughtUpAt = performance.now();
    }
    for (const watcher of this.#watchers) {
      if (!watcher.isReady) continue;
      if (this.#isBehind(watcher)) this.#tellSeats(watcher, step);
      this.#serve(watcher);
    }
  }

  #tellSeats(watcher: Watcher, step: SeatsMessage | undefined): void {
    const message = [step, this.#recentCatchUp()].find(
      (known) => known && known.since <= watcher.version && known.version > watcher.version,
    );
    if (!message) return;
    watcher.version = message.version;
    if (message.bytes) watcher.send(message.bytes);
  }

  /** An old one would still be right, but by now a shorter way has been asked for. */
  #recentCatchUp(): SeatsMessage | undefined {
    const isRecent = performance.now() - this.#caughtUpAt < this.#catchUpIntervalMs;
    return isRecent ? this.#catchUp : undefined;
  }

  #serve(watcher: Watcher): void {
    if (this.#isBehind(watcher)) return;
    if (watcher.availability !== this.#availability) {
      watcher.availability = this.#availability;
      watcher.send(this.#availability);
    }
    if (this.isOver) watcher.finish();
  }

  #isBehind(watcher: Watcher): boolean {
    return this.#state.hasSeatMap && watcher.version < this.version;
  }
}

function toSeatsMessage(since: number, version: number, changes: readonly SeatChange[]): SeatsMessage {
  const seats = changes.filter((seat) => seat.version > since).map(({ id, state }) => ({ id, state }));
  const data: SeatChangesResponse = { version, seats };
  const bytes = seats.length > 0 ? formatMessage('seats', version, JSON.stringify(data)) : undefined;
  return { since, version, bytes };
}
