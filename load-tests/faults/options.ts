import { parseArgs } from 'node:util';
import { type Effort } from '#faults/fault';

/** What to try. */
export interface FaultOptions extends Effort {
  /** In the order typed; without any: all. */
  readonly names: readonly string[];
  readonly list: boolean;
  /** A file for the totals, as JSON. */
  readonly result: string | undefined;
}

/** The arguments make no sense; the message says which. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const SECONDS_MAX = 300;
const SEED_MAX = 2 ** 32 - 1;

/** @param known all faults there are @throws {UsageError} */
export function readFaultOptions(args: readonly string[], known: readonly string[]): FaultOptions {
  const { values, positionals } = parse(args);
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no fault named "${unknown}". There are: ${known.join(', ')}.`);
  }
  return {
    names: positionals.length === 0 ? known : [...new Set(positionals)],
    seconds: wholeIn(1, SECONDS_MAX, '--seconds', values.seconds),
    seed: wholeIn(0, SEED_MAX, '--seed', values.seed),
    list: values.list,
    result: values.result,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seconds: { type: 'string', default: '5' },
        seed: { type: 'string', default: '1' },
        list: { type: 'boolean', default: false },
        result: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeIn(min: number, max: number, name: string, text: string): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : -1;
  if (value >= min && value <= max) return value;
  throw new UsageError(`${name} takes a whole number from ${min} to ${max}, not ${text}.`);
}
