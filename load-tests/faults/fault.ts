import { type Account } from '#faults/judge';
import { type Lab } from '#faults/lab';
import { type Check } from '#run-record';

/** How thoroughly a fault is tried. */
export interface Effort {
  /** How long the load goes on before the fault, and again after it; whole, ≥ 1. */
  readonly seconds: number;
  /** Of the draws: who gives seats back, where wires break. */
  readonly seed: number;
}

/** What came of one fault. */
export interface FaultResult {
  readonly account: Account;
  /** Requests per second over how many connections. */
  readonly load: string;
  /** From the end of the cause to the next acknowledged booking; absent where the fault has no end, or nobody was kept. */
  readonly recoveryMs?: number;
  readonly checks: readonly Check[];
  /** What else is worth telling, in a few words. */
  readonly notes: readonly string[];
}

/** Something that goes wrong under load, one after the other. */
export interface Fault {
  /** What people type. */
  readonly name: string;
  readonly tells: string;
  /** Takes so long that the short form leaves it out. */
  readonly isLong?: boolean;
  /** Why it cannot be tried on this machine; nothing where it can. */
  readonly obstacle?: () => Promise<string | undefined>;
  readonly run: (lab: Lab, effort: Effort) => Promise<FaultResult>;
}
