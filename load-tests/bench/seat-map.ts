import { openArena } from '#bench/arena';
import { median, tidy } from '#bench/figures';
import { OneByOne } from '#bench/one-by-one';
import { type Bench, say } from '#bench/result';
import { bookingOf } from '#bench/selling';

const READINGS = 20;
const READ_MS_MAX = 300;

/** A map of 50,000 seats, the largest there may be: created, and read whole after each change. */
export const benchSeatMap: Bench = async (servers) => {
  const { origin } = servers.rowlock;
  const startedAt = performance.now();
  const eventId = await openArena(servers);
  const created = performance.now() - startedAt;
  const connection = await OneByOne.open(origin);
  const times: number[] = [];
  for (let reading = 0; reading < READINGS; reading += 1) {
    // After a booking the map is new: each reading is a whole one, not the one kept in memory.
    await connection.time({ ...bookingOf(servers, eventId, true), body: { bestAvailable: { seats: 2 } } }, 201);
    times.push(await timeReading(`${origin}/api/v1/events/${eventId}/seats`));
  }
  connection.close();
  const read = median(times);
  say(`  50,000 seats: created and published in ${tidy(created)} ms, read after a change in ${tidy(read)} ms (p50)`);
  return {
    sections: [
      {
        title: 'A map of 50,000 seats',
        charts: [],
        table: {
          columns: ['', 'ms'],
          rows: [
            ['create and publish', created],
            ['read after a change, p50', read],
          ],
        },
      },
    ],
    findings: [
      {
        what: 'seat map of 50,000 seats',
        target: `< ${READ_MS_MAX} ms`,
        found: `${tidy(read)} ms`,
        holds: read < READ_MS_MAX,
      },
    ],
  };
};

async function timeReading(url: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the seat map was answered ${response.status}`);
  return performance.now() - startedAt;
}
