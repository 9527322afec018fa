import { say, sayTable as sayColumns } from '#bench/result';
import { type Fault, type FaultResult } from '#faults/fault';
import { formatMs, formatNumber } from '#report/format';

/** A fault and what came of it: a result, an error on the way, or what stands in its way on this machine. */
export interface Tried {
  readonly fault: Fault;
  readonly result?: FaultResult;
  readonly error?: unknown;
  readonly obstacle?: string;
  /** Of the servers' logs, for whoever has to find out why. */
  readonly errors?: readonly string[];
}

/** Whether all was as promised; what could not be tried has not failed. */
export const passed = ({ result, obstacle }: Tried): boolean =>
  obstacle !== undefined || (result?.checks.every((check) => check.passed) ?? false);

/** What came of a fault, in a few lines. */
export function sayResult(tried: Tried): void {
  const { fault, result, error, obstacle } = tried;
  if (obstacle !== undefined) say(`– ${fault.name} skipped: ${obstacle}`);
  else if (!result)
    say(`✘ ${fault.name} broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  else sayChecks(tried, result);
  if (!passed(tried)) for (const line of tried.errors ?? []) say(`    log: ${line}`);
}

function sayChecks(tried: Tried, { account, load, recoveryMs, checks, notes }: FaultResult): void {
  const { asked, acknowledged, refused, unavailable, unanswered, unansweredStored, longestMs } = account;
  say(`${passed(tried) ? '✔' : '✘'} ${tried.fault.name}  ${load}`);
  say(
    `    ${asked} asked: ${acknowledged} acknowledged, ${refused} refused, ${unavailable} told to come back, ` +
      `${unanswered} without an answer, of which ${unansweredStored} are stored`,
  );
  const recovery = recoveryMs === undefined ? [] : [`recovered after ${formatMs(recoveryMs)}`];
  say(`    ${[...recovery, `longest wait ${formatMs(longestMs)}`, ...notes].join('; ')}`);
  say(`    checked: ${checks.map(({ name }) => name).join(', ')}`);
  for (const { name, expected, found } of checks.filter((check) => !check.passed)) {
    say(`    ✘ ${name}: expected ${expected}; found ${found}`);
  }
}

const COLUMNS = ['', 'fault', 'load', 'acknowledged', 'unanswered', 'lost', 'doubled', 'recovery'];

/** One line for each. */
export function sayTable(all: readonly Tried[]): void {
  say('');
  sayColumns(COLUMNS, all.map(toRow));
}

function toRow(tried: Tried): string[] {
  const { fault, result } = tried;
  if (!result) return [tried.obstacle === undefined ? '✘' : '–', fault.name, ...COLUMNS.slice(2).map(() => '')];
  const { account, load, recoveryMs } = result;
  return [
    passed(tried) ? '✔' : '✘',
    fault.name,
    load,
    formatNumber(account.acknowledged),
    formatNumber(account.unanswered),
    formatNumber(account.lost.length),
    formatNumber(account.doubled.length),
    recoveryMs === undefined ? '–' : formatMs(recoveryMs),
  ];
}
