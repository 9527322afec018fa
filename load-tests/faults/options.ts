import { parseArgs } from 'node:util';
import { type Effort } from '#faults/fault';

/** What to try. */
export interface FaultOptions extends Effort {
  /** Without any typed: all, or those of the short form. */
  readonly names: readonly string[];
  readonly list: boolean;
  /** A file for the totals, as JSON. */
  readonly result: string | undefined;
}

/** The arguments make no sense; the message says which. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const USUAL_SECONDS = '5';
const SHORT_SECONDS = '1';
const SECONDS_MAX = 300;
const SEED_MAX = 2 ** 32 - 1;

/** A fault as it is chosen: by name, or with all others. */
export interface Choice {
  readonly name: string;
  readonly isLong?: boolean;
}

/** @param faults all there are @throws {UsageError} */
export function readFaultOptions(args: readonly string[], faults: readonly Choice[]): FaultOptions {
  const known = faults.map(({ name }) => name);
  const { values, positionals } = parse(args);
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no fault named "${unknown}". There are: ${known.join(', ')}.`);
  }
  const { short: isShort } = values;
  const usual = faults.filter(({ isLong = false }) => !(isShort && isLong)).map(({ name }) => name);
  return {
    names: positionals.length === 0 ? usual : [...new Set(positionals)],
    seconds: wholeIn(1, SECONDS_MAX, '--seconds', values.seconds ?? (isShort ? SHORT_SECONDS : USUAL_SECONDS)),
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
        seconds: { type: 'string' },
        short: { type: 'boolean', default: false },
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
