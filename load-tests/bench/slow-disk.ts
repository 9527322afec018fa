import { setTimeout as pause } from 'node:timers/promises';
import { median, ratioOf, rounded, tidy } from '#bench/figures';
import { type Bench, type BenchResult, say, sayTable } from '#bench/result';
import { type BenchServers, type Seller } from '#bench/servers';
import { sellFor } from '#bench/selling';
import { takeTurns } from '#bench/turns';

/** How long each flush to disk waits, in microseconds. The promise is about 2,000, a busy cloud volume. */
const DELAYS = [0, 500, 1_000, 2_000, 5_000] as const;
const PROMISED_DELAY = 2_000;
const RATIO_MIN = 0.7;
/** Sessions take up new settings when they are idle; all of them are, between two measurements. */
const TAKE_UP_MS = 200;

interface Setting {
  readonly delay: number;
  readonly seller: Seller;
}

/** What a slower disk costs, each against its own figure on the fast one: who commits in batches hardly notices. */
export const benchSlowDisk: Bench = async (servers, { rounds, seconds }) => {
  const rowLock = await servers.startAlternative('row-lock');
  const sellers = [servers.rowlock, rowLock];
  const settings: Setting[] = DELAYS.flatMap((delay) => sellers.map((seller) => ({ delay, seller })));
  try {
    for (const seller of sellers) await sellFor(servers, seller, { seconds: 1 });
    const rates = await takeTurns(settings, rounds, async ({ delay, seller }, round) => {
      await delayCommits(servers, delay);
      const { rate } = await sellFor(servers, seller, { seconds });
      say(`  round ${round + 1}  ${String(delay).padStart(5)} µs  ${seller.label.padEnd(20)} ${tidy(rate)}/s`);
      return rate;
    });
    const ratesOf = (seller: Seller, delay: number): readonly number[] =>
      [...rates].find(([setting]) => setting.seller === seller && setting.delay === delay)?.[1] ?? [];
    return report(sellers, ratesOf);
  } finally {
    await delayCommits(servers, undefined);
    await rowLock.stop();
  }
};

/** @param delay in microseconds; without one: as the server came */
async function delayCommits(servers: BenchServers, delay: number | undefined): Promise<void> {
  const settings =
    delay === undefined ? { commit_delay: '', commit_siblings: '' } : { commit_delay: delay, commit_siblings: 0 };
  for (const [name, value] of Object.entries(settings)) {
    await servers.query(value === '' ? `ALTER SYSTEM RESET ${name}` : `ALTER SYSTEM SET ${name} = ${value}`);
  }
  await servers.query('SELECT pg_reload_conf()');
  await pause(TAKE_UP_MS);
}

function report(
  sellers: readonly Seller[],
  ratesOf: (seller: Seller, delay: number) => readonly number[],
): BenchResult {
  const columns = ['delay of a commit', ...sellers.flatMap(({ label }) => [`${label}, sold/s`, '× its fast disk'])];
  const ratio = (seller: Seller, delay: number): number => ratioOf(ratesOf(seller, delay), ratesOf(seller, 0));
  const figures = DELAYS.map((delay) =>
    sellers.flatMap((seller) => [median(ratesOf(seller, delay)), ratio(seller, delay)]),
  );
  sayTable(
    columns,
    DELAYS.map((delay, index) => [`${delay} µs`, ...(figures[index] ?? []).map(tidy)]),
  );
  const [ours] = sellers;
  const found = ours ? ratio(ours, PROMISED_DELAY) : Number.NaN;
  return {
    sections: [
      {
        title: 'On a slow disk',
        note: 'Each flush waits longer (commit_delay with commit_siblings = 0), as on a busy or a remote disk.',
        charts: [
          {
            kind: 'lines',
            title: 'What is left of the throughput on a fast disk',
            unit: '×',
            better: 'more',
            xTitle: 'delay of a commit, ms',
            lines: sellers.map((seller) => ({
              label: seller.label,
              isOurs: seller.isOurs,
              points: DELAYS.map((delay) => ({ x: delay / 1_000, y: ratio(seller, delay) })),
            })),
          },
        ],
        table: { columns, rows: DELAYS.map((delay, index) => [`${delay} µs`, ...(figures[index] ?? []).map(rounded)]) },
      },
    ],
    findings: [
      {
        what: `hot event on a slow disk (${PROMISED_DELAY} µs a commit)`,
        target: `≥ ${RATIO_MIN} × the fast disk`,
        found: `${tidy(found)} ×`,
        holds: found >= RATIO_MIN,
      },
    ],
  };
}
