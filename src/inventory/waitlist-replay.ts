import { type ChangeKind } from './decision.js';
import { largestParty, seatsOnOffer, type Counters } from './inventory.js';
import { PASSES_MAX } from './waitlist-order.js';

/** One ledger row, as far as the order of service is concerned. */
export interface ServiceStep {
  readonly change: ChangeKind;
  readonly seats: number;
  readonly before: Counters;
  readonly after: Counters;
  /** Arrival number of the booking, and the id and arrival number of the waitlist entry, that the row names. */
  readonly bookingArrival: number | null;
  readonly entryId: string | null;
  readonly entryArrival: number | null;
}

interface Party {
  readonly id: string;
  readonly seats: number;
  readonly arrivalNumber: number;
}

/** Parties of one size in order of arrival; those before `head` are gone. */
interface Line {
  parties: Party[];
  head: number;
}

/** Gone parties a line may carry before they are cut off: keeps memory near the number of those who wait. */
const LINE_SLACK = 1_000;

/**
 * Replays the ledger of one event and judges every promotion and every direct booking by the order rule. Written
 * apart from `waitlist-order.ts` on purpose: a mistake there must not excuse itself here. It keeps one line per party
 * size, so a step costs as much as there are sizes, however long the queue; memory is that of the longest queue.
 */
export class WaitlistReplay {
  readonly #lines = new Map<number, Line>();
  readonly #waiting = new Map<string, Party>();
  /** The highest arrival numbers that got seats, at most `PASSES_MAX`, highest first. */
  #served: number[] = [];

  /**
   * Takes the next ledger row; rows come in the order of version and ordinal.
   * @returns what is wrong with it, or nothing
   */
  take(step: ServiceStep): string | undefined {
    switch (step.change) {
      case 'enrolled':
        return this.#enrol(step);
      case 'promoted':
        return this.#promote(step);
      case 'booked':
      case 'held':
        return this.#sell(step);
      case 'waitlist-left':
      case 'waitlist-closed':
        return this.#remove(step.entryId) ? undefined : `entry ${step.entryId} left, but was not waiting`;
      default:
        return undefined;
    }
  }

  #enrol({ entryId, entryArrival, seats }: ServiceStep): string | undefined {
    if (entryId === null || entryArrival === null) return 'an enrolment names no entry';
    const party: Party = { id: entryId, seats, arrivalNumber: entryArrival };
    const line = this.#lines.get(seats) ?? { parties: [], head: 0 };
    this.#lines.set(seats, line);
    line.parties.push(party);
    this.#waiting.set(entryId, party);
    return undefined;
  }

  #promote({ entryId, before }: ServiceStep): string | undefined {
    const due = this.#whoIsDue(before);
    const party = this.#remove(entryId);
    if (!party) return `entry ${entryId} was promoted, but was not waiting`;
    this.#serve(party.arrivalNumber);
    if (due === party) return undefined;
    if (due === 'gathering') return `entry ${entryId} was promoted while seats were kept for a party passed over`;
    const rightful = due === 'nobody' ? 'nobody' : `entry ${due.id}`;
    return `entry ${entryId} was promoted with ${seatsOnOffer(before)} seats free; ${rightful} was due`;
  }

  #sell({ bookingArrival, before, after, seats }: ServiceStep): string | undefined {
    const due = this.#whoIsDue(before);
    if (bookingArrival !== null) this.#serve(bookingArrival);
    // Accessible seats are chosen by name; nobody waits for them.
    const isAside = before.accessibleFree - after.accessibleFree === seats;
    if (due === 'nobody' || isAside) return undefined;
    const rightful = due === 'gathering' ? 'seats were being kept for a party passed over' : `entry ${due.id} was due`;
    return `a newcomer got seats (arrival ${bookingArrival}) while ${rightful}`;
  }

  #whoIsDue(counters: Counters): Party | 'nobody' | 'gathering' {
    const free = seatsOnOffer(counters);
    const front = this.#earliest(largestParty(counters));
    if (!front) return 'nobody';
    if (front.seats <= free) return front;
    if (this.#served.filter((arrivalNumber) => arrivalNumber > front.arrivalNumber).length >= PASSES_MAX) {
      return 'gathering';
    }
    return this.#earliest(free) ?? 'nobody';
  }

  /** Who waits longest among the parties of at most `seatsMax`. */
  #earliest(seatsMax: number): Party | undefined {
    let earliest: Party | undefined;
    for (const [seats, line] of this.#lines) {
      if (seats > seatsMax) continue;
      const party = this.#headOf(line);
      if (party && (!earliest || party.arrivalNumber < earliest.arrivalNumber)) earliest = party;
    }
    return earliest;
  }

  #headOf(line: Line): Party | undefined {
    let party = line.parties[line.head];
    while (party && !this.#waiting.has(party.id)) {
      line.head += 1;
      party = line.parties[line.head];
    }
    if (line.head > LINE_SLACK) {
      line.parties = line.parties.slice(line.head);
      line.head = 0;
    }
    return party;
  }

  #remove(entryId: string | null): Party | undefined {
    const party = entryId === null ? undefined : this.#waiting.get(entryId);
    if (party) this.#waiting.delete(party.id);
    return party;
  }

  #serve(arrivalNumber: number): void {
    this.#served = [...this.#served, arrivalNumber].sort((a, b) => b - a).slice(0, PASSES_MAX);
  }
}
