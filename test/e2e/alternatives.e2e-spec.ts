import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AlternativesTest, SEATS, USERS } from '../support/alternatives.js';
import { ApiClient } from '../support/api-client.js';

// Goal: the alternatives of the bench are what they are called, and honest: behind the same route, and in the database
// what they answered. Method: each as the program the bench starts, 300 people at once for 299 seats.
describe('an alternative of the bench', () => {
  let test: AlternativesTest;

  beforeAll(async () => {
    test = await AlternativesTest.start();
  }, 60_000);

  afterAll(() => test.close());

  it.each(['row-lock', 'one-statement'])(
    '%s sells each seat once and puts the last one on the waitlist',
    async (name) => {
      const eventId = await test.openSale();
      const counts = await test.serve(name, (origin) => test.rush(origin, eventId));
      expect(counts).toEqual({ 201: SEATS, 202: 1 });
      expect(await test.stored(eventId)).toEqual({ sold: SEATS, waiting: 1, left: 0 });
    },
  );

  it.each(['version-check', 'version-check-retried'])('%s turns people away beside free seats', async (name) => {
    const eventId = await test.openSale();
    const counts = await test.serve(name, (origin) => test.rush(origin, eventId));
    const sold = counts[201] ?? 0;
    expect(sold).toBeGreaterThan(0);
    expect(counts).toEqual({ 201: sold, 503: USERS - sold });
    expect(await test.stored(eventId)).toEqual({ sold, waiting: 0, left: SEATS - sold });
  });

  it('refuses what Rowlock refuses and answers as Rowlock does', async () => {
    const eventId = await test.openSale();
    const [token = ''] = test.tokens;
    const path = `/events/${eventId}/bookings`;
    await test.serve('row-lock', async (origin) => {
      const api = new ApiClient(origin);
      const both = [api, test.rowlock.api];
      for (const body of [{ seats: 0 }, { seats: 1, price: 0 }, {}]) {
        const [theirs, ours] = await Promise.all(both.map((one) => one.post(path, body, { token })));
        expect(theirs?.status).toBe(400);
        expect(theirs?.body).toMatchObject({
          code: 'validation-failed',
          errors: Reflect.get(ours?.body ?? {}, 'errors'),
        });
      }
      expect((await api.post(path, { seats: 1 })).status).toBe(401);
      const [theirs, ours] = await Promise.all(both.map((one) => one.post(path, { seats: 1 }, { token })));
      expect(shapeOf(theirs?.body)).toEqual(shapeOf(ours?.body));
      await api.close();
    });
  });
});

/** Names and types of all members, whatever their values. */
function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}
