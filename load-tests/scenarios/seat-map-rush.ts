import { book } from '#booking-shots';
import { compare } from '#judge';
import { rush } from '#rush';
import { type Check } from '#run-record';
import { type Stage } from '#stage';

/** Parties of four in the balcony, and how many users want each. */
const [WANTED, RIVALS, PARTY] = [10, 40, 4];
/** Users who leave the choice of two seats in the stalls to us, each a different pair. */
const UNDECIDED = 100;
const SEATS_SOLD = WANTED * PARTY + UNDECIDED * 2;

/**
 * 400 users want the same ten groups of four seats by name: each group goes to one of them whole. Another 100 in the
 * same rush take the best two seats that are left elsewhere, which must not be the same two.
 */
export const scenario = rush({
  name: 'seat-map-rush',
  summary: '500 users go for the same seats of a 1,000-seat map: no seat twice, no party split',
  users: WANTED * RIVALS + UNDECIDED,
  event: {
    seating: 'reserved',
    seatMap: {
      blocks: [
        { section: 'Stalls', rows: 20, seatsPerRow: 30 },
        { section: 'Balcony', rows: 10, seatsPerRow: 40 },
      ],
    },
  },
  shots: async ({ api, eventId, users }) => {
    const balcony = (await api.seats(eventId)).filter(({ label }) => label.startsWith('Balcony-'));
    const group = (index: number): string[] => balcony.slice(index * PARTY, (index + 1) * PARTY).map((seat) => seat.id);
    return users.map((user, index) =>
      index < WANTED * RIVALS
        ? book(user, eventId, { seatIds: group(index % WANTED) })
        : book(user, eventId, { bestAvailable: { seats: 2, section: 'Stalls' } }),
    );
  },
  expected: {
    answers: { exactly: { '201 confirmed': WANTED + UNDECIDED, '409 seat-taken': WANTED * (RIVALS - 1) } },
    availability: {
      capacity: 1_000,
      seatsConfirmed: SEATS_SOLD,
      seatsHeld: 0,
      seatsFree: 1_000 - SEATS_SOLD,
      waiting: 0,
    },
  },
  checks: checkSeats,
});

/** No seat in two bookings, and the map says the same as the bookings. */
async function checkSeats({ api, eventId }: Stage): Promise<Check[]> {
  const sold = (await api.bookings(eventId)).flatMap(({ seatLabels = [] }) => seatLabels);
  const booked = (await api.seats(eventId)).filter(({ state }) => state === 'booked').map(({ label }) => label);
  return [
    compare(
      'seats sold',
      { sold: SEATS_SOLD, different: SEATS_SOLD },
      { sold: sold.length, different: new Set(sold).size },
    ),
    compare(
      'seats of the map',
      { booked: SEATS_SOLD, 'not in a booking': 0 },
      { booked: booked.length, 'not in a booking': booked.filter((label) => !sold.includes(label)).length },
    ),
  ];
}
