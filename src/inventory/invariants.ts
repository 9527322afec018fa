import { DataSource, type EntityManager } from 'typeorm';
import {
  HOLDS_END,
  type InvariantQueries,
  LIMITS_ARE_KEPT,
  NOBODY_WAITS_IN_VAIN,
  SEATS_ADD_UP,
  SEATS_ARE_NOT_SHARED,
  SERVICE_STEPS,
  VERSIONS_ARE_GAPLESS,
} from './invariant-queries.js';
import { RECORDS_ARE_COMPLETE } from './invariant-record-queries.js';
import { type ServiceStep, WaitlistReplay } from './waitlist-replay.js';

/** Faults told per query. More would hide the first ones; `npm run verify` is run again after a repair anyway. */
const FAULTS_MAX = 100;

/** Ledger rows in memory at a time. Smaller: more round trips. Larger: more memory; 2,000 are about a megabyte. */
const REPLAY_ROWS = 2_000;

/** One row, or group of rows, that breaks an invariant. */
export interface Breach {
  /** The number of the invariant in the contract, 1 to 8. */
  readonly number: number;
  readonly name: string;
  readonly eventId: string;
  /** What is wrong with which row, for people. */
  readonly detail: string;
}

/** What one invariant found. */
export interface Finding {
  readonly number: number;
  readonly name: string;
  /** The invariant in one sentence. */
  readonly promise: string;
  /** Rows looked at. */
  readonly rows: number;
  /** At most `FAULTS_MAX` per query of the invariant. */
  readonly breaches: readonly Breach[];
}

/** Limits a check to one event; without `eventId` all events are checked. */
export interface Scope {
  readonly eventId?: string;
}

interface Fault {
  readonly event_id: string;
  readonly detail: string;
}

interface Evidence {
  readonly rows: number;
  readonly faults: readonly Fault[];
}

type EventId = string | null;

interface Invariant {
  readonly name: string;
  readonly promise: string;
  readonly check: (tx: EntityManager, eventId: EventId) => Promise<Evidence>;
}

const bySql =
  ({ count, faults }: InvariantQueries) =>
  async (tx: EntityManager, eventId: EventId): Promise<Evidence> => {
    const [counted] = await tx.query<{ count: number }[]>(count, [eventId]);
    const found: Fault[] = [];
    for (const query of faults) found.push(...(await tx.query<Fault[]>(`${query} LIMIT ${FAULTS_MAX}`, [eventId])));
    return { rows: counted?.count ?? 0, faults: found };
  };

/** The promises of the contract, in its order: an invariant's number is its place in this list, counted from 1. */
export const INVARIANTS: readonly Invariant[] = [
  {
    name: 'seats-add-up',
    promise: 'the counters equal the sums over live bookings and waiting entries, within the capacity',
    check: bySql(SEATS_ADD_UP),
  },
  {
    name: 'seats-are-not-shared',
    promise: 'no seat is in two live bookings, and on reserved events every live booking has its seats',
    check: bySql(SEATS_ARE_NOT_SHARED),
  },
  {
    name: 'limits-are-kept',
    promise: 'nobody has more seats than one person may, or waits twice for one event',
    check: bySql(LIMITS_ARE_KEPT),
  },
  {
    name: 'nobody-waits-in-vain',
    promise: 'nobody waits whom the order rule would serve now',
    check: bySql(NOBODY_WAITS_IN_VAIN),
  },
  {
    name: 'order-is-kept',
    promise: 'promotions follow the order rule, newcomers overtake nobody, no entry is promoted twice',
    check: replayLedger,
  },
  {
    name: 'holds-end',
    promise: 'no hold outlives its expiry by more than the sweep interval',
    check: bySql(HOLDS_END),
  },
  {
    name: 'versions-are-gapless',
    promise: 'the ledger has every version once, each starts where the last ended, and the event is where it ends',
    check: bySql(VERSIONS_ARE_GAPLESS),
  },
  {
    name: 'records-are-complete',
    promise: 'every booking and waitlist entry has its ledger rows, and whoever was promised news has it in the outbox',
    check: bySql(RECORDS_ARE_COMPLETE),
  },
];

/**
 * Checks every invariant in one read-only snapshot, while everybody else goes on booking. Reads all rows in scope:
 * about 20 seconds per million bookings (measured on two busy cores), so whoever asks often names an event.
 * @returns what is at fault; empty when all is well
 */
export async function checkInvariants(source: DataSource | EntityManager, scope: Scope = {}): Promise<Breach[]> {
  const findings = await inspectInvariants(source, scope);
  return findings.flatMap(({ breaches }) => breaches);
}

/** As `checkInvariants`, one finding per invariant in the contract's order, with the number of rows looked at. */
export function inspectInvariants(source: DataSource | EntityManager, { eventId }: Scope = {}): Promise<Finding[]> {
  const manager = source instanceof DataSource ? source.manager : source;
  return manager.transaction('REPEATABLE READ', async (tx) => {
    await tx.query('SET TRANSACTION READ ONLY');
    // The limit of a booking is no limit for reading a million of them.
    await tx.query('SET LOCAL statement_timeout = 0');
    const findings: Finding[] = [];
    for (const [index, { name, promise, check }] of INVARIANTS.entries()) {
      const number = index + 1;
      const { rows, faults } = await check(tx, eventId ?? null);
      const breaches = faults.map(({ event_id, detail }) => ({ number, name, eventId: event_id, detail }));
      findings.push({ number, name, promise, rows, breaches });
    }
    return findings;
  });
}

interface StepRow extends ServiceStep {
  readonly eventId: string;
  readonly version: number;
  readonly ordinal: number;
}

/** Streams the ledger through a cursor, so that memory stays at one page of rows and the queue of one event. */
async function replayLedger(tx: EntityManager, eventId: EventId): Promise<Evidence> {
  await tx.query(`DECLARE service_steps NO SCROLL CURSOR FOR ${SERVICE_STEPS}`, [eventId]);
  const faults: Fault[] = [];
  let rows = 0;
  let current = '';
  let replay = new WaitlistReplay();
  for (;;) {
    const page = await tx.query<StepRow[]>(`FETCH ${REPLAY_ROWS} FROM service_steps`);
    for (const step of page) {
      if (step.eventId !== current) replay = new WaitlistReplay();
      current = step.eventId;
      const fault = replay.take(step);
      const place = `version ${step.version}.${step.ordinal}`;
      if (fault !== undefined && faults.length < FAULTS_MAX)
        faults.push({ event_id: current, detail: `${place}: ${fault}` });
    }
    rows += page.length;
    if (page.length < REPLAY_ROWS) break;
  }
  await tx.query('CLOSE service_steps');
  return { rows, faults };
}
