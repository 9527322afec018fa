import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { plantDemo } from '../../src/demo/demo-data.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { expectInvariants } from '../support/invariants.js';

interface ListAnswer {
  readonly items: readonly { title: string; seating: string; seatsFree: number; waiting: number }[];
}

// Goal: a first look shows something true, and nothing that was there is touched. Method: the whole app, empty or not.
describe('the demo data', () => {
  let test: TestApp;

  beforeEach(async () => {
    test = await startTestApp();
  });

  afterEach(async () => {
    await test.close();
  });

  const events = async (): Promise<ListAnswer['items']> => (await test.api.get<ListAnswer>('/events')).body.items;

  it('gives an empty database logins that work, an event of each seating and one with a waitlist', async () => {
    const logins = await plantDemo(test.app);
    expect(logins.map(({ role }) => role).sort()).toEqual(['admin', 'attendee', 'attendee', 'attendee', 'organizer']);
    for (const { email, password, role } of logins) {
      const answer = await test.api.post('/auth/login', { email, password });
      expect(answer).toMatchObject({ status: 200, body: { user: { email, role } } });
    }
    expect(await events()).toMatchObject([
      { title: 'Open stage', seating: 'general', seatsFree: 0, waiting: 1 },
      { title: 'An evening of chamber music', seating: 'general', seatsFree: 117, waiting: 0 },
      { title: 'The Tempest', seating: 'reserved', seatsFree: 383, waiting: 0 },
    ]);
    await expectInvariants(test.dataSource);
  });

  it('is planted once, also by instances that start together, and tells its logins every time', async () => {
    const other = await startTestApp({ database: test.database });
    try {
      await Promise.all([plantDemo(test.app), plantDemo(other.app)]);
      expect(await plantDemo(test.app)).toHaveLength(5);
      expect(await events()).toHaveLength(3);
    } finally {
      await other.close();
    }
  });

  it('leaves a database with users alone', async () => {
    await test.api.register();
    expect(await plantDemo(test.app)).toEqual([]);
    expect(await events()).toEqual([]);
  });
});
