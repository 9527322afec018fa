import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventBookingResponse } from '../../src/bookings/dto/event-booking.response.js';
import { type Page } from '../../src/http/page.js';
import { type RecordedChangeResponse } from '../../src/ledger/dto/recorded-change.response.js';
import { type EventWaitlistEntryResponse } from '../../src/waitlists/dto/event-waitlist-entry.response.js';
import { type Answer, type Person } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { aDraft, anAdmin, anEvent, book, type EventBody } from '../support/builders.js';
import { parseCsv, parseCsvTable } from '../support/csv.js';
import { expectInvariants } from '../support/invariants.js';

const NOBODY = '018f2a5e-0000-7000-8000-000000000000';
const LISTS = ['bookings', 'waitlist', 'ledger'] as const;
type List = (typeof LISTS)[number];
type Ledger = Page<RecordedChangeResponse>;
type Bookings = Page<EventBookingResponse>;
type Waitlist = Page<EventWaitlistEntryResponse>;

/** What the ledger says of accessible seats where nothing is mapped. */
const NO_MAP = { accessibleSeats: 0, accessibleFree: 0 };

// Goal: whoever runs an event sees who booked, who waits and what happened, and nobody else does. Method: HTTP against
// the whole app; five people book four seats.
describe("the organizer's lists", () => {
  let test: TestApp;
  let organizer: Person;
  let stranger: Person;
  let admin: Person;
  let people: readonly Person[];
  let event: EventBody;

  beforeAll(async () => {
    test = await startTestApp();
    organizer = await test.api.register({ role: 'organizer' });
    stranger = await test.api.register({ role: 'organizer' });
    admin = await anAdmin(test);
    const names = ['Ada', 'Bela', 'Cem', 'Dora', 'Emil', 'Fay', 'Gus'];
    people = await Promise.all(names.map((name) => test.api.register({ name })));
  });

  afterAll(async () => {
    await expectInvariants(test.dataSource);
    await test.close();
  });

  beforeEach(async () => {
    event = await anEvent(test.api, organizer, { capacity: 4 });
  });

  const person = (index: number): Person => {
    const found = people[index];
    if (!found) throw new Error(`there is no person ${index}`);
    return found;
  };

  const get = <T = Record<string, unknown>>(
    path: string,
    by: Person | undefined = organizer,
    accept?: string,
  ): Promise<Answer<T>> =>
    test.api.get<T>(`/events/${event.id}/${path}`, {
      token: by.accessToken,
      headers: accept === undefined ? {} : { accept },
    });

  const getCsv = async (path: string): Promise<Record<string, string>[]> => {
    const answer = await get(path, organizer, 'text/csv');
    expect(answer.status).toBe(200);
    return parseCsvTable(answer.text);
  };

  /** One seat each, one after the other; from the fifth on they wait. */
  const bookInTurn = async (...indexes: readonly number[]): Promise<void> => {
    for (const index of indexes) expect((await book(test.api, person(index), event.id)).status).toBeLessThan(300);
  };

  const cancelBookingOf = async (index: number): Promise<void> => {
    const { items } = (await get<Bookings>('bookings')).body;
    const found = items.find(({ userId }) => userId === person(index).user.id);
    const token = organizer.accessToken;
    expect((await test.api.post(`/bookings/${String(found?.id)}/cancel`, undefined, { token })).status).toBe(200);
  };

  const namesOf = ({ items }: Bookings | Waitlist): string[] => items.map(({ userName }) => userName);

  describe('who may see them', () => {
    const statusFor = async (list: List, by: Person | undefined, eventId = event.id): Promise<unknown[]> => {
      const options = by ? { token: by.accessToken } : {};
      const json = await test.api.get(`/events/${eventId}/${list}`, options);
      const csv = await test.api.get<Record<string, unknown> | undefined>(`/events/${eventId}/${list}`, {
        ...options,
        headers: { accept: 'text/csv' },
      });
      expect(csv.status).toBe(json.status);
      expect(csv.body?.code).toBe(json.body.code);
      return json.body.code === undefined ? [json.status] : [json.status, json.body.code];
    };

    it.each(LISTS)('shows the %s to the organizer and to admins', async (list) => {
      expect(await statusFor(list, organizer)).toEqual([200]);
      expect(await statusFor(list, admin)).toEqual([200]);
    });

    it.each(LISTS)('does not show the %s to another organizer or an attendee, in either form', async (list) => {
      await bookInTurn(0);
      expect(await statusFor(list, stranger)).toEqual([403, 'forbidden']);
      expect(await statusFor(list, person(0))).toEqual([403, 'forbidden']);
      expect(await statusFor(list, undefined)).toEqual([401, 'not-signed-in']);
    });

    it.each(LISTS)('does not tell a stranger by the %s that there is a draft', async (list) => {
      // prettier-ignore
      const draft = await aDraft(test.api, organizer);
      expect(await statusFor(list, organizer, draft.id)).toEqual([200]);
      expect(await statusFor(list, stranger, draft.id)).toEqual([404, 'event-not-found']);
      expect(await statusFor(list, organizer, NOBODY)).toEqual([404, 'event-not-found']);
      expect(await statusFor(list, organizer, 'nonsense')).toEqual([400, 'validation-failed']);
    });
  });

  describe('of bookings', () => {
    it('has every booking with the person behind it, the latest first', async () => {
      await bookInTurn(0, 1, 2);
      const { body } = await get<Bookings>('bookings');
      expect(namesOf(body)).toEqual(['Cem', 'Bela', 'Ada']);
      expect(body.nextCursor).toBeNull();
      const own = await test.api.get<Bookings>(`/bookings?eventId=${event.id}`, { token: person(0).accessToken });
      expect(body.items[2]).toMatchObject({
        ...(own.body.items[0] as object),
        userName: 'Ada',
        userEmail: person(0).email,
      });
    });

    it('goes on where the page before ended, while people book and cancel', async () => {
      await bookInTurn(0, 1, 2);
      const first = (await get<Bookings>('bookings?limit=2')).body;
      await bookInTurn(3);
      await cancelBookingOf(2);
      await cancelBookingOf(0);
      const second = (await get<Bookings>(`bookings?limit=2&cursor=${String(first.nextCursor)}`)).body;
      expect([...namesOf(first), ...namesOf(second)]).toEqual(['Cem', 'Bela', 'Ada']);
      expect(second.nextCursor).toBeNull();
      expect(second.items[0]?.status).toBe('cancelled');
    });

    it('can be narrowed to one status, page by page', async () => {
      await bookInTurn(0, 1, 2, 3);
      for (const index of [0, 1, 3]) await cancelBookingOf(index);
      expect(namesOf((await get<Bookings>('bookings?status=confirmed')).body)).toEqual(['Cem']);
      const first = (await get<Bookings>('bookings?status=cancelled&limit=2')).body;
      const second = (await get<Bookings>(`bookings?status=cancelled&limit=2&cursor=${String(first.nextCursor)}`)).body;
      expect([namesOf(first), namesOf(second)]).toEqual([['Dora', 'Bela'], ['Ada']]);
      expect((await get('bookings?status=waiting')).body).toMatchObject({ errors: [{ pointer: '#/query/status' }] });
    });

    it('holds a promoted booking as the latest, since its seats were taken last', async () => {
      await bookInTurn(0, 1, 2, 3, 4);
      await cancelBookingOf(3);
      const { items } = (await get<Bookings>('bookings')).body;
      expect(items[0]).toMatchObject({ userName: 'Emil', source: 'waitlist', status: 'confirmed' });
    });

    it('has nothing of another event', async () => {
      await bookInTurn(0);
      event = await anEvent(test.api, organizer);
      expect((await get<Bookings>('bookings')).body).toEqual({ items: [], nextCursor: null });
      const { text } = await get('bookings', organizer, 'text/csv');
      expect(parseCsv(text)).toHaveLength(1);
    });
  });

  describe('of the waitlist', () => {
    it('has those who wait in the order of the queue, with their places', async () => {
      await bookInTurn(0, 1, 2, 3, 4, 5, 6);
      const { body } = await get<Waitlist>('waitlist');
      expect(body.items.map(({ userName, position }) => [userName, position])).toEqual([
        ['Emil', 1],
        ['Fay', 2],
        ['Gus', 3],
      ]);
      const own = await test.api.get(`/events/${event.id}/waitlist/me`, { token: person(5).accessToken });
      expect(body.items[1]).toEqual({ ...own.body, userName: 'Fay', userEmail: person(5).email });
    });

    it('counts places anew on each page, and repeats and skips nobody who still waits', async () => {
      await bookInTurn(0, 1, 2, 3, 4, 5, 6);
      const first = (await get<Waitlist>('waitlist?limit=2')).body;
      await test.api.delete(`/events/${event.id}/waitlist/me`, { token: person(4).accessToken });
      const second = (await get<Waitlist>(`waitlist?limit=2&cursor=${String(first.nextCursor)}`)).body;
      expect([...namesOf(first), ...namesOf(second)]).toEqual(['Emil', 'Fay', 'Gus']);
      expect(second.items[0]?.position).toBe(2);
    });

    it('can be asked how the others ended', async () => {
      await bookInTurn(0, 1, 2, 3, 4, 5, 6);
      await test.api.delete(`/events/${event.id}/waitlist/me`, { token: person(5).accessToken });
      await cancelBookingOf(0);
      const ended = await Promise.all(
        ['waiting', 'promoted', 'left', 'expired'].map((status) => get<Waitlist>(`waitlist?status=${status}`)),
      );
      expect(ended.map(({ body }) => namesOf(body))).toEqual([['Gus'], ['Emil'], ['Fay'], []]);
      expect(ended[1]?.body.items[0]).toMatchObject({ status: 'promoted', position: null });
    });
  });

  describe('of the ledger', () => {
    it('tells what happened in its order, each change from where the one before ended', async () => {
      await bookInTurn(0, 1, 2, 3, 4);
      await cancelBookingOf(0);
      const all = (await get<Ledger>('ledger?limit=100')).body.items;
      expect(all.map(({ change }) => change)).toEqual([
        'opened',
        ...Array.from({ length: 4 }, () => 'booked'),
        'enrolled',
        'booking-cancelled',
        'promoted',
      ]);
      expect(all.at(-1)).toEqual({
        version: 7,
        ordinal: 1,
        change: 'promoted',
        actorId: null,
        actorName: null,
        bookingId: expect.any(String),
        waitlistEntryId: expect.any(String),
        seats: 1,
        before: { ...NO_MAP, capacity: 4, seatsConfirmed: 3, seatsHeld: 0, waiting: 1 },
        after: { ...NO_MAP, capacity: 4, seatsConfirmed: 4, seatsHeld: 0, waiting: 0 },
        recordedAt: expect.stringMatching(/Z$/),
      });
      all.slice(1).forEach(({ before }, index) => {
        expect(before).toEqual(all[index]?.after);
      });
    });

    it('goes on inside a version', async () => {
      await bookInTurn(0, 1, 2, 3, 4);
      await cancelBookingOf(0);
      const all = (await get<Ledger>('ledger?limit=100')).body.items;
      const walked: RecordedChangeResponse[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Ledger = (await get<Ledger>(`ledger?limit=1${cursor && `&cursor=${cursor}`}`)).body;
        walked.push(...page.items);
        cursor = page.nextCursor;
      }
      expect(walked).toEqual(all);
    });
  });

  describe('as CSV', () => {
    it('is a whole file, whatever the limit', async () => {
      await bookInTurn(0, 1, 2);
      const answer = await get('bookings?limit=1&status=confirmed', organizer, 'text/csv');
      expect(answer.headers).toMatchObject({
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="bookings-${event.id}.csv"`,
        'cache-control': 'no-store',
        vary: expect.stringContaining('Accept'),
      });
      expect(answer.text.split('\r\n')[0]).toBe(
        'reference,status,seats,seatLabels,userName,userEmail,source,' +
          'createdAt,confirmedAt,cancelledAt,holdExpiresAt,id,userId,eventId',
      );
      expect(parseCsvTable(answer.text).map(({ userName }) => userName)).toEqual(['Cem', 'Bela', 'Ada']);
    });

    it('says the same as JSON', async () => {
      await bookInTurn(0, 1, 2, 3, 4, 5);
      await cancelBookingOf(1);
      const asText = (value: unknown): string => {
        if (value === null) return '';
        return typeof value === 'string' ? value : JSON.stringify(value);
      };
      for (const list of LISTS) {
        const { items } = (await get<Page<Record<string, unknown>>>(`${list}?limit=100`)).body;
        const expected = items.map(({ seatLabels, ...item }) => ({
          ...Object.fromEntries(Object.entries(item).map(([name, value]) => [name, asText(value)])),
          ...(Array.isArray(seatLabels) && { seatLabels: seatLabels.join('; ') }),
        }));
        expect(await getCsv(list)).toEqual(expected);
      }
    });

    it('keeps hostile names from harm', async () => {
      const names = ['=HYPERLINK("http://evil.example","free seats")', '+49 30, "Ümit"', '@SUM(1)', '-2+3'];
      const hostile = await Promise.all(names.map((name) => test.api.register({ name })));
      for (const guest of hostile) await book(test.api, guest, event.id);
      // The API takes no line breaks in names; whatever else fills this table may.
      await test.dataSource.query(`UPDATE users SET name = $2 WHERE id = $1`, [hostile[2]?.user.id, '\ta\r\nb "c"\nd']);
      const records = await getCsv('bookings');
      expect(records.map(({ userName }) => userName)).toEqual([
        "'-2+3",
        `'\ta\r\nb "c"\nd`,
        `'+49 30, "Ümit"`,
        `'=HYPERLINK("http://evil.example","free seats")`,
      ]);
    });

    it('leaves numbers as numbers', async () => {
      const token = organizer.accessToken;
      const headers = { 'if-match': `"${event.revision}"` };
      await test.api.patch(`/events/${event.id}`, { capacity: 1 }, { token, headers });
      expect((await getCsv('ledger')).at(-1)).toMatchObject({ change: 'capacity-changed', seats: '-3' });
    });

    it.each([
      ['text/csv', 'text/csv; charset=utf-8; header=present'],
      ['application/json;q=0.3, text/csv;q=0.4', 'text/csv; charset=utf-8; header=present'],
      ['application/json, text/csv', 'application/json; charset=utf-8'],
      ['text/csv;q=0.3, */*;q=0.4', 'application/json; charset=utf-8'],
      ['*/*', 'application/json; charset=utf-8'],
      // Nothing we have: JSON all the same, the default says more than a 406 would.
      ['image/png', 'application/json; charset=utf-8'],
    ])('or JSON, as Accept: %s asks', async (accept, contentType) => {
      const { status, headers } = await get('waitlist', organizer, accept);
      expect([status, headers['content-type']]).toEqual([200, contentType]);
    });

    it('answers HEAD with the headers alone', async () => {
      await bookInTurn(0);
      const answer = await fetch(`${test.url}/api/v1/events/${event.id}/bookings`, {
        method: 'HEAD',
        headers: { authorization: `Bearer ${organizer.accessToken}`, accept: 'text/csv' },
      });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        'text/csv; charset=utf-8; header=present',
      ]);
    });
  });

  it.each(LISTS)('refuse a cursor of the %s that is not theirs, and survive a forged one', async (list) => {
    const cursorOf = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
    for (const cursor of ['x', cursorOf(), cursorOf('1'), cursorOf(NOBODY, NOBODY), cursorOf(1, 2, 3), cursorOf(0.5)]) {
      const { status, body } = await get(`${list}?cursor=${cursor}`);
      expect([status, body]).toMatchObject([400, { errors: [{ pointer: '#/query/cursor' }] }]);
    }
    for (const huge of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, -1]) {
      const cursor = list === 'ledger' ? cursorOf(huge, huge) : cursorOf(huge);
      expect((await get(`${list}?cursor=${cursor}`)).status).toBe(200);
    }
    for (const query of ['limit=0', 'limit=101', 'limit=x', 'unknown=1']) {
      expect((await get(`${list}?${query}`)).status).toBe(400);
    }
  });

  it('are described in both forms', async () => {
    const { body } = await test.api.get<{ paths: Record<string, { get: { responses: Record<string, unknown> } }> }>(
      '/api/openapi.json',
    );
    for (const list of LISTS) {
      expect(body.paths[`/api/v1/events/{id}/${list}`]?.get.responses['200']).toMatchObject({
        content: { 'application/json': { schema: {} }, 'text/csv': { schema: { type: 'string' } } },
      });
    }
  });
});
