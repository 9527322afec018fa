import { type Outcome } from './decision.js';

/** Events remembered at once; about 5 KB each. Fewer: a busy evening forgets what its organizers watch. */
const EVENTS_MAX = 500;
/** The latest answers the percentiles are made of. Fewer: one slow answer is the picture; more: it comes late. */
const RECENT_ANSWERS = 500;

/** What this process has seen of one event's sale; the counters only grow. */
export interface Pulse {
  readonly batches: number;
  /** Commands that shared these batches. */
  readonly commands: number;
  /** Batches that lost their versioned write to another process. */
  readonly conflicts: number;
  /** Answers to people by what they came to: `confirmed`, `held`, `waitlisted`, or the code of the refusal. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** Of the latest answers: milliseconds from the first try of the request to its outcome. */
  readonly latenciesMs: readonly number[];
}

/** What the outcomes without a choice are called; undefined: nobody was answered. */
const NAMES = {
  confirmed: 'hold-confirmed',
  cancelled: 'cancelled',
  left: 'left',
  served: undefined,
  'event-cancelled': undefined,
  edited: undefined,
  replayed: undefined,
} as const satisfies Record<Exclude<Outcome['kind'], 'booked' | 'waitlisted' | 'refused'>, string | undefined>;

class PulseRecord implements Pulse {
  batches = 0;
  commands = 0;
  conflicts = 0;
  readonly outcomes = new Map<string, number>();
  readonly latenciesMs: number[] = [];
  #answers = 0;

  answer(name: string, latencyMs: number): void {
    this.outcomes.set(name, (this.outcomes.get(name) ?? 0) + 1);
    this.latenciesMs[this.#answers % RECENT_ANSWERS] = latencyMs;
    this.#answers += 1;
  }
}

const NOTHING: Pulse = new PulseRecord();

/**
 * The sale of each event as this process sees it, in memory and only since it started: what the ledger cannot tell
 * because nothing was stored, such as refusals, lost races and waiting times. Organizers watch it live.
 */
export class SalePulses {
  readonly #records = new Map<string, PulseRecord>();

  batch(eventId: string, commands: number): void {
    const record = this.#recordOf(eventId);
    record.batches += 1;
    record.commands += commands;
  }

  conflict(eventId: string): void {
    this.#recordOf(eventId).conflicts += 1;
  }

  /** Counts what somebody was answered; what the system does by itself is nobody's answer. */
  answer(eventId: string, outcome: Outcome, latencyMs: number): void {
    const name = nameOf(outcome);
    if (name !== undefined) this.#recordOf(eventId).answer(name, latencyMs);
  }

  /** All zero for an event of which nothing is remembered. */
  read(eventId: string): Pulse {
    return this.#records.get(eventId) ?? NOTHING;
  }

  #recordOf(eventId: string): PulseRecord {
    const known = this.#records.get(eventId);
    if (known) return known;
    const [oldest] = this.#records.keys();
    if (oldest !== undefined && this.#records.size >= EVENTS_MAX) this.#records.delete(oldest);
    const made = new PulseRecord();
    this.#records.set(eventId, made);
    return made;
  }
}

function nameOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'booked') return outcome.booking.status;
  if (outcome.kind === 'waitlisted') return outcome.reason === 'contended' ? 'contended' : 'waitlisted';
  return outcome.kind === 'refused' ? outcome.code : NAMES[outcome.kind];
}
