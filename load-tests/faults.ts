import { writeFile } from 'node:fs/promises';
import { say } from '#bench/result';
import { FAULTS } from '#faults/faults';
import { type Fault, type FaultResult } from '#faults/fault';
import { Lab } from '#faults/lab';
import { type FaultOptions, readFaultOptions, UsageError } from '#faults/options';
import { passed, sayResult, sayTable, type Tried } from '#faults/report';
import { stopPrograms } from '#program';

const FAILED_MAX = 100;
const MISUSE_EXIT = 101;
const BROKEN_EXIT = 102;
/** Exit code of a program that Ctrl-C ended, as a shell has it. */
const STOPPED = 130;

const USAGE = `Usage: npm run faults [-- NAME…] [options]

${FAULTS.map(({ name, tells }) => `  ${name.padEnd(22)}${tells}`).join('\n')}

Without a NAME all of them, one after the other, each under booking load; afterwards what the buyers were told is
compared with the database.

  --seconds N     how long the load goes on before a fault, and after it (5)
  --short         a second each, without those that take longest: for every commit
  --seed N        of the draws: where wires break, who gives a seat back (1)
  --list          the faults, without trying them
  --result FILE   the totals as JSON

The exit code is the number of failed faults, ${FAILED_MAX} at most; ${MISUSE_EXIT}: the arguments make no sense; ${BROKEN_EXIT}: nothing could be run.`;

/** Undone in reverse, whenever and however the program ends. */
const undo: (() => Promise<void>)[] = [];
let closing: Promise<void> | undefined;

/** Safe to call more than once. */
const close = (): Promise<void> => (closing ??= undoAll());

async function undoAll(): Promise<void> {
  stopPrograms();
  // One step that fails must not leave the others undone.
  for (let step = undo.pop(); step; step = undo.pop()) await step().catch(() => undefined);
}

async function main(args: readonly string[]): Promise<number> {
  const options = readFaultOptions(args, FAULTS);
  if (options.list) {
    for (const { name, tells } of FAULTS) say(`${name.padEnd(22)}${tells}`);
    return 0;
  }
  say('Starting PostgreSQL and a crowd of users …');
  const tried = await tryAll(await Lab.open(undo), options);
  sayTable(tried);
  const failed = tried.filter((one) => !passed(one)).length;
  const skipped = tried.filter(({ obstacle }) => obstacle !== undefined).length;
  say(
    `\n${failed === 0 ? 'No fault lost or doubled anything' : `${failed} of ${tried.length} faults failed`}; ${skipped} skipped.`,
  );
  if (options.result !== undefined) {
    await writeFile(options.result, JSON.stringify({ passed: tried.length - failed - skipped, failed, skipped }));
  }
  return Math.min(failed, FAILED_MAX);
}

async function tryAll(lab: Lab, options: FaultOptions): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const fault of FAULTS.filter(({ name }) => options.names.includes(name))) {
    say(`\n${fault.name}: ${fault.tells}`);
    tried.push(await tryOne(lab, fault, options));
    const last = tried.at(-1);
    if (last) sayResult(last);
  }
  return tried;
}

async function tryOne(lab: Lab, fault: Fault, options: FaultOptions): Promise<Tried> {
  const obstacle = await fault.obstacle?.();
  if (obstacle !== undefined) return { fault, obstacle };
  const mark = lab.mark;
  try {
    const result: FaultResult = await fault.run(lab, options);
    return { fault, result, errors: lab.errors };
  } catch (error) {
    if (closing) throw error;
    return { fault, error, errors: lab.errors };
  } finally {
    if (!closing) await lab.closeTo(mark);
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!closing) say('\nStopping …');
    void close().finally(() => process.exit(STOPPED));
  });
}
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // What was cut off has no news; the process ends once everything is tidied up.
  if (closing) await new Promise(() => undefined);
  const isMisuse = error instanceof UsageError;
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}${isMisuse ? `\n\n${USAGE}` : ''}`);
  process.exitCode = isMisuse ? MISUSE_EXIT : BROKEN_EXIT;
} finally {
  await close();
}
