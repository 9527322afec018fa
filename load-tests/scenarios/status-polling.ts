import { book, readAvailability } from '#booking-shots';
import { EventStreams } from '#event-streams';
import { checkAnswers, compare } from '#judge';
import { type Check } from '#run-record';
import { type Scenario, type User } from '#scenario';
import { type Shot } from '#shot';
import { type Stage } from '#stage';

const [READERS, STREAMS, ROUNDS] = [300, 50, 10];
const READS_PER_SECOND = 300;
/** Somebody books before every third round; the first is news to everybody anyway. */
const isNews = (round: number): boolean => round % 3 === 0;
const ROUNDS_WITH_NEWS = Array.from({ length: ROUNDS }, (_, round) => round).filter(isNews).length;
/** The server looks for changes four times a second; far beyond that somebody has been forgotten. */
const STREAM_TIMEOUT_MS = 5_000;

/** A reading of one page, which remembers what it saw. */
interface Reading extends Shot {
  readonly reader: number;
}

/**
 * 300 pages ask every second how many seats are left, and 50 more keep a stream open. In a round where nothing
 * has changed every page is told just that (304), in one after a booking each gets the new numbers.
 *
 * At a steady rate and over open connections, like browsers: Artillery would open a connection for every question.
 */
export const scenario: Scenario = {
  name: 'status-polling',
  summary: `${READERS} readers ask every second, ${STREAMS} keep a stream: 304 unless something changed, all hear of it`,
  users: READERS,
  event: { seating: 'general', capacity: 100 },
  drivers: ['steady'],
  thresholds: { steady: { p50Ms: 200, p95Ms: 500, p99Ms: 1_000 } },
  play: async (stage) => {
    const { eventId, users, origins, recorder } = stage;
    recorder.plan(READERS * ROUNDS);
    const streams = await EventStreams.open(origins, eventId, STREAMS);
    try {
      const etags: (string | undefined)[] = users.map(() => undefined);
      for (let round = 0; round < ROUNDS; round += 1) {
        if (isNews(round)) await stage.prepare(users.slice(round, round + 1).map((user) => bookOne(user, eventId)));
        await readAll(stage, etags);
      }
      const version = versionOf(etags[0]);
      const informed = await streams.waitFor(version, STREAM_TIMEOUT_MS);
      return [
        checkAnswers(
          recorder.counts(),
          { exactly: { '200': READERS * ROUNDS_WITH_NEWS, '304': READERS * (ROUNDS - ROUNDS_WITH_NEWS) } },
          READERS * ROUNDS,
        ),
        compare('versions read', { different: 1 }, { different: new Set(etags).size }),
        compare('streams up to date', { streams: STREAMS }, { streams: informed }),
        checkOrder(streams),
      ];
    } finally {
      await streams.close();
    }
  },
};

const bookOne = (user: User, eventId: string): Shot => book(user, eventId, { seats: 1 });

/** Every reader asks once within a second, with the ETag of what it saw last. */
async function readAll(stage: Stage, etags: (string | undefined)[]): Promise<void> {
  const { eventId, users } = stage;
  await stage.flow<Reading>(
    { perSecond: READS_PER_SECOND, requests: READERS, connections: 50 },
    (reader) => {
      const user = users[reader];
      return user && { ...readAvailability(user, eventId, etags[reader]), reader };
    },
    ({ status, etag }, { reader }) => {
      if (status === 200) etags[reader] = etag;
    },
  );
}

const versionOf = (etag: string | undefined): number => Number(/\d+/.exec(etag ?? '')?.[0] ?? Infinity);

/** No stream goes back in time. */
function checkOrder(streams: EventStreams): Check {
  const backwards = streams.versions.filter((told) => told.some((version, index) => version < (told[index - 1] ?? 0)));
  return compare('streams that went back in time', { streams: 0 }, { streams: backwards.length });
}
