import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { anEvent, anEventBody, book } from '../support/builders.js';
import { aHall, readSeats, seatIdsOf, type SeatMapBody } from '../support/seats.js';
import { expectInvariants } from '../support/invariants.js';

// Goal: every route and status of reserved seating in the contract. Method: HTTP in, HTTP out; the invariants at the end.

const NO_SEAT = '018f2a5e-0000-7000-8000-000000000000';

describe('reserved seats', () => {
  let test: TestApp;
  let organizer: Person;
  let ann: Person;
  let bob: Person;

  beforeAll(async () => {
    test = await startTestApp();
    [organizer, ann, bob] = await Promise.all([
      test.api.register({ role: 'organizer' }),
      test.api.register(),
      test.api.register(),
    ]);
  });

  afterAll(async () => {
    await expectInvariants(test.dataSource);
    await test.close();
  });

  const bookBest = (person: Person, id: string, bestAvailable: object, more: object = {}): Promise<Answer> =>
    book(test.api, person, id, { bestAvailable, ...more });

  const editSeats = (id: string, revision: number | null, body: object, person = organizer): Promise<Answer> =>
    test.api.patch(`/events/${id}/seats`, body, {
      token: person.accessToken,
      headers: revision === null ? {} : { 'if-match': `"${revision}"` },
    });

  describe('POST /events with a seat map', () => {
    const create = (fields: object): Promise<Answer> =>
      test.api.post(
        '/events',
        { ...anEventBody({ seating: 'reserved' }), capacity: undefined, ...fields },
        { token: organizer.accessToken },
      );

    it('makes a draft with as many seats as the map shows, generated and given one by one', async () => {
      const blocks = [{ section: 'Stalls', rows: 2, seatsPerRow: 3, accessible: ['Stalls-B-3'] }];
      const seats = [{ section: 'Box', row: '1', number: 7, x: 9.5, y: -2, accessible: true }];
      const { status, headers, body } = await create({ seatMap: { blocks, seats } });
      expect([status, headers.etag, body.capacity, body.seating]).toEqual([201, '"1"', 7, 'reserved']);
      const map = await readSeats(test.api, String(body.id), organizer);
      expect(map.sections.map(({ section, rows }) => [section, rows.map(({ row }) => row)])).toEqual([
        ['Stalls', ['A', 'B']],
        ['Box', ['1']],
      ]);
      expect(map.sections[1]?.rows[0]?.seats).toEqual([
        { id: expect.any(String), label: 'Box-1-7', number: 7, x: 9.5, y: -2, accessible: true, state: 'free' },
      ]);
      expect(map.sections[0]?.rows[1]?.seats.map(({ accessible }) => accessible)).toEqual([false, false, true]);
    });

    const block = { section: 'S', rows: 2, seatsPerRow: 2 };
    const seat = { section: 'S', row: 'A', number: 1 };
    it.each<[string, object, string]>([
      ['no map', {}, '#/seatMap'],
      ['a capacity beside the map', { seatMap: { blocks: [block] }, capacity: 4 }, '#/capacity'],
      ['an empty map', { seatMap: {} }, '#/seatMap'],
      ['a map that is none', { seatMap: 'front row' }, '#/seatMap'],
      ['an unknown field', { seatMap: { blocks: [block], rows: [] } }, '#/seatMap/rows'],
      [
        'a field named like what every object has',
        { seatMap: { seats: [{ ...seat, valueOf: 1 }] } },
        '#/seatMap/seats/0/valueOf',
      ],
      ['an empty row', { seatMap: { blocks: [{ ...block, seatsPerRow: 0 }] } }, '#/seatMap/blocks/0/seatsPerRow'],
      ['half a row', { seatMap: { blocks: [{ ...block, rows: 1.5 }] } }, '#/seatMap/blocks/0/rows'],
      ['a seat without a row', { seatMap: { seats: [{ section: 'S', number: 1 }] } }, '#/seatMap/seats/0/row'],
      ['a section of nothing', { seatMap: { seats: [{ ...seat, section: ' ' }] } }, '#/seatMap/seats/0/section'],
      ['a control character', { seatMap: { seats: [{ ...seat, row: 'A\u0000' }] } }, '#/seatMap/seats/0/row'],
      ['a label twice', { seatMap: { seats: [seat, seat] } }, '#/seatMap/seats/1'],
      ['a label of a block again', { seatMap: { blocks: [block], seats: [seat] } }, '#/seatMap/seats/0'],
      [
        'an accessible seat that is not there',
        { seatMap: { blocks: [{ ...block, accessible: ['S-Z-1'] }] } },
        '#/seatMap/blocks/0/accessible/0',
      ],
      [
        'more than 50,000 seats',
        { seatMap: { blocks: [{ section: 'S', rows: 501, seatsPerRow: 100 }] } },
        '#/seatMap/blocks/0/rows',
      ],
      ['a position out of bounds', { seatMap: { seats: [{ ...seat, x: 1e300 }] } }, '#/seatMap/seats/0/x'],
    ])('refuses %s, pointing at it', async (_, fields, pointer) => {
      const { status, body } = await create(fields);
      expect([status, body.code, body.errors]).toEqual([
        400,
        'validation-failed',
        [{ pointer, detail: expect.any(String) }],
      ]);
    });

    it('refuses a map for general seating', async () => {
      const answer = await create({ seating: 'general', capacity: 4, seatMap: { blocks: [block] } });
      expect([answer.status, answer.body.errors]).toMatchObject([400, [{ pointer: '#/seatMap' }]]);
    });

    it('takes a map of 50,000 seats in one request', async () => {
      const { status, body } = await create({ seatMap: { blocks: [{ section: 'S', rows: 500, seatsPerRow: 100 }] } });
      expect([status, body.capacity]).toEqual([201, 50_000]);
    }, 20_000);
  });

  describe('GET /events/:id/seats', () => {
    it('answers 304 until a seat changes, then another ETag', async () => {
      const { id } = await anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 3 }));
      const path = `/events/${id}/seats`;
      const first = await test.api.get(path);
      const etag = first.headers.etag ?? '';
      expect([first.status, etag, first.headers['content-type']]).toEqual([
        200,
        '"1"',
        'application/json; charset=utf-8',
      ]);
      const again = await test.api.get(path, { headers: { 'if-none-match': etag } });
      expect([again.status, again.text, again.headers.etag]).toEqual([304, '', etag]);
      await bookBest(ann, id, { seats: 1 });
      const changed = await test.api.get<SeatMapBody>(path, { headers: { 'if-none-match': etag } });
      expect([changed.status, changed.headers.etag, changed.body.version]).toEqual([200, '"2"', 2]);
    });

    it('compresses for whoever can read it, with the same content', async () => {
      const { id } = await anEvent(test.api, organizer, aHall({ rows: 20, seatsPerRow: 20 }));
      const plain = await test.api.get(`/events/${id}/seats`);
      const answer = await request(`${test.url}/api/v1/events/${id}/seats`, { headers: { 'accept-encoding': 'gzip' } });
      const packed = Buffer.from(await answer.body.arrayBuffer());
      expect([answer.headers['content-encoding'], answer.headers.vary]).toEqual(['gzip', 'accept-encoding']);
      expect(packed.length).toBeLessThan(plain.text.length / 3);
      expect(gunzipSync(packed).toString()).toBe(plain.text);
    });

    it('shows a draft to its organizer only, and nothing of an event that is not there', async () => {
      const body = anEventBody({ ...aHall({ rows: 1, seatsPerRow: 1 }) });
      const { body: draft } = await test.api.post('/events', body, { token: organizer.accessToken });
      const path = `/events/${String(draft.id)}/seats`;
      const answers = await Promise.all([
        test.api.get(path, { token: organizer.accessToken }),
        test.api.get(path, { token: ann.accessToken }),
        test.api.get(path),
        test.api.get(`/events/${NO_SEAT}/seats`),
        test.api.get('/events/none/seats'),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404, 400]);
    });

    it('has no seats to show for general seating', async () => {
      const { id } = await anEvent(test.api, organizer);
      expect((await readSeats(test.api, id)).sections).toEqual([]);
    });

    it('shows each seat free, held, booked or blocked', async () => {
      const { id, revision } = await anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 4 }));
      const [one = '', two = '', three = ''] = await seatIdsOf(test.api, id);
      await book(test.api, ann, id, { seatIds: [one] });
      await book(test.api, ann, id, { seatIds: [two], hold: true });
      await editSeats(id, revision, { block: [three] });
      const { sections } = await readSeats(test.api, id);
      expect(sections[0]?.rows[0]?.seats.map(({ state }) => state)).toEqual(['booked', 'held', 'blocked', 'free']);
    });
  });

  describe('PATCH /events/:id/seats', () => {
    it('blocks and unblocks with If-Match, and the capacity follows', async () => {
      const { id, revision } = await anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 4 }));
      const [one = '', two = ''] = await seatIdsOf(test.api, id);
      const blocked = await editSeats(id, revision, { block: [one, two.toUpperCase()] });
      expect([blocked.status, blocked.body.capacity, blocked.headers.etag]).toEqual([200, 2, `"${revision + 1}"`]);
      const unblocked = await editSeats(id, revision + 1, { unblock: [one] });
      expect([unblocked.status, unblocked.body.capacity]).toEqual([200, 3]);
      const { body } = await test.api.get(`/events/${id}/availability`);
      expect(body).toMatchObject({ capacity: 3, seatsFree: 3 });
    });

    it('needs the latest revision: 428 without, 412 with an old one, telling the current', async () => {
      const { id, revision } = await anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 2 }));
      const [one = ''] = await seatIdsOf(test.api, id);
      const without = await editSeats(id, null, { block: [one] });
      expect([without.status, without.body.code]).toEqual([428, 'if-match-required']);
      const late = await editSeats(id, revision + 5, { block: [one] });
      expect([late.status, late.body.code, late.body.revision]).toEqual([412, 'revision-stale', revision]);
    });

    it('refuses a taken seat, a strange seat, a seat twice, another person and another kind of event', async () => {
      const { id, revision } = await anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 2 }));
      const [one = '', two = ''] = await seatIdsOf(test.api, id);
      await book(test.api, ann, id, { seatIds: [one] });
      const taken = await editSeats(id, revision, { block: [two, one] });
      expect([taken.status, taken.body.code, taken.body.seatIds]).toEqual([409, 'seat-taken', [one]]);
      const strange = await editSeats(id, revision, { block: [two, NO_SEAT] });
      expect([strange.status, strange.body.errors]).toMatchObject([400, [{ pointer: '#/block/1' }]]);
      const twice = await editSeats(id, revision, { block: [two, two] });
      expect([twice.status, twice.body.errors]).toMatchObject([400, [{ pointer: '#/block' }]]);
      const foreign = await editSeats(id, revision, { block: [two] }, ann);
      expect([foreign.status, foreign.body.code]).toEqual([403, 'forbidden']);
      const general = await anEvent(test.api, organizer);
      const wrong = await editSeats(general.id, general.revision, { block: [two] });
      expect([wrong.status, wrong.body.code]).toEqual([409, 'wrong-seating']);
    });

    it('leaves the capacity of a mapped event to its map', async () => {
      const { id, revision } = await anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 2 }));
      const options = { token: organizer.accessToken, headers: { 'if-match': `"${revision}"` } };
      const answer = await test.api.patch(`/events/${id}`, { capacity: 9 }, options);
      expect([answer.status, answer.body.code]).toEqual([409, 'wrong-seating']);
    });
  });

  describe('POST /events/:id/bookings on a mapped event', () => {
    it('books the seats asked for, all or none, and names the lost ones', async () => {
      const { id } = await anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 4 }));
      const [one = '', two = '', three = ''] = await seatIdsOf(test.api, id);
      const booked = await book(test.api, ann, id, { seatIds: [two.toUpperCase(), one] });
      expect(booked).toMatchObject({
        status: 201,
        body: { outcome: 'confirmed', booking: { seats: 2, seatLabels: ['S-A-2', 'S-A-1'], status: 'confirmed' } },
      });
      const refused = await book(test.api, bob, id, { seatIds: [three, two] });
      expect([refused.status, refused.body.code, refused.body.seatIds]).toEqual([409, 'seat-taken', [two]]);
      expect((await book(test.api, bob, id, { seatIds: [three] })).status).toBe(201);
    });

    it('holds seats, and a confirmed hold keeps them', async () => {
      const { id } = await anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 2 }));
      const [one = ''] = await seatIdsOf(test.api, id);
      const held = await book(test.api, ann, id, { seatIds: [one], hold: true });
      expect(held).toMatchObject({ status: 201, body: { outcome: 'held', booking: { seatLabels: ['S-A-1'] } } });
      const path = held.headers.location ?? '';
      const confirmed = await test.api.post(`${path}/confirm`, undefined, { token: ann.accessToken });
      expect(confirmed).toMatchObject({ status: 200, body: { status: 'confirmed', seatLabels: ['S-A-1'] } });
    });

    it('gives the best available, in one section or side by side, and says when that cannot be', async () => {
      const blocks = [
        { section: 'S', rows: 2, seatsPerRow: 2 },
        { section: 'T', rows: 1, seatsPerRow: 1 },
      ];
      const { id } = await anEvent(test.api, organizer, { ...aHall({ rows: 1, seatsPerRow: 1 }), seatMap: { blocks } });
      expect(await bookBest(ann, id, { seats: 1, section: 'T' })).toMatchObject({
        status: 201,
        body: { booking: { seatLabels: ['T-A-1'] } },
      });
      expect(await bookBest(ann, id, { seats: 1, section: 'T' })).toMatchObject({
        status: 409,
        body: { code: 'sold-out', section: 'T' },
      });
      expect(await bookBest(ann, id, { seats: 3, adjacentOnly: true })).toMatchObject({
        status: 409,
        body: { code: 'no-adjacent-seats' },
      });
      expect(await bookBest(ann, id, { seats: 3 })).toMatchObject({ status: 201, body: { booking: { seats: 3 } } });
      expect(await bookBest(bob, id, { seats: 2 })).toMatchObject({ status: 202, body: { reason: 'sold-out' } });
    });

    it('promotes into seats of the map', async () => {
      const { id } = await anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 2 }));
      const { headers } = await bookBest(ann, id, { seats: 2 });
      await bookBest(bob, id, { seats: 2 });
      await test.api.post(`${headers.location ?? ''}/cancel`, undefined, { token: ann.accessToken });
      const { body } = await test.api.get<{ items: object[] }>(`/bookings?eventId=${id}`, { token: bob.accessToken });
      expect(body.items).toMatchObject([{ status: 'confirmed', source: 'waitlist', seatLabels: ['S-A-1', 'S-A-2'] }]);
    });

    it.each<[string, object, number, object]>([
      ['nothing', {}, 400, { errors: [{ pointer: '#/seats' }] }],
      ['two ways at once', { seats: 1, bestAvailable: { seats: 1 } }, 400, { errors: [{ pointer: '#/seats' }] }],
      ['a number of seats', { seats: 1 }, 409, { code: 'wrong-seating', seating: 'reserved' }],
      ['a seat of another event', { seatIds: [NO_SEAT] }, 400, { errors: [{ pointer: '#/seatIds/0' }] }],
      ['a seat that is no id', { seatIds: ['S-A-1'] }, 400, { errors: [{ pointer: '#/seatIds' }] }],
      ['a seat twice', { seatIds: [NO_SEAT, NO_SEAT] }, 400, { errors: [{ pointer: '#/seatIds' }] }],
      ['no seat', { seatIds: [] }, 400, { errors: [{ pointer: '#/seatIds' }] }],
      ['too many', { bestAvailable: { seats: 11 } }, 400, { errors: [{ pointer: '#/bestAvailable/seats' }] }],
      ['none of the best', { bestAvailable: { seats: 0 } }, 400, { errors: [{ pointer: '#/bestAvailable/seats' }] }],
      [
        'an unknown wish',
        { bestAvailable: { seats: 1, row: 'A' } },
        400,
        { errors: [{ pointer: '#/bestAvailable/row' }] },
      ],
      ['a section nobody has', { bestAvailable: { seats: 1, section: 'Z' } }, 409, { code: 'sold-out', section: 'Z' }],
    ])('refuses %s', async (_, body, status, problem) => {
      const { id } = await anEvent(test.api, organizer, aHall({ rows: 2, seatsPerRow: 10 }));
      expect(await book(test.api, ann, id, { ...body })).toMatchObject({ status, body: problem });
    });

    it('refuses seats on a general event', async () => {
      const { id } = await anEvent(test.api, organizer);
      for (const body of [{ seatIds: [NO_SEAT] }, { bestAvailable: { seats: 1 } }]) {
        expect(await book(test.api, ann, id, body)).toMatchObject({
          status: 409,
          body: { code: 'wrong-seating', seating: 'general' },
        });
      }
    });

    it('gives every seat back when the event is cancelled', async () => {
      const { id } = await anEvent(test.api, organizer, aHall({ rows: 1, seatsPerRow: 3 }));
      await bookBest(ann, id, { seats: 2 });
      await bookBest(bob, id, { seats: 1 }, { hold: true });
      await test.api.post(`/events/${id}/cancel`, undefined, { token: organizer.accessToken });
      const { sections } = await readSeats(test.api, id);
      expect(sections[0]?.rows[0]?.seats.map(({ state }) => state)).toEqual(['free', 'free', 'free']);
    });
  });
});
