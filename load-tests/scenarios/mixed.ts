import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '#api';
import { book, cancel, readAvailability } from '#booking-shots';
import { checkAnswers, checkLists, compare } from '#judge';
import { PATIENCE } from '#rush';
import { type Check } from '#run-record';
import { type EventTerms, type Scenario, type User } from '#scenario';
import { type Answer, type Shot } from '#shot';
import { type Stage } from '#stage';

const [CAPACITY, USERS] = [100, 600];
const [REQUESTS_PER_SECOND, SECONDS] = [150, 10];
const REQUESTS = REQUESTS_PER_SECOND * SECONDS;
/** Between two changes of capacity, and the seats each adds or takes away. */
const [EDIT_INTERVAL_MS, EDIT_SEATS] = [400, 10];
/** Of twelve requests four buy and one gives back: the event sells out after two seconds, and a queue forms. */
const [BUYS_EVERY, GIVES_BACK_EVERY] = [3, 12];

const EVENT: EventTerms = { seating: 'general', capacity: CAPACITY, maxSeatsPerUser: 1 };

/** Who asks: one of our users, in a role. */
interface Deed extends Shot {
  readonly user: User;
}

/** What people still have to give back, and what readers saw last. */
interface Play {
  readonly buyers: User[];
  readonly bought: { readonly user: User; readonly bookingId: string }[];
  etag: string | undefined;
}

/**
 * An ordinary busy day: people buy, read and give back, and meanwhile the organizer raises the capacity again and again
 * and tries to lower it. At a steady rate: a rush would be over before the first change of capacity.
 */
export const scenario: Scenario = {
  name: 'mixed',
  summary: `${SECONDS} s of buyers, readers, cancellers and an organizer who changes capacity: freed seats reach who waits`,
  users: USERS,
  event: EVENT,
  drivers: ['steady'],
  thresholds: { steady: PATIENCE },
  play: async (stage) => {
    const play: Play = { buyers: [...stage.users], bought: [], etag: undefined };
    const ending = new AbortController();
    const editing = editCapacity(stage, ending.signal);
    stage.recorder.plan(REQUESTS);
    try {
      await stage.flow<Deed>(
        { perSecond: REQUESTS_PER_SECOND, requests: REQUESTS, connections: 50 },
        (index) => nextDeed(stage, play, index),
        (answer, { user }) => {
          remember(play, answer, user);
        },
      );
    } finally {
      ending.abort();
    }
    const edits = await editing;
    stage.addNotes({ 'changes of capacity': edits.made, 'refused, too many booked': edits.refused });
    return judgePlay(stage, edits.made);
  },
};

function nextDeed({ eventId, users }: Stage, play: Play, index: number): Deed | undefined {
  const buyer = index % BUYS_EVERY === 0 ? play.buyers.shift() : undefined;
  if (buyer) return { ...book(buyer, eventId, { seats: 1 }), user: buyer };
  const given = index % GIVES_BACK_EVERY === 1 ? play.bought.shift() : undefined;
  if (given) return { ...cancel(given.user, given.bookingId), user: given.user };
  const reader = users[index % users.length];
  return reader && { ...readAvailability(reader, eventId, play.etag), user: reader };
}

function remember(play: Play, { outcome, id, etag, status }: Answer, user: User): void {
  if (outcome === 'confirmed' && id !== undefined) play.bought.push({ user, bookingId: id });
  if (status === 200 && etag !== undefined) play.etag = etag;
}

/** Ten seats more, then ten fewer if they are not sold, each time with the revision of the time before. */
async function editCapacity({ api, eventId }: Stage, ending: AbortSignal): Promise<{ made: number; refused: number }> {
  const edits = { made: 0, refused: 0 };
  let [capacity, revision] = [CAPACITY, await api.revision(eventId)];
  for (let turn = 0; !ending.aborted; turn += 1) {
    await pause(EDIT_INTERVAL_MS, undefined, { signal: ending }).catch(() => undefined);
    const wanted = capacity + (turn % 2 === 0 ? EDIT_SEATS : -EDIT_SEATS);
    try {
      revision = await api.changeCapacity(eventId, wanted, revision);
      capacity = wanted;
      edits.made += 1;
    } catch (error) {
      // Sold seats cannot be taken away.
      if (!(error instanceof ApiError && error.status === 409)) throw error;
      edits.refused += 1;
    }
  }
  return edits;
}

async function judgePlay(stage: Stage, edits: number): Promise<Check[]> {
  const { api, eventId, recorder } = stage;
  const counts = recorder.counts();
  const { seatsConfirmed, seatsFree, waiting } = await api.availability(eventId);
  const bookings = await api.bookings(eventId);
  const promoted = bookings.filter(({ source }) => source === 'waitlist').length;
  const booked = counts['201 confirmed'] ?? 0;
  const cancelled = counts['200 cancelled'] ?? 0;
  return [
    checkAnswers(
      counts,
      { exactly: {}, rest: ['201 confirmed', '202 waitlisted', '200 cancelled', '200', '304'] },
      REQUESTS,
    ),
    compare('seats confirmed', { seats: booked + promoted - cancelled }, { seats: seatsConfirmed }),
    ...(await checkLists(api, eventId, EVENT)),
    {
      name: 'freed seats reached who waited',
      passed: promoted > 0 && (seatsFree === 0 || waiting === 0),
      expected: 'some promoted, and no free seat while somebody waits',
      found: `${promoted} promoted, ${seatsFree} free, ${waiting} waiting`,
    },
    { name: 'changes of capacity', passed: edits > 0, expected: 'some', found: String(edits) },
  ];
}
