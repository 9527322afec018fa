import { parseArgs } from 'node:util';

/** How long each candidate is measured: `rounds` times `seconds`, in turns. Both whole, ≥ 1. */
export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
}

/** What to measure. */
export interface BenchOptions extends Effort {
  /** In the order typed; without any: all. */
  readonly names: readonly string[];
}

/** The arguments make no sense; the message says which. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const ROUNDS_MAX = 20;
const SECONDS_MAX = 60;

/** @param known all benches there are @throws {UsageError} */
export function readBenchOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values, positionals } = parse(args);
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no bench named ${unknown}.`);
  return {
    names: positionals.length === 0 ? known : [...new Set(positionals)],
    rounds: wholeUpTo(ROUNDS_MAX, '--rounds', values.rounds),
    seconds: wholeUpTo(SECONDS_MAX, '--seconds', values.seconds),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '3' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeUpTo(max: number, name: string, text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= max) return value;
  throw new UsageError(`${name} takes a whole number from 1 to ${max}, not ${text}.`);
}
