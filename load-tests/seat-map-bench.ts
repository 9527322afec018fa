import { randomUUID } from 'node:crypto';
import { type Stage } from '#bench-stage';
import { median, say } from '#figures';
import { Connection } from '#wire';

/** 10 sections of 50 rows of 100 seats: 50,000. */
const BLOCKS = Array.from({ length: 10 }, (_, index) => ({
  section: `Block ${index + 1}`,
  rows: 50,
  seatsPerRow: 100,
}));
const BOOKINGS = 100;
const READINGS = 10;

/** What a seat map of 50,000 seats costs: to create, to read, and to book a seat on, each by itself on an idle server. */
export async function benchSeatMap(stage: Stage): Promise<void> {
  const api = await stage.organize();
  const createdIn = performance.now();
  const eventId = await api.openEvent('Arena', { seating: 'reserved', seatMap: { blocks: BLOCKS } });
  say(`50,000 seats, create and publish     ${(performance.now() - createdIn).toFixed(0)} ms`);
  const connection = await Connection.open(new URL(stage.origin));
  const bookTwo = async (sample: number): Promise<number> => {
    const accessToken = stage.users[sample % stage.users.length]?.accessToken ?? '';
    const body = { bestAvailable: { seats: 2 } };
    const path = `/api/v1/events/${eventId}/bookings`;
    const shot = { accessToken, path, body, idempotencyKey: randomUUID() };
    const { status, outcome, ms } = await connection.send(connection.encode(shot));
    if (status !== 201) throw new Error(`a booking was answered ${status} ${outcome}`);
    return ms;
  };
  const bookTimes: number[] = [];
  for (let sample = 0; sample < BOOKINGS; sample += 1) bookTimes.push(await bookTwo(sample));
  const readTimes: number[] = [];
  for (let sample = 0; sample < READINGS; sample += 1) {
    // After a booking the map is new: each reading is a whole one, not the one kept in memory.
    await bookTwo(BOOKINGS + sample);
    readTimes.push(await timeReading(stage.origin, eventId));
  }
  connection.close();
  say(`50,000 seats, read after a change    p50 ${median(readTimes).toFixed(0)} ms`);
  say(`50,000 seats, book the best two      p50 ${median(bookTimes).toFixed(1)} ms`);
}

async function timeReading(origin: string, eventId: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`${origin}/api/v1/events/${eventId}/seats`);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the seat map was answered ${response.status}`);
  return performance.now() - startedAt;
}
