import { ALTERNATIVES, type AlternativeName, needsRedis } from '#alternatives/alternative';
import { median, ratioOf, rounded, tidy } from '#bench/figures';
import { type RedisServer } from '#bench/redis-server';
import { crashAfterRush, crashInSale, type CrashLoss } from '#bench/redis-crash';
import { type Bench, type BenchResult, say, sayTable } from '#bench/result';
import { type Rush, type RushTerms, typicalRush } from '#bench/rush';
import { type BenchServers, type Seller } from '#bench/servers';
import { CONNECTIONS, rush, type Sales, sellFor, warmUp } from '#bench/selling';
import { takeTurns } from '#bench/turns';
import { lackOf } from '../../scripts/lib/programs.mjs';

/** The rush everybody is asked to stand: one person more than there are seats. */
const RUSH: RushTerms = { users: 300, seats: 299 };
const REDIS_COUNTER = ALTERNATIVES['redis-counter'];

/** What one way to sell showed. */
interface Showing {
  readonly seller: Seller;
  readonly sales: readonly Sales[];
  readonly rushes: readonly Rush[];
}

/** Rowlock and the usual ways to sell seats, behind the same route on the same database: throughput, and one rush. */
export const benchAlternatives: Bench = async (servers, { rounds, seconds }) => {
  const names = (Object.keys(ALTERNATIVES) as AlternativeName[]).filter((name) => name !== 'no-database');
  const redis = await servers.redis();
  const possible = names.filter((name) => redis !== undefined || !needsRedis(name));
  for (const name of names) {
    if (!possible.includes(name)) say(`  skipped: ${ALTERNATIVES[name]}, since ${lackOf('Redis')}`);
  }
  const sellers = [servers.rowlock];
  try {
    for (const name of possible) sellers.push(await servers.startAlternative(name));
    for (const seller of sellers) await warmUp(servers, [seller]);
    const sales = await takeTurns(sellers, rounds, async (seller, round) => {
      const figures = await sellFor(servers, seller, { seconds });
      say(`  round ${round + 1}  ${describe(seller, figures)}`);
      return figures;
    });
    const rushes = await takeTurns(sellers, rounds, (seller) => rush(servers, seller, RUSH));
    const showings = sellers.map((seller) => ({
      seller,
      sales: sales.get(seller) ?? [],
      rushes: rushes.get(seller) ?? [],
    }));
    const counter = showings.find(({ seller }) => seller.label === REDIS_COUNTER);
    const notes = counter && redis ? await tellOfRedis(servers, counter, redis) : [];
    return report(showings, notes);
  } finally {
    for (const seller of sellers) await seller.stop();
  }
};

const describe = ({ label }: Seller, { rate, refused }: Sales): string =>
  `${label.padEnd(36)} ${tidy(rate)}/s${refused === 0 ? '' : `, ${refused} refused beside free seats`}`;

/** What selling before storing means: how late the rows come, and what a crash takes along. */
async function tellOfRedis(servers: BenchServers, { seller, sales }: Showing, redis: RedisServer): Promise<string[]> {
  const [lag] = await servers.query<{ p50: number; max: number }>(
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50, max(ms) AS max
       FROM (SELECT extract(epoch FROM stored_at - created_at)::float8 * 1000 AS ms
               FROM alternatives.bookings WHERE event_id = ANY ($1)) AS lags`,
    [sales.map(({ eventId }) => eventId)],
  );
  const persistence = await redis.persistence();
  const inSale = await crashInSale(servers, seller, redis);
  const afterRush = await crashAfterRush(servers, seller, redis, RUSH);
  const lost = ({ lost: gone, acknowledged }: CrashLoss): string => `${gone} of ${acknowledged}`;
  return [
    `${seller.label}: rows came ${tidy(lag?.p50 ?? Number.NaN)} ms after the sale (median), ${tidy(lag?.max ?? Number.NaN)} at worst.`,
    `Its Redis (${persistence}) killed and started again: in the middle of a sale ${lost(inSale)} acknowledged bookings ` +
      `were gone, right after the rush ${lost(afterRush)}.`,
  ];
}

/** The figures of a table's row: the median rate, and a typical rush. */
function summarise({ seller: { label, isOurs }, sales, rushes }: Showing, base: readonly number[]) {
  const rates = sales.map(({ rate }) => rate);
  return { label, isOurs, rate: median(rates), ratio: ratioOf(rates, base), ...typicalRush(rushes) };
}

type Row = ReturnType<typeof summarise>;

const COLUMNS = ['', 'sold/s', '× Rowlock', 'sold', 'waiting', 'refused', 'unsold', 'p50 ms', 'p99 ms'];

function report(showings: readonly Showing[], notes: readonly string[]): BenchResult {
  const base = showings.find(({ seller }) => seller.isOurs)?.sales.map(({ rate }) => rate) ?? [];
  const rows = showings.map((showing) => summarise(showing, base));
  say(
    `\n  sold/s: ${CONNECTIONS} connections, an endless event. The rest: ${RUSH.users} at once for ${RUSH.seats} seats.`,
  );
  sayTable(
    COLUMNS,
    rows.map(({ label, rate, ratio, sold, waitlisted, refused, unsold, p50, p99 }) => [
      label,
      ...[rate, ratio].map(tidy),
      ...[sold, waitlisted, refused, unsold].map(String),
      ...[p50, p99].map(tidy),
    ]),
  );
  for (const note of notes) say(`  ${note}`);
  const counter = rows.find(({ label }) => label === REDIS_COUNTER);
  return {
    sections: [
      {
        title: 'Beside the usual ways to sell seats',
        note: [
          'All behind the same route, token check, throttle and validation, on the same PostgreSQL. The alternatives keep',
          'no ledger and no idempotency keys; Rowlock is measured without keys here, like them.',
          ...notes,
        ].join(' '),
        charts: [throughputChart(rows), outcomeChart(rows), latencyChart(rows)],
        table: { columns: COLUMNS, rows: rows.map(toCells) },
      },
    ],
    findings: [
      {
        what: 'hot event, beside the Redis counter that stores later',
        target: 'faster',
        ...(counter
          ? { found: `${tidy(1 / counter.ratio)} ×`, holds: counter.ratio < 1 }
          : { found: `not measured: ${lackOf('Redis')}` }),
      },
    ],
  };
}

const toCells = (row: Row): (string | number | null)[] => [
  row.label,
  ...[row.rate, row.ratio, row.sold, row.waitlisted, row.refused, row.unsold, row.p50, row.p99].map(rounded),
];

const throughputChart = (rows: readonly Row[]) =>
  ({
    kind: 'bars',
    title: 'Sold per second on one event',
    unit: '1/s',
    better: 'more',
    series: ['sold per second'],
    bars: rows.map(({ label, isOurs, rate, ratio }) => ({
      label,
      isOurs,
      values: [rounded(rate)],
      remark: `${tidy(ratio)} ×`,
    })),
  }) as const;

const outcomeChart = (rows: readonly Row[]) =>
  ({
    kind: 'bars',
    title: `${RUSH.users} people at once for ${RUSH.seats} seats: what they were told`,
    unit: 'people',
    stacked: true,
    series: ['sold', 'waitlisted', 'refused'],
    reference: { label: 'seats', value: RUSH.seats },
    bars: rows.map(({ label, isOurs, sold, waitlisted, refused }) => ({
      label,
      isOurs,
      values: [sold, waitlisted, refused],
    })),
  }) as const;

const latencyChart = (rows: readonly Row[]) =>
  ({
    kind: 'bars',
    title: 'How long they waited for it',
    unit: 'ms',
    better: 'less',
    series: ['p50', 'p99'],
    bars: rows.map(({ label, isOurs, p50, p99 }) => ({ label, isOurs, values: [rounded(p50), rounded(p99)] })),
  }) as const;
