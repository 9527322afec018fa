import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EventResponse } from '../../src/events/dto/event.response.js';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, uniqueName, type TestApp } from '../support/app.js';
import { aDraft, anAdmin, anEvent, anEventBody, book, inDays } from '../support/builders.js';
import { expectInvariants } from '../support/invariants.js';

const NOBODY = '018f2a5e-0000-7000-8000-000000000000';

interface ListAnswer {
  readonly items: readonly (EventResponse & { seatsFree: number; waiting: number })[];
  readonly nextCursor: string | null;
}

// Goal: what organizers set up is what everybody reads. Method: HTTP against the whole app.
describe('events', () => {
  let test: TestApp;
  let organizer: Person;
  let stranger: Person;
  let attendee: Person;
  let admin: Person;

  beforeAll(async () => {
    test = await startTestApp();
    const { api } = test;
    organizer = await api.register({ role: 'organizer' });
    stranger = await api.register({ role: 'organizer' });
    attendee = await api.register();
    admin = await anAdmin(test);
  });

  afterAll(async () => {
    await expectInvariants(test.dataSource);
    await test.close();
  });

  const by = ({ accessToken: token }: Person): { token: string } => ({ token });

  const edit = (id: string, ifMatch: string | undefined, body: unknown, user = organizer): Promise<Answer> =>
    test.api.patch(`/events/${id}`, body, {
      ...by(user),
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });

  const availability = (id: string): Promise<Answer> => test.api.get(`/events/${id}/availability`, by(organizer));

  const errorsOf = ({ body }: Answer): unknown => body.errors;

  describe('creating one', () => {
    it('answers a draft with the defaults, its address and its first ETag', async () => {
      const startsAt = inDays(30);
      const answer = await test.api.post('/events', anEventBody({ title: ' Quartet ', startsAt }), by(organizer));
      expect(answer).toMatchObject({ status: 201, headers: { etag: '"1"' } });
      expect(answer.body).toEqual({
        id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/),
        organizerId: organizer.user.id,
        title: 'Quartet',
        description: null,
        venue: null,
        startsAt,
        endsAt: null,
        salesOpenAt: null,
        salesCloseAt: null,
        status: 'draft',
        seating: 'general',
        capacity: 10,
        maxSeatsPerBooking: 10,
        maxSeatsPerUser: 10,
        holdSeconds: 600,
        waitlist: { enabled: true, mode: 'auto', offerSeconds: 900 },
        revision: 1,
        createdAt: expect.any(String),
      });
      const { location } = answer.headers;
      expect(location).toBe(`/api/v1/events/${String(answer.body.id)}`);
      expect((await test.api.get(location ?? '', by(organizer))).body).toEqual(answer.body);
    });

    it('keeps everything the organizer sets, and fills in the rest of the waitlist', async () => {
      const fields = {
        description: 'First line\nSecond line',
        venue: 'Old Hall',
        endsAt: inDays(31),
        salesOpenAt: inDays(1),
        salesCloseAt: inDays(29),
        capacity: 1_000_000,
        maxSeatsPerBooking: 100,
        maxSeatsPerUser: 1000,
        holdSeconds: 30,
      };
      const event = await aDraft(test.api, organizer, { ...fields, waitlist: { enabled: false } });
      expect(event).toMatchObject({ ...fields, waitlist: { enabled: false, mode: 'auto', offerSeconds: 900 } });
    });

    it('opens the ledger at version 1', async () => {
      const { id } = await aDraft(test.api, organizer, { capacity: 7 });
      expect((await availability(id)).body).toMatchObject({ version: 1, capacity: 7, seatsFree: 7 });
      await expectInvariants(test.dataSource);
    });

    it('is for organizers and admins', async () => {
      const refused = await test.api.post('/events', anEventBody(), by(attendee));
      expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      expect(await test.api.post('/events', anEventBody())).toMatchObject({
        status: 401,
        body: { code: 'not-signed-in' },
      });
      expect((await test.api.post('/events', anEventBody(), by(admin))).status).toBe(201);
    });

    const tooLate = { pointer: '#/salesCloseAt', detail: 'must not be after startsAt, when sales end' };
    it.each<[string, Record<string, unknown>, { pointer: string; detail?: string }]>([
      ['no title', { title: undefined }, { pointer: '#/title' }],
      ['an empty title', { title: '   ' }, { pointer: '#/title' }],
      ['a title too long', { title: 'x'.repeat(201) }, { pointer: '#/title' }],
      ['NUL in the title', { title: 'a\u0000b' }, { pointer: '#/title' }],
      ['a line break in the title', { title: 'a\nb' }, { pointer: '#/title' }],
      ['half a character in the title', { title: 'a\ud800' }, { pointer: '#/title' }],
      ['a title that is a list', { title: ['x'] }, { pointer: '#/title' }],
      ['null for the title', { title: null }, { pointer: '#/title' }],
      ['a description too long', { description: 'x'.repeat(5001) }, { pointer: '#/description' }],
      ['NUL in the description', { description: '\u0000' }, { pointer: '#/description' }],
      ['a venue that is a number', { venue: 5 }, { pointer: '#/venue' }],
      ['a venue too long', { venue: 'x'.repeat(201) }, { pointer: '#/venue' }],
      ['no start', { startsAt: undefined }, { pointer: '#/startsAt' }],
      ['a start that is a number', { startsAt: 1_900_000_000_000 }, { pointer: '#/startsAt' }],
      ['a day that does not exist', { startsAt: '2027-02-30T10:00:00Z' }, { pointer: '#/startsAt' }],
      ['a start without a zone', { startsAt: '2027-02-20T10:00:00' }, { pointer: '#/startsAt' }],
      ['a start in the past', { startsAt: inDays(-1) }, { pointer: '#/startsAt', detail: 'must be in the future' }],
      ['an end that is a word', { endsAt: 'late' }, { pointer: '#/endsAt' }],
      ['an end before the start', { endsAt: inDays(29) }, { pointer: '#/endsAt', detail: 'must be after startsAt' }],
      ['a bad opening of sales', { salesOpenAt: {} }, { pointer: '#/salesOpenAt' }],
      ['sales that open after the start', { salesOpenAt: inDays(31) }, { pointer: '#/salesOpenAt' }],
      ['sales that close first', { salesOpenAt: inDays(9), salesCloseAt: inDays(8) }, { pointer: '#/salesOpenAt' }],
      ['a bad close of sales', { salesCloseAt: true }, { pointer: '#/salesCloseAt' }],
      ['sales after the start', { salesCloseAt: inDays(31) }, tooLate],
      ['no seating', { seating: undefined }, { pointer: '#/seating' }],
      ['a capacity beside a map', { seating: 'reserved' }, { pointer: '#/capacity' }],
      ['a hall without a map', { seating: 'reserved', capacity: undefined }, { pointer: '#/seatMap' }],
      ['a map where nobody has a place', { seatMap: {} }, { pointer: '#/seatMap' }],
      ['a seating that is a name of every object', { seating: 'constructor' }, { pointer: '#/seating' }],
      ['no capacity', { capacity: undefined }, { pointer: '#/capacity' }],
      ['no seats', { capacity: 0 }, { pointer: '#/capacity' }],
      ['too many seats', { capacity: 1_000_001 }, { pointer: '#/capacity' }],
      ['half a seat', { capacity: 1.5 }, { pointer: '#/capacity' }],
      ['seats in a text', { capacity: '10' }, { pointer: '#/capacity' }],
      ['seats beyond all numbers', { capacity: 1e308 }, { pointer: '#/capacity' }],
      ['parties of none', { maxSeatsPerBooking: 0 }, { pointer: '#/maxSeatsPerBooking' }],
      ['parties too large', { maxSeatsPerBooking: 101 }, { pointer: '#/maxSeatsPerBooking' }],
      ['null for the party', { maxSeatsPerBooking: null }, { pointer: '#/maxSeatsPerBooking' }],
      ['users without seats', { maxSeatsPerUser: 0 }, { pointer: '#/maxSeatsPerUser' }],
      ['users with too many', { maxSeatsPerUser: 1001 }, { pointer: '#/maxSeatsPerUser' }],
      ['holds too short', { holdSeconds: 29 }, { pointer: '#/holdSeconds' }],
      ['holds too long', { holdSeconds: 3601 }, { pointer: '#/holdSeconds' }],
      ['a waitlist that is a flag', { waitlist: true }, { pointer: '#/waitlist' }],
      ['a waitlist that is null', { waitlist: null }, { pointer: '#/waitlist' }],
      ['a waitlist that is a list', { waitlist: [{}] }, { pointer: '#/waitlist' }],
      ['a waitlist switched by a word', { waitlist: { enabled: 'yes' } }, { pointer: '#/waitlist/enabled' }],
      ['an unknown mode', { waitlist: { mode: 'lottery' } }, { pointer: '#/waitlist/mode' }],
      ['offers too short', { waitlist: { offerSeconds: 29 } }, { pointer: '#/waitlist/offerSeconds' }],
      ['offers too long', { waitlist: { offerSeconds: 86_401 } }, { pointer: '#/waitlist/offerSeconds' }],
      ['an unknown field of the waitlist', { waitlist: { vip: 1 } }, { pointer: '#/waitlist/vip' }],
      ['an unknown field', { version: 7 }, { pointer: '#/version', detail: 'is not a known field' }],
      ['somebody else as organizer', { organizerId: NOBODY }, { pointer: '#/organizerId' }],
    ])('refuses %s', async (_, fields, error) => {
      const events = `SELECT count(*)::int AS count FROM events`;
      const before: unknown = await test.dataSource.query(events);
      const answer = await test.api.post('/events', anEventBody(fields), by(organizer));
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed', errors: [error] } });
      expect(errorsOf(answer)).toHaveLength(1);
      expect(await test.dataSource.query(events)).toEqual(before);
    });

    it('tells everything that is wrong at once', async () => {
      const answer = await test.api.post('/events', { capacity: 0 }, by(organizer));
      expect(errorsOf(answer)).toMatchObject([
        { pointer: '#/title' },
        { pointer: '#/startsAt' },
        { pointer: '#/seating' },
        { pointer: '#/capacity' },
      ]);
    });

    it.each(['[]', '"x"', 'null', '7'])('refuses a body that is %s', async (raw) => {
      const answer = await test.api.send('POST', '/events', { ...by(organizer), raw });
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    });

    it('refuses a missing body', async () => {
      const answer = await test.api.send('POST', '/events', by(organizer));
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    });
  });

  describe('reading one', () => {
    it('answers 304 as long as nothing was edited', async () => {
      const { id } = await anEvent(test.api, organizer);
      const first = await test.api.get(`/events/${id}`);
      expect(first).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { id, revision: 2 } });
      expect(first.body).not.toHaveProperty('seatsFree');
      expect(first.body).not.toHaveProperty('version');
      const same = await test.api.get(`/events/${id}`, { headers: { 'if-none-match': '"2"' } });
      expect(same).toMatchObject({ status: 304, text: '', headers: { etag: '"2"' } });
      await edit(id, '"2"', { title: 'New' });
      const changed = await test.api.get(`/events/${id}`, { headers: { 'if-none-match': '"2"' } });
      expect(changed).toMatchObject({ status: 200, headers: { etag: '"3"' }, body: { title: 'New' } });
    });

    it('hides a draft from everybody but its organizer and admins', async () => {
      const { id } = await aDraft(test.api, organizer);
      for (const path of [`/events/${id}`, `/events/${id}/availability`]) {
        for (const options of [{}, by(attendee), by(stranger)]) {
          expect(await test.api.get(path, options)).toMatchObject({ status: 404, body: { code: 'event-not-found' } });
        }
        expect((await test.api.get(path, by(organizer))).status).toBe(200);
        expect((await test.api.get(path, by(admin))).status).toBe(200);
      }
    });

    it('answers 404 for an id nobody has and 400 for what is no id', async () => {
      expect(await test.api.get(`/events/${NOBODY}`)).toMatchObject({ status: 404, body: { code: 'event-not-found' } });
      const answer = await test.api.get('/events/1');
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/path/id' }] } });
    });
  });

  describe('availability', () => {
    it('moves its ETag with the seats', async () => {
      const { id } = await anEvent(test.api, organizer, { capacity: 2 });
      const before = await test.api.get(`/events/${id}/availability`);
      expect(before).toMatchObject({ status: 200, headers: { etag: '"1"' } });
      expect(before.body).toEqual({
        eventId: id,
        version: 1,
        status: 'published',
        capacity: 2,
        seatsConfirmed: 0,
        seatsHeld: 0,
        seatsFree: 2,
        waiting: 0,
      });
      const same = await test.api.get(`/events/${id}/availability`, { headers: { 'if-none-match': '"1"' } });
      expect(same).toMatchObject({ status: 304, text: '' });
      expect((await book(test.api, attendee, id, { seats: 2 })).status).toBe(201);
      expect((await book(test.api, stranger, id)).status).toBe(202);
      const after = await test.api.get(`/events/${id}/availability`, { headers: { 'if-none-match': '"1"' } });
      expect(after).toMatchObject({
        status: 200,
        headers: { etag: '"3"' },
        body: { version: 3, seatsConfirmed: 2, seatsFree: 0, waiting: 1 },
      });
    });

    it('tells a draft from the published event at the same version', async () => {
      const { id } = await aDraft(test.api, organizer);
      const { etag = '' } = (await availability(id)).headers;
      await test.api.post(`/events/${id}/publish`, undefined, by(organizer));
      const answer = await test.api.get(`/events/${id}/availability`, { headers: { 'if-none-match': etag } });
      expect(answer).toMatchObject({ status: 200, body: { version: 1, status: 'published' } });
    });
  });

  describe('the list', () => {
    const list = async (query: string, user?: Person): Promise<ListAnswer> => {
      const answer = await test.api.get<ListAnswer>(`/events?${query}`, user ? by(user) : {});
      expect(answer).toMatchObject({ status: 200 });
      return answer.body;
    };

    const titles = ({ items }: ListAnswer): string[] => items.map(({ title }) => title);

    it('finds a part of title or venue in any case and script, and takes signs literally', async () => {
      const word = uniqueName('été');
      await anEvent(test.api, organizer, { title: `${word} 50%_[a] (x)`, startsAt: inDays(40) });
      await anEvent(test.api, organizer, { title: 'Other', venue: `Chez ${word}`, startsAt: inDays(41) });
      expect(titles(await list(`search=${encodeURIComponent(word.toUpperCase())}`))).toEqual([
        `${word} 50%_[a] (x)`,
        'Other',
      ]);
      expect(titles(await list(`search=${encodeURIComponent(`${word} 50%_[A] (X)`)}`))).toHaveLength(1);
      expect(titles(await list(`search=${encodeURIComponent(`${word}.50`)}`))).toEqual([]);
      expect(titles(await list(`search=${encodeURIComponent(`${word}%`)}`))).toEqual([]);
    });

    it('has free seats and waiting parties on every item', async () => {
      const title = uniqueName('counted');
      const { id } = await anEvent(test.api, organizer, { title, capacity: 3 });
      await book(test.api, attendee, id, { seats: 2 });
      await book(test.api, stranger, id, { seats: 2 });
      const { items } = await list(`search=${title}`);
      expect(items).toMatchObject([{ id, title, capacity: 3, seatsFree: 1, waiting: 1, revision: 2 }]);
    });

    it('shows drafts to their organizer and admins, cancelled events to everybody', async () => {
      const word = uniqueName('seen');
      await aDraft(test.api, organizer, { title: `${word} draft`, startsAt: inDays(50) });
      const { id } = await anEvent(test.api, organizer, { title: `${word} cancelled`, startsAt: inDays(51) });
      await test.api.post(`/events/${id}/cancel`, undefined, by(organizer));
      for (const user of [undefined, attendee, stranger]) {
        expect(titles(await list(`search=${word}`, user))).toEqual([`${word} cancelled`]);
        expect(titles(await list(`search=${word}&status=draft`, user))).toEqual([]);
      }
      for (const user of [organizer, admin]) {
        expect(titles(await list(`search=${word}`, user))).toEqual([`${word} draft`, `${word} cancelled`]);
        expect(titles(await list(`search=${word}&status=draft`, user))).toEqual([`${word} draft`]);
        expect(titles(await list(`search=${word}&status=cancelled`, user))).toEqual([`${word} cancelled`]);
      }
    });

    it('takes events from `from` on and before `to`', async () => {
      const word = uniqueName('range');
      const [one, two, three] = [inDays(60), inDays(61), inDays(62)];
      for (const startsAt of [three, one, two]) await anEvent(test.api, organizer, { title: word, startsAt });
      const starts = async (query: string): Promise<string[]> =>
        (await list(`search=${word}&${query}`)).items.map(({ startsAt }) => startsAt);
      expect(await starts('')).toEqual([one, two, three]);
      expect(await starts(`from=${two}`)).toEqual([two, three]);
      expect(await starts(`to=${two}`)).toEqual([one]);
      expect(await starts(`from=${one}&to=${three}`)).toEqual([one, two]);
    });

    it('goes through all pages once, also when events come in between', async () => {
      const title = uniqueName('paged');
      const startsAt = inDays(70);
      const ids: string[] = [];
      for (let count = 0; count < 5; count += 1) ids.push((await anEvent(test.api, organizer, { title, startsAt })).id);
      const first = await list(`search=${title}&limit=2`);
      await anEvent(test.api, organizer, { title, startsAt: inDays(69) });
      const second = await list(`search=${title}&limit=2&cursor=${first.nextCursor ?? ''}`);
      const third = await list(`search=${title}&limit=2&cursor=${second.nextCursor ?? ''}`);
      expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(ids);
      expect(third.nextCursor).toBeNull();
    });

    it('ends with a full page when nothing follows', async () => {
      const title = uniqueName('full');
      await anEvent(test.api, organizer, { title });
      await anEvent(test.api, organizer, { title });
      expect(await list(`search=${title}&limit=2`)).toMatchObject({ items: [{ title }, { title }], nextCursor: null });
    });

    it.each([
      ['limit=0', '#/query/limit'],
      ['limit=101', '#/query/limit'],
      ['limit=x', '#/query/limit'],
      ['limit=1&limit=2', '#/query/limit'],
      ['cursor=x', '#/query/cursor'],
      [`cursor=${Buffer.from('["2027-05-01T18:00:00Z",7]').toString('base64url')}`, '#/query/cursor'],
      ['search=', '#/query/search'],
      ['search=%00', '#/query/search'],
      [`search=${'x'.repeat(101)}`, '#/query/search'],
      ['from=yesterday', '#/query/from'],
      ['to=2027-13-01T00:00:00Z', '#/query/to'],
      ['from=2027-05-02T00:00:00Z&to=2027-05-01T00:00:00Z', '#/query/to'],
      ['status=open', '#/query/status'],
      ['order=title', '#/query/order'],
    ])('refuses ?%s', async (query, pointer) => {
      const answer = await test.api.get(`/events?${query}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed', errors: [{ pointer }] } });
    });
  });
});
