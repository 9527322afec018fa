import { parseArgs } from 'node:util';
import { openStage, type Stage } from '#bench-stage';
import { say } from '#figures';
import { benchGrowth } from '#growth-bench';
import { benchHotEvent } from '#hot-event-bench';
import { benchSeatMap } from '#seat-map-bench';

const USAGE = `Usage: npm run bench [-- [hot-event] [growth] [seat-map]] [--rounds N --seconds N]

  hot-event  bookings per second on one event beside the usual row-lock transaction (pgbench), in turns
  growth     one booking on an event with 1,000,000 bookings against an empty one, in turns
  seat-map   creating, reading and booking on a map of 50,000 seats

Without a name: hot-event. Quote the ratios: seconds depend on the machine and its mood.
`;

interface Options {
  readonly rounds: number;
  readonly seconds: number;
}

const BENCHES: Readonly<Record<string, (stage: Stage, options: Options) => Promise<void>>> = {
  'hot-event': benchHotEvent,
  growth: benchGrowth,
  'seat-map': benchSeatMap,
};

/** Enough that nobody meets the limit of 20 bookings in 10 seconds at 7,000 bookings per second. */
const USERS_OF_HOT_EVENT = 4_000;
const USERS = 300;

class UsageError extends Error {}

async function main(args: readonly string[]): Promise<void> {
  const { names, ...options } = readOptions(args);
  const users = names.includes('hot-event') ? USERS_OF_HOT_EVENT : USERS;
  say(`Starting a server with a fresh database and ${users} users …`);
  const stage = await openStage(users);
  try {
    for (const name of names) await BENCHES[name]?.(stage, options);
  } finally {
    await stage.close();
  }
}

function readOptions(args: readonly string[]): Options & { readonly names: readonly string[] } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '5' } },
  });
  const unknown = positionals.find((name) => !(name in BENCHES));
  if (unknown !== undefined) throw new UsageError(`There is no bench named ${unknown}.`);
  return {
    names: positionals.length === 0 ? ['hot-event'] : positionals,
    rounds: wholeBetween('--rounds', values.rounds, 20),
    seconds: wholeBetween('--seconds', values.seconds, 60),
  };
}

function wholeBetween(name: string, text: string, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new UsageError(`${name} takes a whole number from 1 to ${max}, not ${text}.`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${isUsage ? USAGE : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}
