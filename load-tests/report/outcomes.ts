import { drawBars } from '#report/bars';
import { type Chart, COLOR } from '#report/chart';
import { formatNumber, formatShare } from '#report/format';
import { named, type Table } from '#report/table';
import { type RunRecord } from '#run-record';

/** Answers that mean the same to who sent the request. */
type Kind = 'confirmed' | 'held' | 'waiting' | 'done' | 'unchanged' | 'refused' | 'throttled' | 'lost';

const KINDS: Readonly<Record<Kind, { readonly color: string; readonly meaning: string }>> = {
  confirmed: { color: COLOR.confirmed, meaning: 'seats sold' },
  held: { color: COLOR.held, meaning: 'seats held for a while' },
  waiting: { color: COLOR.waiting, meaning: 'on the waitlist' },
  done: { color: COLOR.plain, meaning: 'done' },
  unchanged: { color: COLOR.plain, meaning: 'nothing new since the last reading' },
  refused: { color: COLOR.refused, meaning: 'refused' },
  throttled: { color: COLOR.throttled, meaning: 'throttled' },
  lost: { color: COLOR.lost, meaning: 'failed or never answered' },
};

/** Statuses that mean the same whatever the outcome. */
const BY_STATUS: Readonly<Record<number, Kind>> = { 202: 'waiting', 304: 'unchanged', 429: 'throttled' };

/** @param name such as `201 confirmed`, as in `RunRecord.counts` */
function kindOf(name: string): Kind {
  const status = Number.parseInt(name, 10);
  const outcome = name.split(' ')[1];
  const known = BY_STATUS[status];
  if (known) return known;
  if (status >= 200 && status < 300) return outcome === 'confirmed' || outcome === 'held' ? outcome : 'done';
  return status >= 400 && status < 500 ? 'refused' : 'lost';
}

/** How often each answer came. */
export function drawOutcomes({ counts }: RunRecord): Chart {
  const rows = byFrequency(counts).map(([label, count]) => ({ label, values: [count] }));
  return drawBars({
    alt: `Bars, one for each answer: ${rows.map(({ label, values }) => `${formatNumber(values[0] ?? 0)} × ${label}`).join(', ')}.`,
    series: [{ name: 'answers', color: COLOR.plain }],
    rows,
    colorOf: ({ label }) => KINDS[kindOf(label)].color,
  });
}

export function tabulateOutcomes({ counts }: RunRecord): Table {
  const all = totalOf(counts);
  return {
    caption: 'Answers',
    columns: ['answer', 'times', 'share'],
    rows: byFrequency(counts).map(([name, count]) => [
      named(name, KINDS[kindOf(name)].meaning),
      count,
      formatShare(count / all),
    ]),
    numeric: [1, 2],
  };
}

/** Objects put names that are numbers first, such as `304`, whatever their order was. */
const byFrequency = (counts: RunRecord['counts']): [string, number][] =>
  Object.entries(counts).sort(([, a], [, b]) => b - a);

/** All answers together. */
export const totalOf = (counts: RunRecord['counts']): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Answers of one kind. */
export const countOf = (counts: RunRecord['counts'], kind: Kind): number =>
  totalOf(Object.fromEntries(Object.entries(counts).filter(([name]) => kindOf(name) === kind)));
