import { ARENA_SEATS, lastSeats, openArena, openStudio, STUDIO_SEATS } from '#bench/arena';
import { median, rounded, tidy } from '#bench/figures';
import { addBookings, addOwners, addWaiting, tidyUp } from '#bench/mass';
import { OneByOne } from '#bench/one-by-one';
import { type Bench, type BenchResult, say, sayTable } from '#bench/result';
import { type BenchServers } from '#bench/servers';
import { bookingOf } from '#bench/selling';
import { takeTurns } from '#bench/turns';
import { type Shot } from '#shot';

/** 10, 100 and 1,000 times the bookings of an ordinary event. */
const BOOKINGS = [10_000, 100_000, 1_000_000] as const;
const WAITING = 100_000;
/** Bookings measured one by one on each event. */
const SAMPLES = 300;
/** Not counted: the first ones fill caches. */
const WARM_UP = 20;
const RATIO_MAX = 1.2;

/** An event that got large in one way, or the small one it is compared with. */
interface Case {
  readonly label: string;
  /** The small event; itself for the small one. */
  readonly comparedWith: string;
  readonly answer: number;
  readonly shot: (sample: number) => Shot;
}

/** What one booking costs on a large event, against a small one, in turns on an otherwise idle server. */
export const benchGrowth: Bench = async (servers) => {
  say(`  filling events with up to ${tidy(Math.max(...BOOKINGS))} bookings …`);
  const filledIn = performance.now();
  await addOwners(servers, Math.max(...BOOKINGS));
  const cases = [...(await growBookings(servers)), ...(await growWaitlist(servers)), ...(await growMap(servers))];
  await tidyUp(servers);
  say(`  filled in ${tidy((performance.now() - filledIn) / 1_000)} s`);
  const connection = await OneByOne.open(servers.rowlock.origin);
  const times = await takeTurns(cases, WARM_UP + SAMPLES, ({ shot, answer }, sample) =>
    connection.time(shot(sample), answer),
  );
  connection.close();
  return report(cases, (given) => median((times.get(given) ?? []).slice(WARM_UP)));
};

async function growBookings(servers: BenchServers): Promise<Case[]> {
  const comparedWith = 'an empty event';
  const small = await servers.rowlock.openSale(Math.max(...BOOKINGS));
  const cases: Case[] = [
    { label: comparedWith, comparedWith, answer: 201, shot: () => bookingOf(servers, small, true) },
  ];
  for (const count of BOOKINGS) {
    const eventId = await servers.rowlock.openSale(count);
    await addBookings(servers, eventId, count);
    const label = `${count.toLocaleString('en')} bookings`;
    cases.push({ label, comparedWith, answer: 201, shot: () => bookingOf(servers, eventId, true) });
  }
  return cases;
}

async function growWaitlist(servers: BenchServers): Promise<Case[]> {
  const comparedWith = 'sold out, nobody waiting';
  const [small, large] = [await openSoldOut(servers), await openSoldOut(servers)];
  await addWaiting(servers, large, WAITING);
  const joining = (label: string, eventId: string): Case => ({
    label,
    comparedWith,
    answer: 202,
    shot: () => bookingOf(servers, eventId, true),
  });
  return [joining(comparedWith, small), joining(`sold out, ${WAITING.toLocaleString('en')} waiting`, large)];
}

/** @returns an event whose one seat is booked */
async function openSoldOut(servers: BenchServers): Promise<string> {
  const eventId = await servers.rowlock.openSale(1);
  const connection = await OneByOne.open(servers.rowlock.origin);
  await connection.time(bookingOf(servers, eventId, true), 201);
  connection.close();
  return eventId;
}

async function growMap(servers: BenchServers): Promise<Case[]> {
  const halls = [
    { seats: STUDIO_SEATS, eventId: await openStudio(servers) },
    { seats: ARENA_SEATS, eventId: await openArena(servers) },
  ];
  const cases: Case[] = [];
  for (const { seats, eventId } of halls) {
    const chosen = await lastSeats(servers, eventId, WARM_UP + SAMPLES);
    const bodies = {
      'best of': () => ({ bestAvailable: { seats: 1 } }),
      'chosen of': (sample: number) => ({ seatIds: chosen.slice(sample, sample + 1) }),
    };
    for (const [kind, bodyOf] of Object.entries(bodies)) {
      const label = `${kind} ${seats.toLocaleString('en')} seats`;
      const comparedWith = `${kind} ${STUDIO_SEATS} seats`;
      const shot = (sample: number): Shot => ({ ...bookingOf(servers, eventId, true), body: bodyOf(sample) });
      cases.push({ label, comparedWith, answer: 201, shot });
    }
  }
  return cases;
}

function report(cases: readonly Case[], p50Of: (given: Case) => number): BenchResult {
  const p50s = new Map(cases.map((given) => [given.label, p50Of(given)]));
  const rows = cases.map(({ label, comparedWith }) => {
    const p50 = p50s.get(label) ?? Number.NaN;
    return { label, comparedWith, p50, ratio: p50 / (p50s.get(comparedWith) ?? Number.NaN) };
  });
  const columns = ['one booking', 'p50 ms', '× the small one'];
  sayTable(
    columns,
    rows.map(({ label, p50, ratio }) => [label, tidy(p50), tidy(ratio)]),
  );
  const finding = (what: string, matches: (label: string) => boolean) => {
    const found = Math.max(...rows.filter(({ label }) => matches(label)).map(({ ratio }) => ratio));
    return { what, target: `≤ ${RATIO_MAX} × a small one`, found: `${tidy(found)} ×`, holds: found <= RATIO_MAX };
  };
  return {
    sections: [
      {
        title: 'Large events',
        note: `One booking after the other on an idle server, ${SAMPLES} on each event, in turns.`,
        charts: [
          {
            kind: 'bars',
            title: 'One booking, p50',
            unit: 'ms',
            better: 'less',
            series: ['p50'],
            bars: rows.map(({ label, p50, ratio }) => ({ label, values: [rounded(p50)], remark: `${tidy(ratio)} ×` })),
          },
        ],
        table: { columns, rows: rows.map(({ label, p50, ratio }) => [label, rounded(p50), rounded(ratio)]) },
      },
    ],
    findings: [
      finding('a booking beside 1,000,000 others', (label) => label.endsWith('bookings')),
      finding('joining 100,000 who wait', (label) => label.endsWith('waiting')),
      finding('a booking on a map of 50,000 seats', (label) => label.endsWith('50,000 seats')),
    ],
  };
}
