import { book, cancel, type Wish, readAvailability } from '#booking-shots';
import { EventStreams } from '#event-streams';
import { checkFlatLatency, checkFlatMemory } from '#flatness';
import { checkAnswers, checkAvailability } from '#judge';
import { PATIENCE } from '#rush';
import { type Scenario, type User } from '#scenario';
import { type Answer, type Shot } from '#shot';
import { type Stage } from '#stage';

const [USERS, STREAMS, REQUESTS_PER_SECOND] = [500, 20, 100];
/** Seats never run out: the load is the same from the beginning to the end. */
const CAPACITY = 2_000;
/** So many bookings stand before the first is given back; from then on as many come as go. */
const STANDING = 200;

/** Whose request, and the booking it was about. */
interface Turn extends Shot {
  readonly user: User;
}

interface Ownership {
  readonly user: User;
  readonly bookingId: string;
}

interface Play {
  readonly held: Ownership[];
  readonly confirmed: Ownership[];
  etag: string | undefined;
}

/**
 * 100 requests a second for an hour: bookings, holds that are confirmed, cancellations, readings, and 20 open streams.
 * What leaks a little each time, or gets slower with what has gathered, shows at the end. At a steady rate, in bounded
 * memory: an hour of Artillery's arrivals would be a list of 360,000 requests.
 */
export const scenario: Scenario = {
  name: 'soak',
  summary: 'an hour (or --minutes N) of steady load: memory and latency stay flat',
  users: USERS,
  event: { seating: 'general', capacity: CAPACITY, maxSeatsPerUser: 100 },
  drivers: ['steady'],
  thresholds: { steady: PATIENCE },
  onlyByName: true,
  play: async (stage) => {
    const { api, eventId, origins, recorder } = stage;
    const requests = Math.round(stage.minutes * 60 * REQUESTS_PER_SECOND);
    const play: Play = { held: [], confirmed: [], etag: undefined };
    recorder.plan(requests);
    const streams = await EventStreams.open(origins, eventId, STREAMS);
    try {
      await stage.flow<Turn>(
        { perSecond: REQUESTS_PER_SECOND, requests, connections: 50 },
        (index) => nextTurn(stage, play, index),
        (answer, { user }) => {
          remember(play, answer, user);
        },
      );
    } finally {
      await streams.close();
    }
    const samples = recorder.samples();
    return [
      checkAnswers(
        recorder.counts(),
        { exactly: {}, rest: ['201 confirmed', '201 held', '200 confirmed', '200 cancelled', '200', '304'] },
        requests,
      ),
      await checkAvailability(api, eventId, {
        waiting: 0,
        seatsHeld: play.held.length,
        seatsConfirmed: play.confirmed.length,
      }),
      ...checkFlatLatency(samples),
      ...checkFlatMemory(samples),
    ];
  },
};

/** Six kinds in turn: book, hold, confirm, give back twice, read. */
function nextTurn({ eventId, users }: Stage, play: Play, index: number): Turn | undefined {
  const user = users[index % users.length];
  if (!user) return undefined;
  const wants = (wish: Wish): Turn => ({ ...book(user, eventId, wish), user });
  const kind = index % 6;
  if (kind === 0) return wants({ seats: 1 });
  if (kind === 1) return wants({ seats: 1, hold: true });
  const held = kind === 2 ? play.held.shift() : undefined;
  if (held) {
    const path = `/api/v1/bookings/${held.bookingId}/confirm`;
    return { accessToken: held.user.accessToken, path, user: held.user };
  }
  // Until enough stand, whoever would give back reads.
  const given = (kind === 3 || kind === 4) && play.confirmed.length > STANDING ? play.confirmed.shift() : undefined;
  if (given) return { ...cancel(given.user, given.bookingId), user: given.user };
  return { ...readAvailability(user, eventId, play.etag), user };
}

function remember(play: Play, { outcome, id, etag }: Answer, user: User): void {
  if (etag !== undefined) play.etag = etag;
  if (id === undefined) return;
  if (outcome === 'held') play.held.push({ user, bookingId: id });
  if (outcome === 'confirmed') play.confirmed.push({ user, bookingId: id });
}
