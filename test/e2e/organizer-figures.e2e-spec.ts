import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EventBookingResponse } from '../../src/bookings/dto/event-booking.response.js';
import { type Page } from '../../src/http/page.js';
import { type RecordedChangeResponse } from '../../src/ledger/dto/recorded-change.response.js';
import { type SaleFiguresResponse } from '../../src/ledger/dto/sale-figures.response.js';
import { type EventWaitlistEntryResponse } from '../../src/waitlists/dto/event-waitlist-entry.response.js';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { aDraft, anEvent, book, type EventBody } from '../support/builders.js';
import { parseCsvTable } from '../support/csv.js';
import { expectInvariants } from '../support/invariants.js';

const NAMES = ['Ada Lovelace', 'Bela Bartók', 'Cem Karaca', 'Dora Maar', 'Emil Nolde'];

// Goal: an organizer finds one among many, and sees the sale in numbers. Method: HTTP against the whole app; five people
// want the three seats of one event, one seat each.
describe('what an organizer looks up', () => {
  let test: TestApp;
  let organizer: Person;
  let people: readonly Person[];
  let event: EventBody;

  beforeAll(async () => {
    test = await startTestApp();
    organizer = await test.api.register({ role: 'organizer', name: 'Olga' });
    people = await Promise.all(NAMES.map((name) => test.api.register({ name })));
    event = await anEvent(test.api, organizer, { capacity: 3 });
    for (const person of people) await book(test.api, person, event.id);
    await book(test.api, people[4] as Person, event.id, { seats: 2, joinWaitlist: false });
  });

  afterAll(async () => {
    await expectInvariants(test.dataSource);
    await test.close();
  });

  const get = <T>(path: string, by = organizer, accept = 'application/json'): Promise<Answer<T>> =>
    test.api.get<T>(path, { token: by.accessToken, headers: { accept } });

  const found = async (path: string): Promise<string[]> => {
    const { body } = await get<Page<EventBookingResponse | EventWaitlistEntryResponse>>(`/events/${event.id}/${path}`);
    return body.items.map(({ userName }) => userName);
  };

  it('bookings by name in any case, by address, and by reference', async () => {
    const { body } = await get<Page<EventBookingResponse>>(`/events/${event.id}/bookings?search=BART%C3%93K`);
    const { reference = '', userEmail = '' } = body.items[0] ?? {};
    expect(body.items.map(({ userName }) => userName)).toEqual(['Bela Bartók']);
    expect(await found(`bookings?search=${reference.toLowerCase()}`)).toEqual(['Bela Bartók']);
    expect(await found(`bookings?search=${encodeURIComponent(userEmail)}&status=confirmed`)).toEqual(['Bela Bartók']);
    expect(await found('bookings?search=Nolde')).toEqual([]);
    expect(await found('bookings?search=.*')).toEqual([]);
    const csv = await get(`/events/${event.id}/bookings?search=ada`, organizer, 'text/csv');
    expect(parseCsvTable(csv.text).map(({ userName }) => userName)).toEqual(['Ada Lovelace']);
  });

  it('bookings by seat', async () => {
    const seatMap = { blocks: [{ section: 'Stalls', rows: 2, seatsPerRow: 3 }] };
    const hall = await anEvent(test.api, organizer, { seating: 'reserved', capacity: undefined, seatMap });
    for (const person of people.slice(0, 2)) await book(test.api, person, hall.id, { bestAvailable: { seats: 1 } });
    const all = (await get<Page<EventBookingResponse>>(`/events/${hall.id}/bookings`)).body.items;
    const [label = ''] = all[0]?.seatLabels ?? [];
    const { body } = await get<Page<EventBookingResponse>>(`/events/${hall.id}/bookings?search=${label.toLowerCase()}`);
    expect(body.items).toEqual([all[0]]);
  });

  it('people who wait, with their place among all', async () => {
    const { body } = await get<Page<EventWaitlistEntryResponse>>(`/events/${event.id}/waitlist?search=emil`);
    expect(body.items).toMatchObject([{ userName: 'Emil Nolde', position: 2 }]);
    expect(await found('waitlist?search=example.org&limit=1')).toEqual(['Dora Maar']);
    const { nextCursor } = (
      await get<Page<EventWaitlistEntryResponse>>(`/events/${event.id}/waitlist?search=example.org&limit=1`)
    ).body;
    const next = await get<Page<EventWaitlistEntryResponse>>(
      `/events/${event.id}/waitlist?search=example.org&limit=1&cursor=${String(nextCursor)}`,
    );
    expect(next.body).toMatchObject({ items: [{ userName: 'Emil Nolde', position: 2 }], nextCursor: null });
    const csv = await get(`/events/${event.id}/waitlist?search=emil`, organizer, 'text/csv');
    expect(parseCsvTable(csv.text)).toMatchObject([{ userName: 'Emil Nolde', position: '2' }]);
  });

  it('the latest changes first, with the names of those who asked for them', async () => {
    const path = `/events/${event.id}/ledger?limit=2&order=latest`;
    const first = (await get<Page<RecordedChangeResponse>>(path)).body;
    expect(first.items).toMatchObject([
      { change: 'enrolled', actorName: 'Emil Nolde', version: 6 },
      { change: 'enrolled', actorName: 'Dora Maar', version: 5 },
    ]);
    const rest = (await get<Page<RecordedChangeResponse>>(`${path}&cursor=${String(first.nextCursor)}`)).body;
    expect(rest.items.map(({ version }) => version)).toEqual([4, 3]);
    const csv = await get(`/events/${event.id}/ledger?order=latest`, organizer, 'text/csv');
    expect(parseCsvTable(csv.text).map(({ version }) => version)).toEqual(['6', '5', '4', '3', '2', '1']);
  });

  it('their own events alone', async () => {
    const other = await test.api.register({ role: 'organizer' });
    const [foreign, draft] = [await anEvent(test.api, other), await aDraft(test.api, other)];
    const idsFor = async (by: Person): Promise<string[]> => {
      const { body } = await get<Page<EventBody>>(`/events?organizerId=${other.user.id}`, by);
      return body.items.map(({ id }) => id).sort();
    };
    expect(await idsFor(other)).toEqual([foreign.id, draft.id].sort());
    expect(await idsFor(organizer)).toEqual([foreign.id]);
  });

  describe('the sale in numbers', () => {
    const figures = async (id = event.id, by = organizer): Promise<SaleFiguresResponse> =>
      (await get<SaleFiguresResponse>(`/events/${id}/figures`, by)).body;

    it('tells how the seats stood, and what requests came to, also those that changed nothing', async () => {
      const { history, server } = await figures();
      expect(
        history.map(({ version, seatsConfirmed, waiting, changes }) => [version, seatsConfirmed, waiting, changes]),
      ).toEqual([
        [1, 0, 0, 1],
        [2, 1, 0, 1],
        [3, 2, 0, 1],
        [4, 3, 0, 1],
        [5, 3, 1, 1],
        [6, 3, 2, 1],
      ]);
      expect(server).toMatchObject({ batches: 6, commands: 6, conflicts: 0 });
      expect(Object.fromEntries(server.outcomes.map(({ outcome, count }) => [outcome, count]))).toEqual({
        confirmed: 3,
        waitlisted: 2,
        'sold-out': 1,
      });
      expect(server.latencyP50Ms).toBeGreaterThan(0);
      // Half the patience of a request is 5 seconds: what is left of it would be no waiting time.
      expect(server.latencyP50Ms).toBeLessThan(4000);
      expect(server.latencyP99Ms).toBeGreaterThanOrEqual(server.latencyP50Ms ?? Infinity);
    });

    it('samples a long history evenly, with both of its ends', async () => {
      const long = await anEvent(test.api, organizer, { capacity: 400, maxSeatsPerUser: 400 });
      // Not through HTTP: the versions matter, not the buyers.
      await test.dataSource.query(
        `INSERT INTO ledger (event_id, version, ordinal, batch_id, change, seats, before, after, recorded_at)
         SELECT event_id, version + step, 0, batch_id, 'capacity-changed', 0, after, after, recorded_at
           FROM ledger, generate_series(1, 999) AS step WHERE event_id = $1`,
        [long.id],
      );
      const versions = (await figures(long.id)).history.map(({ version }) => version);
      expect([versions.length, versions[0], versions.at(-1)]).toEqual([120, 1, 1000]);
      const gaps = versions.slice(1).map((version, index) => version - (versions[index] ?? 0));
      expect([Math.min(...gaps), Math.max(...gaps)]).toEqual([8, 9]);
      await test.dataSource.query('UPDATE events SET version = 1000 WHERE id = $1', [long.id]);
    });

    it('knows nothing yet of an event nobody has asked anything of', async () => {
      const draft = await aDraft(test.api, organizer);
      expect(await figures(draft.id)).toMatchObject({
        history: [{ version: 1, capacity: 10 }],
        server: { batches: 0, latencyP50Ms: null, outcomes: [] },
      });
    });

    it('is for its organizer', async () => {
      const statusOf = async (by: Person): Promise<number> => (await get(`/events/${event.id}/figures`, by)).status;
      expect(await statusOf(people[0] as Person)).toBe(403);
      expect((await test.api.get(`/events/${event.id}/figures`)).status).toBe(401);
    });
  });
});
