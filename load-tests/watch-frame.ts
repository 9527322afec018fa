import { type Progress } from '#recorder';

const BAR_WIDTH = 40;
/** Below this a terminal has no room for a bar beside its numbers. */
const COLUMNS_MIN = 60;

/** What is being watched. */
export interface Watched {
  readonly title: string;
  readonly progress: Progress;
}

/** A picture of a run for the terminal, a few lines. @param columns of the terminal */
export function toFrame({ title, progress }: Watched, columns: number): string {
  const { answered, planned, elapsedMs } = progress;
  const share = planned === 0 ? 0 : answered / planned;
  const bar = columns < COLUMNS_MIN ? '' : `${toBar(share)}  `;
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  return [
    `${title}  ${seconds(elapsedMs)}`,
    `  ${bar}${percent}  ${count(answered)} of ${count(planned)} answered`,
    `  ${seatLine(progress)}`,
    `  ${speedLine(progress)}`,
  ].join('\n');
}

/** The same in one line, where nothing can be drawn over. */
export const toLine = ({ title, progress }: Watched): string =>
  `${title}  ${seconds(progress.elapsedMs)}  ${count(progress.answered)} of ${count(progress.planned)} answered  ${seatLine(progress)}  ${speedLine(progress)}`;

function toBar(share: number): string {
  const full = Math.round(Math.min(1, share) * BAR_WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}`;
}

function seatLine({ availability, counts }: Progress): string {
  const { capacity = 0, seatsConfirmed = 0, seatsHeld = 0, waiting = 0 } = availability ?? {};
  const held = seatsHeld === 0 ? [] : [`held ${count(seatsHeld)}`];
  const sum = (matches: (status: number) => boolean): number =>
    Object.entries(counts)
      .filter(([name]) => matches(Number.parseInt(name, 10)))
      .reduce((total, [, times]) => total + times, 0);
  const unanswered = sum((status) => status === 0);
  return [
    `sold ${count(seatsConfirmed)} of ${count(capacity)}`,
    ...held,
    `waiting ${count(waiting)}`,
    `refused ${count(sum((status) => status >= 400 && status !== 429))}`,
    `throttled ${count(sum((status) => status === 429))}`,
    ...(unanswered === 0 ? [] : [`unanswered ${count(unanswered)}`]),
  ].join('   ');
}

function speedLine({ requestsPerSecond, latency, server }: Progress): string {
  return [
    `${count(Math.round(requestsPerSecond))} requests/s`,
    `p50 ${latency.p50.toFixed(0)} ms`,
    `p99 ${latency.p99.toFixed(0)} ms`,
    ...(server ? [`memory ${(server.rssBytes / 2 ** 20).toFixed(0)} MiB`] : []),
  ].join('   ');
}

const count = (value: number): string => value.toLocaleString('en');

const seconds = (ms: number): string =>
  ms < 120_000
    ? `${(ms / 1_000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1_000)} s`;
