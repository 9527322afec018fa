import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import {
  EventsRepository,
  selectPage,
  type DraftsOf,
  type EventFilter,
  type EventKey,
  type EventPage,
  type NewEvent,
} from '../../src/events/events.repository.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

// Goal: what only PostgreSQL can answer about the SQL of events. Method: the repository on a database of its own.
describe('the events repository', () => {
  let database: TestDatabase;
  const events = new EventsRepository();
  const organizerId = uuidv7();
  const stranger = { userId: uuidv7() };

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.dataSource.query(
      `INSERT INTO users (id, email, name, role, password_hash) VALUES ($1, 'o@example.org', 'O', 'organizer', '-')`,
      [organizerId],
    );
  });

  afterAll(async () => {
    await database.drop();
  });

  async function store(fields: Partial<NewEvent>): Promise<string> {
    const event: NewEvent = {
      id: uuidv7(),
      organizerId,
      seating: 'general',
      title: 'A play',
      description: null,
      venue: null,
      startsAt: new Date('2027-05-01T18:00:00Z'),
      endsAt: null,
      salesOpenAt: null,
      salesCloseAt: null,
      maxSeatsPerBooking: 10,
      maxSeatsPerUser: 10,
      holdSeconds: 600,
      waitlistEnabled: true,
      waitlistMode: 'auto',
      waitlistOfferSeconds: 900,
      ...fields,
    };
    await events.insert(database.dataSource.manager, event);
    return event.id;
  }

  const find = async (
    filter: EventFilter,
    after?: EventKey,
    limit = 100,
  ): Promise<{ ids: string[]; last?: EventKey }> => {
    const page: EventPage = { filter, draftsOf: 'everybody', after, limit };
    const rows = await events.findPage(database.dataSource.manager, page);
    const last = rows.at(-1)?.key;
    return { ids: rows.map(({ event }) => event.id), ...(last && { last }) };
  };

  it('starts a draft at revision 1 and version 0, with nothing to sell', async () => {
    const id = await store({});
    expect(await events.findById(database.dataSource.manager, id)).toMatchObject({
      status: 'draft',
      revision: 1,
      version: 0,
      capacity: 0,
      createdAt: expect.any(Date),
    });
  });

  it.each([
    'straße',
    'STRAßE',
    'ÉTÉ',
    'été',
    'ЖУК',
    'жук',
    '50%',
    'a_b',
    'C:\\',
    '(x) [y] {z}',
    '^$.*+?|',
    "O'Neil",
    '😀',
  ])('finds %s in a title, whatever the locale of the server', async (text) => {
    const id = await store({ title: "Straße été жук 50% a_b C:\\ (x) [y] {z} ^$.*+?| O'Neil 😀" });
    expect((await find({ search: text })).ids).toContain(id);
  });

  it.each(['a.b', '50_', '.*', '[a-z]', '(?i)a', '***=a', '\\d', 'axb'])(
    'takes %s as text, not as a pattern',
    async (text) => {
      const id = await store({ title: 'axb 501 plain', venue: 'Hall 7' });
      const isText = 'axb 501 plain'.includes(text);
      expect((await find({ search: text })).ids.includes(id)).toBe(isText);
    },
  );

  it('shows no draft to strangers, and all of them to their organizer', async () => {
    const id = await store({ venue: 'hidden place' });
    const seenBy = async (draftsOf: DraftsOf): Promise<boolean> => {
      const page: EventPage = { filter: { search: 'HIDDEN' }, draftsOf, limit: 10 };
      const rows = await events.findPage(database.dataSource.manager, page);
      return rows.some(({ event }) => event.id === id);
    };
    expect([await seenBy('nobody'), await seenBy(stranger)]).toEqual([false, false]);
    expect([await seenBy({ userId: organizerId }), await seenBy('everybody')]).toEqual([true, true]);
  });

  it('pages through starts that differ by microseconds and through equal ones', async () => {
    const title = 'microseconds';
    const ids: string[] = [];
    for (const start of ['00.000001', '00.000002', '00.000002', '00.000999', '00.001000']) {
      const id = await store({ title });
      await database.dataSource.query(`UPDATE events SET starts_at = $2 WHERE id = $1`, [
        id,
        `2028-01-01T00:00:${start}Z`,
      ]);
      ids.push(id);
    }
    const found: string[] = [];
    let after: EventKey | undefined;
    while (found.length < ids.length) {
      const { ids: next, last } = await find({ search: title }, after, 1);
      if (last === undefined) break;
      found.push(...next);
      after = last;
    }
    expect(found).toEqual(ids);
    expect((await find({ search: title }, after)).ids).toEqual([]);
  });

  it('stores one of two edits of the same revision, and touches neither version nor seats', async () => {
    const id = await store({});
    const edits = await Promise.all(
      ['One', 'Two'].map((title) => events.editDetails(database.dataSource.manager, id, 1, { title })),
    );
    expect(edits.sort()).toEqual([false, true]);
    expect(await events.findById(database.dataSource.manager, id)).toMatchObject({
      revision: 2,
      version: 0,
      capacity: 0,
    });
  });

  it('empties a field that is edited to null', async () => {
    const id = await store({ venue: 'Old Hall', endsAt: new Date('2027-05-01T20:00:00Z') });
    expect(await events.editDetails(database.dataSource.manager, id, 1, { venue: null, endsAt: null })).toBe(true);
    expect(await events.findById(database.dataSource.manager, id)).toMatchObject({ venue: null, endsAt: null });
  });

  it('publishes drafts only', async () => {
    const id = await store({});
    await events.publish(database.dataSource.manager, id);
    await events.publish(database.dataSource.manager, id);
    expect(await events.findById(database.dataSource.manager, id)).toMatchObject({ status: 'published', revision: 2 });
    await database.dataSource.query(`UPDATE events SET status = 'cancelled' WHERE id = $1`, [id]);
    await events.publish(database.dataSource.manager, id);
    expect(await events.findById(database.dataSource.manager, id)).toMatchObject({ status: 'cancelled', revision: 2 });
  });

  it('reads a page along the index of starts instead of sorting all events', async () => {
    await database.dataSource.query(
      `INSERT INTO events (id, organizer_id, title, starts_at, status, seating, max_seats_per_booking,
                           max_seats_per_user, hold_seconds, waitlist_enabled, waitlist_mode, waitlist_offer_seconds)
       SELECT gen_random_uuid(), $1, 'Show ' || n, timestamptz '2030-01-01' + n * interval '1 minute', 'published',
              'general', 10, 10, 600, true, 'auto', 900
         FROM generate_series(1, 3000) AS n`,
      [organizerId],
    );
    await database.dataSource.query('ANALYZE events');
    for (const draftsOf of ['nobody', 'everybody', stranger] as const) {
      const filter = { search: 'show', from: new Date('2029-01-01'), status: 'published' } as const;
      const plan = await explain({
        filter,
        draftsOf,
        after: { startsAt: '2029-06-01T00:00:00Z', id: organizerId },
        limit: 21,
      });
      expect(plan).toContain('Index Scan using events_starts_at_idx');
      expect(plan).not.toContain('Sort');
    }
  });

  async function explain(page: EventPage): Promise<string> {
    const [sql, parameters] = selectPage(database.dataSource.manager, page).getQueryAndParameters();
    const rows = await database.dataSource.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${sql}`, parameters);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }
});
