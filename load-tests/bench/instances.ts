import { median, ratioOf, rounded, tidy } from '#bench/figures';
import { type Bench, type BenchResult, say, sayTable } from '#bench/result';
import { type BenchServers, type Seller } from '#bench/servers';
import { ENDLESS, load, warmUp } from '#bench/selling';
import { takeTurns } from '#bench/turns';

const INSTANCES = 4;
const RATIO_MIN = 0.9;

/** Buyers of one event, spread over so many servers. */
interface Deployment {
  readonly label: string;
  readonly sellers: readonly Seller[];
}

interface Figures {
  readonly rate: number;
  /** Enrolled on the waitlist because too many were booking: promoted later, and counted apart. */
  readonly contended: number;
  /** Everything else that is not a booking. */
  readonly lost: number;
}

/** One event on four processes in turn, against one process: what they lose to each other on the same cores. */
export const benchInstances: Bench = async (servers, { rounds, seconds }) => {
  const others: Seller[] = [];
  try {
    while (others.length < INSTANCES) others.push(await servers.startInstance());
    const one: Deployment = { label: 'one process', sellers: [servers.rowlock] };
    const four: Deployment = { label: `${INSTANCES} processes`, sellers: others };
    for (const { sellers } of [one, four]) await warmUp(servers, sellers);
    const figures = await takeTurns([one, four], rounds, async (deployment, round) => {
      const found = await measure(servers, deployment, seconds);
      say(`  round ${round + 1}  ${deployment.label.padEnd(12)} ${tidy(found.rate)}/s`);
      return found;
    });
    return report(figures, figures.get(one) ?? [], figures.get(four) ?? []);
  } finally {
    for (const seller of others) await seller.stop();
  }
};

async function measure(servers: BenchServers, { sellers }: Deployment, seconds: number): Promise<Figures> {
  const eventId = await servers.rowlock.openSale(ENDLESS);
  const origins = sellers.map(({ origin }) => origin);
  const { answers, elapsed } = await load(servers, origins, { eventId, seconds, withKeys: false });
  const count = (status: number): number => answers.filter((answer) => answer.status === status).length;
  // Seats never run out here, so whoever waits was contended.
  const [sold, contended] = [count(201), count(202)];
  return { rate: sold / elapsed, contended, lost: answers.length - sold - contended };
}

function report(
  figures: ReadonlyMap<Deployment, readonly Figures[]>,
  one: readonly Figures[],
  four: readonly Figures[],
): BenchResult {
  const rates = (all: readonly Figures[]): number[] => all.map(({ rate }) => rate);
  const sum = (all: readonly Figures[], count: 'contended' | 'lost'): number =>
    all.reduce((total, one) => total + one[count], 0);
  const ratio = ratioOf(rates(four), rates(one));
  const rows = [...figures].map(([{ label }, all]) => ({
    label,
    rate: median(rates(all)),
    ratio: ratioOf(rates(all), rates(one)),
    contended: sum(all, 'contended'),
    lost: sum(all, 'lost'),
  }));
  const columns = ['', 'bookings/s', '× one', 'waitlisted, promoted later', 'lost'];
  sayTable(
    columns,
    rows.map((row) => [row.label, tidy(row.rate), tidy(row.ratio), String(row.contended), String(row.lost)]),
  );
  const lost = sum(four, 'lost');
  return {
    sections: [
      {
        title: 'Several processes, one event',
        note: `${INSTANCES} processes get the buyers of one event in turn, on the same cores as the one.`,
        charts: [
          {
            kind: 'bars',
            title: 'Bookings per second, all processes together',
            unit: '1/s',
            better: 'more',
            series: ['bookings per second'],
            bars: rows.map((row) => ({
              label: row.label,
              values: [rounded(row.rate)],
              remark: `${tidy(row.ratio)} ×`,
              isOurs: true,
            })),
          },
        ],
        table: {
          columns,
          rows: rows.map((row) => [row.label, rounded(row.rate), rounded(row.ratio), row.contended, row.lost]),
        },
      },
    ],
    findings: [
      {
        what: `${INSTANCES} instances, one event`,
        target: `≥ ${RATIO_MIN} × one; no answer lost`,
        found: `${tidy(ratio)} ×; ${lost} lost`,
        holds: ratio >= RATIO_MIN && lost === 0,
      },
    ],
  };
}
