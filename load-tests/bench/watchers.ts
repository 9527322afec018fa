import { setTimeout as pause } from 'node:timers/promises';
import { tidy } from '#bench/figures';
import { cpuSecondsOf } from '#bench/process-time';
import { type Bench, type BenchResult, say } from '#bench/result';
import { EventStreams } from '#event-streams';

const WATCHERS = 1_000;
const AT_ONCE = 100;
const CORE_SHARE_MAX = 0.1;
/** Each stream gets a sign of life every 15 seconds: at least one of them has to fall into the time that is measured. */
const MEASURED_SECONDS = 20;
/** Opening a thousand streams is work, but not this work. */
const SETTLE_MS = 3_000;
/** A stream that has told nothing for so long never will; a machine may well stand still for a few seconds. */
const TOLD_WITHIN_MS = 30_000;

const WHAT = '1,000 open pages of one event while nothing changes';
const TARGET = `< ${CORE_SHARE_MAX * 100} % of a core`;

/** What pages that are merely open cost the server: its processor time with nobody there, and with a thousand of them. */
export const benchWatchers: Bench = async (servers) => {
  if ((await cpuSecondsOf(process.pid)) === undefined) {
    say('  left out: this system has no /proc to read processor time from');
    return resultOf(undefined, undefined);
  }
  // A process of its own that has done nothing else, and believes a proxy: one address may not have so many pages.
  const server = await servers.startInstance({ TRUST_PROXY_HOPS: '1' });
  const { origin, pid } = server;
  const eventId = await server.openSale(100);
  await pause(SETTLE_MS);
  const alone = await shareOfCore(pid);
  const streams: EventStreams[] = [];
  try {
    while (streams.length * AT_ONCE < WATCHERS) {
      const address = `10.0.0.${streams.length + 1}`;
      const readers = Array.from({ length: AT_ONCE }, () => ({ 'x-forwarded-for': address }));
      streams.push(await EventStreams.open([origin], eventId, readers));
    }
    const informed = await Promise.all(streams.map((some) => some.waitFor(1, TOLD_WITHIN_MS)));
    const silent = WATCHERS - informed.reduce((sum, count) => sum + count, 0);
    if (silent > 0) throw new Error(`${silent} of ${WATCHERS} streams have told nothing`);
    await pause(SETTLE_MS);
    const watched = await shareOfCore(pid);
    say(`  server alone: ${percent(alone)} of a core; with ${tidy(WATCHERS)} open pages: ${percent(watched)}`);
    return resultOf(alone, watched);
  } finally {
    await Promise.all(streams.map((some) => some.close()));
    await server.stop();
  }
};

/** Processor time per time that passed: 1 is a whole core. */
async function shareOfCore(pid: number): Promise<number> {
  const startedAt = performance.now();
  const before = (await cpuSecondsOf(pid)) ?? 0;
  await pause(MEASURED_SECONDS * 1_000);
  const after = (await cpuSecondsOf(pid)) ?? 0;
  return (after - before) / ((performance.now() - startedAt) / 1_000);
}

const percent = (share: number): string => `${tidy(share * 100)} %`;

function resultOf(alone: number | undefined, watched: number | undefined): BenchResult {
  if (alone === undefined || watched === undefined) {
    return { sections: [], findings: [{ what: WHAT, target: TARGET, found: 'not measured: no /proc' }] };
  }
  return {
    sections: [
      {
        title: 'Open pages',
        charts: [],
        table: {
          columns: ['while nothing changes', '% of a core'],
          rows: [
            ['nobody watches', alone * 100],
            [`${tidy(WATCHERS)} streams of one event`, watched * 100],
          ],
        },
      },
    ],
    findings: [{ what: WHAT, target: TARGET, found: percent(watched), holds: watched < CORE_SHARE_MAX }],
  };
}
