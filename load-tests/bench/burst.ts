import { median, rounded, tidy } from '#bench/figures';
import { type Bench, type Finding, sayTable } from '#bench/result';
import { type Rush, type RushTerms } from '#bench/rush';
import { rush, sellFor } from '#bench/selling';
import { takeTurns } from '#bench/turns';

/** What a rush must come to: counts are exact, times upper bounds in milliseconds. */
interface Promised extends RushTerms {
  readonly p50Ms?: number;
  readonly p99Ms: number;
}

const RUSHES: readonly Promised[] = [
  { users: 300, seats: 299, p99Ms: 120 },
  { users: 1_000, seats: 100, p50Ms: 200, p99Ms: 400 },
];

const nameOf = ({ users, seats }: Promised): string => `${users.toLocaleString('en')} users → ${seats} seats`;

/** Everybody at once, each on an open connection, on a server that has been running for a while. */
export const benchBurst: Bench = async (servers, { rounds }) => {
  const { rowlock } = servers;
  await sellFor(servers, rowlock, { seconds: 2 });
  const rushes = await takeTurns(RUSHES, rounds, (promised) => rush(servers, rowlock, promised));
  const shown = [...rushes].map(([promised, all]) => ({
    promised,
    all,
    p50: medianOf(all, 'p50'),
    p99: medianOf(all, 'p99'),
  }));
  const columns = ['', 'sold', 'waiting', 'refused', 'p50 ms', 'p99 ms', 'worst p99'];
  const cells = shown.map(({ promised, all, p50, p99 }) => [
    nameOf(promised),
    ...(['sold', 'waitlisted', 'refused'] as const).map((count) => String(medianOf(all, count))),
    ...[p50, p99, Math.max(...all.map((one) => one.p99))].map(tidy),
  ]);
  sayTable(columns, cells);
  return {
    sections: [
      {
        title: 'Everybody at once',
        note: `Open connections and one barrier; medians of ${rounds} rushes on a fresh event each, on a warm server.`,
        charts: [
          {
            kind: 'bars',
            title: 'Until the answer is complete',
            unit: 'ms',
            better: 'less',
            series: ['p50', 'p99'],
            bars: shown.map(({ promised, p50, p99 }) => ({
              label: nameOf(promised),
              values: [rounded(p50), rounded(p99)],
            })),
          },
        ],
        table: { columns, rows: cells },
      },
    ],
    findings: shown.map(({ promised, all, p50, p99 }) => judge(promised, all, p50, p99)),
  };
};

const medianOf = (rushes: readonly Rush[], figure: 'sold' | 'waitlisted' | 'refused' | 'p50' | 'p99'): number =>
  median(rushes.map((one) => one[figure]));

function judge(promised: Promised, rushes: readonly Rush[], p50: number, p99: number): Finding {
  const { users, seats, p50Ms = Infinity, p99Ms } = promised;
  const wrong = rushes.filter(({ sold, waitlisted }) => sold !== seats || waitlisted !== users - seats).length;
  const counts = `${seats} sold, ${users - seats} waiting`;
  return {
    what: nameOf(promised),
    target: `${counts}${p50Ms < Infinity ? `; p50 < ${p50Ms} ms` : ''}; p99 < ${p99Ms} ms`,
    found: `${wrong === 0 ? counts : `${wrong} of ${rushes.length} rushes otherwise`}; ${tidy(p50)} / ${tidy(p99)} ms`,
    holds: wrong === 0 && p50 < p50Ms && p99 < p99Ms,
  };
}
