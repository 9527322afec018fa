import { percentile, tidy } from '#bench/figures';
import { OneByOne } from '#bench/one-by-one';
import { type Bench, say } from '#bench/result';
import { bookingOf } from '#bench/selling';

const P50_MS_MAX = 6;
const BOOKINGS = 300;
/** Not counted: a server's first requests are slow, and no buyer's usual case. */
const WARM_UP = 100;

/** One booking after the other with nobody else there: what a buyer waits for on an ordinary day. */
export const benchIdle: Bench = async (servers) => {
  const { rowlock } = servers;
  const eventId = await rowlock.openSale(WARM_UP + BOOKINGS);
  const connection = await OneByOne.open(rowlock.origin);
  const times: number[] = [];
  for (let booking = 0; booking < WARM_UP + BOOKINGS; booking += 1) {
    const ms = await connection.time(bookingOf(servers, eventId, true), 201);
    if (booking >= WARM_UP) times.push(ms);
  }
  connection.close();
  const [p50, p99] = [percentile(times, 50), percentile(times, 99)];
  say(`  one booking: p50 ${tidy(p50)} ms, p99 ${tidy(p99)} ms`);
  return {
    sections: [
      {
        title: 'One booking on an idle system',
        charts: [],
        table: { columns: ['', 'p50 ms', 'p99 ms'], rows: [['one booking', p50, p99]] },
      },
    ],
    findings: [
      {
        what: 'one booking on an idle system',
        target: `p50 < ${P50_MS_MAX} ms`,
        found: `${tidy(p50)} ms`,
        holds: p50 < P50_MS_MAX,
      },
    ],
  };
};
