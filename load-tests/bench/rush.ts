import { percentile } from '#bench/figures';
import { type Answer } from '#shot';

/** So many people ask for one of so many seats at the same moment. */
export interface RushTerms {
  readonly users: number;
  readonly seats: number;
}

/** What came of it. */
export interface Rush {
  readonly sold: number;
  readonly waitlisted: number;
  /** Neither sold nor put on the waitlist. */
  readonly refused: number;
  /** Left over at the end. */
  readonly unsold: number;
  /** Until the answer was complete, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** @throws Error when more was sold than there was */
export function judgeRush({ users, seats }: RushTerms, answers: readonly Answer[]): Rush {
  const count = (status: number): number => answers.filter((answer) => answer.status === status).length;
  const [sold, waitlisted] = [count(201), count(202)];
  if (sold > seats) throw new Error(`${sold} of ${seats} seats were sold`);
  const times = answers.map(({ ms }) => ms);
  return {
    sold,
    waitlisted,
    refused: users - sold - waitlisted,
    unsold: seats - sold,
    p50: percentile(times, 50),
    p99: percentile(times, 99),
  };
}

/** The middle one of several rushes, by seats sold and then by its slowest answers: figures of one rush add up. */
export function typicalRush(rushes: readonly Rush[]): Rush {
  const sorted = [...rushes].sort((a, b) => a.sold - b.sold || a.p99 - b.p99);
  const typical = sorted[Math.floor((sorted.length - 1) / 2)];
  if (!typical) throw new Error('there was no rush');
  return typical;
}
