import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import { plantDemo } from '../../src/demo/demo-data.js';
import { PageTest, type Visitor } from '../support/browser.js';
import { press } from '../support/keyboard.js';
import { expectGoodLooks, VIEWS } from '../support/looks.js';

interface Look {
  readonly name: string;
  /** `:general` and the like are replaced by the id of that event of the demo. */
  readonly path: string;
  /** What is there once the page is complete; what must be pressed to get there. */
  readonly waitFor: (page: Page) => Promise<unknown>;
  /** Dana of the demo, who has a booking and waits for another. */
  readonly isSignedIn?: true;
}

const seatsAreLive = (page: Page): Promise<unknown> => page.getByText('Live', { exact: true }).waitFor();

const mapIsThere = (page: Page): Promise<unknown> => page.getByRole('application', { name: 'Seat map' }).waitFor();

async function chooseByKeys(page: Page): Promise<void> {
  await mapIsThere(page);
  await page.getByRole('application', { name: 'Seat map' }).focus();
  // Rows in front are taken by others of the demo.
  await press(page, ...Array.from({ length: 6 }, () => 'ArrowDown'), 'Enter', 'ArrowRight', 'Enter');
  await page.getByText('2 seats chosen').waitFor();
}

/** Every page there is; a new page is a new line. */
const LOOKS: readonly Look[] = [
  { name: 'events', path: '/', waitFor: (page) => page.getByRole('article').first().waitFor() },
  { name: 'events-nothing-found', path: '/?search=zzz', waitFor: (page) => page.getByText('Still water').waitFor() },
  { name: 'event', path: '/events/:general', waitFor: seatsAreLive },
  { name: 'event-sold-out', path: '/events/:sold-out', waitFor: seatsAreLive },
  { name: 'event-reserved', path: '/events/:reserved', waitFor: mapIsThere },
  { name: 'event-seats-chosen', path: '/events/:reserved', waitFor: chooseByKeys },
  {
    name: 'event-seat-list',
    path: '/events/:reserved',
    waitFor: async (page) => {
      await mapIsThere(page);
      await page.getByText('List', { exact: true }).click();
      await page.getByText('Circle').last().click();
      await page.getByText('Row A').click();
    },
  },
  {
    name: 'event-held',
    path: '/events/:reserved',
    isSignedIn: true,
    waitFor: async (page) => {
      await mapIsThere(page);
      const confirm = page.getByRole('button', { name: 'Confirm 1 seat' });
      await confirm.or(page.getByRole('button', { name: 'Find the best seat' })).waitFor();
      if (!(await confirm.isVisible())) await page.getByRole('button', { name: 'Find the best seat' }).click();
      await confirm.waitFor();
    },
  },
  {
    name: 'event-waiting',
    path: '/events/:sold-out',
    isSignedIn: true,
    waitFor: (page) => page.getByText('You are number 1').waitFor(),
  },
  {
    name: 'bookings',
    path: '/bookings',
    isSignedIn: true,
    waitFor: (page) => page.getByRole('article').getByText('chamber music').waitFor(),
  },
  {
    name: 'booking',
    path: '/bookings',
    isSignedIn: true,
    waitFor: async (page) => {
      await page.getByRole('link', { name: 'chamber music' }).click();
      await page.getByRole('img', { name: 'QR code' }).waitFor();
    },
  },
  {
    name: 'booking-cancel',
    path: '/bookings',
    isSignedIn: true,
    waitFor: async (page) => {
      await page.getByRole('link', { name: 'chamber music' }).click();
      await page.getByRole('button', { name: 'Cancel booking' }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'bookings-nobody',
    path: '/bookings',
    waitFor: (page) => page.getByText('Sign in to go on').waitFor(),
  },
  {
    name: 'waitlists',
    path: '/waitlists',
    isSignedIn: true,
    waitFor: (page) => page.getByText('You are number 1').waitFor(),
  },
  {
    name: 'event-not-found',
    path: '/events/018f2a5e-0000-7000-8000-000000000000',
    waitFor: (page) => page.getByText('There is no such event').waitFor(),
  },
  { name: 'sign-in', path: '/sign-in', waitFor: (page) => page.getByLabel('Password').waitFor() },
  { name: 'sign-up', path: '/sign-up', waitFor: (page) => page.getByLabel('Password').waitFor() },
  { name: 'lost', path: '/no/such/page', waitFor: (page) => page.getByText('Off course').waitFor() },
  { name: 'gallery', path: '/gallery', waitFor: (page) => page.getByText('Something to know').first().waitFor() },
];

// Goal: every page looks right and can be used by everybody. Method: each in phone and desktop size and both themes;
// axe reads it, and a picture is kept to be looked at.
describe('looks', () => {
  let pages: PageTest;
  let ids: ReadonlyMap<string, string>;

  beforeAll(async () => {
    pages = await PageTest.start();
    await plantDemo(pages.test.app);
    const { body } = await pages.test.api.get<{ items: { id: string; seating: string; seatsFree: number }[] }>(
      '/events',
    );
    ids = new Map(
      body.items.map(({ id, seating, seatsFree }) => [seatsFree === 0 ? 'sold-out' : seating, id] as const),
    );
  });

  afterAll(async () => {
    await pages.close();
  });

  const addressOf = (path: string): string =>
    path.replace(/:([\w-]+)/, (_, event: string) => ids.get(event) ?? 'missing');

  describe.each(VIEWS)('on a %s in the %s theme', (screen, theme) => {
    let stranger: Visitor;
    let dana: Visitor;

    beforeAll(async () => {
      stranger = await pages.visitor({ screen, theme });
      dana = await pages.visitor({ screen, theme });
      await dana.signIn({ email: 'dana@demo.example', password: 'rowlock-demo' });
    });

    it.each(LOOKS)('$name', async ({ name, path, waitFor, isSignedIn = false }) => {
      const { page } = isSignedIn ? dana : stranger;
      await page.goto(addressOf(path));
      await waitFor(page);
      await expectGoodLooks(page, `${name}-${screen}-${theme}`);
    });
  });

  it.each([
    ['events', '/', 'Satu kursi. Satu pemilik.'],
    ['event-reserved', '/events/:reserved', 'Pilih kursi Anda'],
    ['bookings', '/bookings', 'Pemesanan saya'],
  ])('%s in Indonesian', async (name, path, heading) => {
    const { page } = await pages.visitor({ screen: 'phone', locale: 'id-ID' });
    await page.goto(addressOf(path));
    await page.getByRole('heading', { name: heading }).waitFor();
    await expectGoodLooks(page, `${name}-phone-indonesian`);
    expect(await page.evaluate('document.documentElement.lang')).toBe('id');
  });

  it('complains about nothing and asks nobody else', () => {
    expect(pages.complaints).toEqual([]);
  });
});
