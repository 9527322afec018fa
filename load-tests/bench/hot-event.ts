import { median, percentile, ratioOf, rounded, tidy } from '#bench/figures';
import { type Bench, type BenchResult, type Finding, say, sayTable } from '#bench/result';
import { ROW_LOCK_CLIENTS, RowLockTransactions } from '#bench/row-lock';
import { type Seller } from '#bench/servers';
import { CONNECTIONS, sellFor, warmUp } from '#bench/selling';
import { takeTurns } from '#bench/turns';
import { type BenchSection } from '#report/bench-record';

/** Least ratios promised: to the row-lock transaction, and to the same route without a database. */
const ROW_LOCK_RATIO_MIN = 8;
const NO_DATABASE_RATIO_MIN = 0.6;

interface Candidate {
  readonly label: string;
  readonly isOurs: boolean;
  readonly measure: (seconds: number) => Promise<number>;
}

/**
 * Bookings per second on one hot event, beside the bare SQL transaction most systems use and beside the same route
 * answering without a database: what locking costs there, and what storing costs here.
 */
export const benchHotEvent: Bench = async (servers, { rounds, seconds }) => {
  const noDatabase = await servers.startAlternative('no-database');
  const rowLock = new RowLockTransactions(servers);
  const costs: number[] = [];
  const selling =
    (seller: Seller, withKeys: boolean) =>
    async (forSeconds: number): Promise<number> => {
      const { rate, refused, generatorMicros } = await sellFor(servers, seller, { seconds: forSeconds, withKeys });
      if (refused > 0) throw new Error(`${seller.label} refused ${refused} bookings: the figure would mean nothing`);
      costs.push(generatorMicros);
      return rate;
    };
  const transaction: Candidate = {
    label: rowLock.label,
    isOurs: false,
    measure: (forSeconds) => rowLock.measure(forSeconds),
  };
  const plain: Candidate = { label: 'Rowlock', isOurs: true, measure: selling(servers.rowlock, false) };
  const keyed: Candidate = { label: 'Rowlock, a key each', isOurs: true, measure: selling(servers.rowlock, true) };
  const bare: Candidate = { label: noDatabase.label, isOurs: false, measure: selling(noDatabase, false) };
  const candidates = [transaction, plain, keyed, bare];
  try {
    for (const seller of [servers.rowlock, noDatabase]) await warmUp(servers, [seller]);
    const rates = await takeTurns(candidates, rounds, async ({ label, measure }, round) => {
      const rate = await measure(seconds);
      say(`  round ${round + 1}  ${label.padEnd(34)} ${tidy(rate)}/s`);
      return rate;
    });
    return report(rates, { transaction, plain, keyed, bare }, percentile(costs, 50));
  } finally {
    await noDatabase.stop();
  }
};

type Rates = ReadonlyMap<Candidate, readonly number[]>;
type Candidates = Readonly<Record<'transaction' | 'plain' | 'keyed' | 'bare', Candidate>>;

interface Row {
  readonly label: string;
  readonly isOurs: boolean;
  readonly rate: number;
  readonly toRowLock: number;
  readonly toBare: number;
}

const COLUMNS = ['', 'per second', '× row lock', '× no database'];

function report(rates: Rates, candidates: Candidates, generatorMicros: number): BenchResult {
  const { transaction, plain, keyed, bare } = candidates;
  const ratio = (candidate: Candidate, base: Candidate): number =>
    ratioOf(rates.get(candidate) ?? [], rates.get(base) ?? []);
  const rowOf = (candidate: Candidate): Row => ({
    label: candidate.label,
    isOurs: candidate.isOurs,
    rate: median(rates.get(candidate) ?? []),
    toRowLock: ratio(candidate, transaction),
    toBare: ratio(candidate, bare),
  });
  const rows = [...rates.keys()].map(rowOf);
  sayTable(
    COLUMNS,
    rows.map(({ label, rate, toRowLock, toBare }) => [label, tidy(rate), tidy(toRowLock), tidy(toBare)]),
  );
  say(`  The load generator took ${tidy(generatorMicros)} µs of CPU per request on the same cores.`);
  return { sections: [sectionOf(rows)], findings: judge(rowOf(plain), rowOf(keyed)) };
}

const judge = (plain: Row, keyed: Row): Finding[] => [
  {
    what: 'hot event, to the row-lock transaction',
    target: `≥ ${ROW_LOCK_RATIO_MIN} ×`,
    found: `${tidy(plain.toRowLock)} × (with keys ${tidy(keyed.toRowLock)} ×)`,
    holds: plain.toRowLock >= ROW_LOCK_RATIO_MIN,
  },
  {
    what: 'hot event, to the same route without a database',
    target: `≥ ${NO_DATABASE_RATIO_MIN} ×`,
    found: `${tidy(plain.toBare)} × (with keys ${tidy(keyed.toBare)} ×)`,
    holds: plain.toBare >= NO_DATABASE_RATIO_MIN,
  },
];

const sectionOf = (rows: readonly Row[]): BenchSection => ({
  title: 'One hot event',
  note:
    `${CONNECTIONS} connections in a closed loop, a new user each request, token check, throttle, validation and ledger ` +
    `on. The row-lock transaction is SQL alone, by ${ROW_LOCK_CLIENTS} clients. "A key each": with an Idempotency-Key.`,
  charts: [
    {
      kind: 'bars',
      title: 'Sales per second',
      unit: '1/s',
      better: 'more',
      series: ['per second'],
      bars: rows.map(({ label, isOurs, rate, toRowLock }) => ({
        label,
        isOurs,
        values: [rounded(rate)],
        remark: `${tidy(toRowLock)} × the row lock`,
      })),
    },
  ],
  table: {
    columns: COLUMNS,
    rows: rows.map(({ label, rate, toRowLock, toBare }) => [label, rounded(rate), rounded(toRowLock), rounded(toBare)]),
  },
});
