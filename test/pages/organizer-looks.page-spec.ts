import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import { plantDemo } from '../../src/demo/demo-data.js';
import { type Person } from '../support/api-client.js';
import { PageTest, type Visitor } from '../support/browser.js';
import { anEvent, aDraft, book } from '../support/builders.js';
import { signInCrowd } from '../support/crowd.js';
import { expectGoodLooks, VIEWS } from '../support/looks.js';

const OLGA = { email: 'olga@demo.example', password: 'rowlock-demo' };

interface Look {
  readonly name: string;
  /** `:rush` and the like are replaced by the id of that event. */
  readonly path: string;
  /** What is there once the page is complete; what must be pressed to get there. */
  readonly waitFor: (page: Page, others: { editDraft: () => Promise<unknown> }) => Promise<unknown>;
}

const chartsAreDrawn = (page: Page): Promise<unknown> => page.locator('canvas').nth(3).waitFor();
const text = (words: string) => (page: Page) => page.getByText(words).first().waitFor();

/** Every page of the organizer's; a new page is a new line. */
const LOOKS: readonly Look[] = [
  { name: 'organizer', path: '/organizer', waitFor: text('sold') },
  { name: 'organizer-nothing', path: '/organizer?search=zzz', waitFor: text('No event of yours matches') },
  { name: 'organizer-new', path: '/organizer/new', waitFor: text('How are seats sold?') },
  {
    name: 'organizer-new-hall',
    path: '/organizer/new',
    waitFor: async (page) => {
      await page.getByText('A hall with places').click();
      await page.getByLabel('Seats per row').fill('14');
      await page.getByLabel('Aisles after seats').fill('4, 10');
      await page.getByRole('button', { name: 'Section 1, row H, seat 1', exact: true }).click();
      await page.getByRole('button', { name: 'Add a section' }).click();
      await page.getByLabel('Rows').last().fill('3');
    },
  },
  { name: 'organizer-draft', path: '/organizer/events/:draft', waitFor: text('Only you can see this draft') },
  { name: 'organizer-sales', path: '/organizer/events/:rush', waitFor: chartsAreDrawn },
  {
    name: 'organizer-bookings',
    path: '/organizer/events/:rush?view=bookings',
    waitFor: (page) => page.getByRole('cell', { name: /^EVT/ }).first().waitFor(),
  },
  {
    name: 'organizer-bookings-none',
    path: '/organizer/events/:draft?view=bookings',
    waitFor: text('Nobody has booked yet'),
  },
  {
    name: 'organizer-waitlist',
    path: '/organizer/events/:rush?view=waitlist',
    waitFor: (page) => page.getByRole('cell').first().waitFor(),
  },
  {
    name: 'organizer-ledger',
    path: '/organizer/events/:rush?view=ledger',
    waitFor: (page) => page.getByRole('list', { name: 'Ledger' }).waitFor(),
  },
  {
    name: 'organizer-seats',
    path: '/organizer/events/:reserved?view=seats',
    waitFor: async (page) => {
      await page.getByRole('button', { name: 'Circle, row B, seat 3, free' }).click();
      await page.getByRole('button', { name: 'Circle, row B, seat 4, free' }).click();
    },
  },
  { name: 'organizer-details', path: '/organizer/events/:reserved?view=details', waitFor: text('Save changes') },
  {
    name: 'organizer-two-edits',
    path: '/organizer/events/:draft?view=details',
    waitFor: async (page, { editDraft }) => {
      await page.getByLabel('Title').fill('Autumn on the water');
      await page.getByLabel('Seats', { exact: true }).fill('25');
      await editDraft();
      await page.getByRole('button', { name: 'Save changes' }).click();
      await page.getByRole('heading', { name: 'Two edits at once' }).waitFor();
    },
  },
  {
    name: 'organizer-cancel',
    path: '/organizer/events/:rush',
    waitFor: async (page) => {
      await chartsAreDrawn(page);
      await page.getByRole('button', { name: 'Cancel the event' }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'organizer-not-found',
    path: '/organizer/events/018f2a5e-0000-7000-8000-000000000000',
    waitFor: text('There is no such event'),
  },
  { name: 'monitor', path: '/monitor/:general', waitFor: text('Answer time') },
  { name: 'monitor-sold-out', path: '/monitor/:rush', waitFor: text('Answer time') },
];

// Goal: every page of the organizer's looks right and can be used by everybody. Method: as in looks.page-spec, signed in,
// with an event that has just been sold out in a rush.
describe('looks of running an event', () => {
  let pages: PageTest;
  const ids = new Map<string, string>();
  let olga: Person;
  let capacity = 10;

  const editDraft = async (): Promise<void> => {
    const path = `/events/${ids.get('draft') ?? ''}`;
    const { headers } = await pages.test.api.get(path, { token: olga.accessToken });
    const body = { capacity: (capacity += 1) };
    await pages.test.api.patch(path, body, { token: olga.accessToken, headers: { 'if-match': headers.etag ?? '' } });
  };

  beforeAll(async () => {
    pages = await PageTest.start();
    const { api } = pages.test;
    await plantDemo(pages.test.app);
    const { body } = await api.get<{ items: { id: string; seating: string; seatsFree: number }[] }>('/events');
    for (const { id, seating, seatsFree } of body.items) if (seatsFree > 0) ids.set(seating, id);
    olga = Object.assign(await api.register(), (await api.post<{ accessToken: string }>('/auth/login', OLGA)).body);
    ids.set('draft', (await aDraft(api, olga, { title: 'Summer on the water', venue: 'The lake' })).id);
    const rush = await anEvent(api, olga, { title: 'The big race', venue: 'Course 1', capacity: 60 });
    ids.set('rush', rush.id);
    const tokens = await signInCrowd(pages.test, 80);
    for (let at = 0; at < tokens.length; at += 8) {
      const some = tokens.slice(at, at + 8);
      await Promise.all(some.map((token) => api.post(`/events/${rush.id}/bookings`, { seats: 1 }, { token })));
    }
    await book(api, olga, ids.get('general') ?? '');
  });

  afterAll(async () => {
    expect(pages.complaints).toEqual([]);
    await pages.close();
  });

  describe.each(VIEWS)('on a %s in the %s theme', (screen, theme) => {
    let visitor: Visitor;

    beforeAll(async () => {
      visitor = await pages.visitor({ screen, theme });
      await visitor.signIn(OLGA);
    });

    it.each(LOOKS)('$name', async ({ name, path, waitFor }) => {
      const { page } = visitor;
      await page.goto(path.replace(/:([\w-]+)/, (_, event: string) => ids.get(event) ?? 'missing'));
      await waitFor(page, { editDraft });
      await expectGoodLooks(page, `${name}-${screen}-${theme}`);
    });
  });

  describe('in Indonesian, whose words are longer', () => {
    let page: Page;

    beforeAll(async () => {
      const visitor = await pages.visitor({ screen: 'phone' });
      await visitor.signIn(OLGA);
      ({ page } = visitor);
      await page.evaluate(`localStorage.setItem('rowlock.locale', 'id')`);
    });

    it.each([
      ['organizer', '/organizer', 'Buat acara'],
      ['organizer-new', '/organizer/new', 'Bagaimana kursi dijual?'],
      ['organizer-sales', '/organizer/events/:rush', 'Hasil permintaan'],
      ['organizer-ledger', '/organizer/events/:rush?view=ledger', 'Masuk daftar tunggu'],
      ['organizer-details', '/organizer/events/:draft?view=details', 'Simpan perubahan'],
      ['monitor-sold-out', '/monitor/:rush', 'Habis terjual'],
    ])('%s', async (name, path, words) => {
      await page.goto(path.replace(/:([\w-]+)/, (_, event: string) => ids.get(event) ?? 'missing'));
      await page.getByText(words).first().waitFor();
      await expectGoodLooks(page, `${name}-phone-indonesian`);
    });
  });
});
