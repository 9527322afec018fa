import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Person } from '../support/api-client.js';
import { PageTest } from '../support/browser.js';
import { anEvent } from '../support/builders.js';
import { signInCrowd } from '../support/crowd.js';

const CROWD = 120;
const SEATS = 100;

// Goal: the whole hall sees the sale as it is. Method: a real browser watches while a crowd buys through the API.
describe('the sale monitor', () => {
  let pages: PageTest;
  let olga: Person;

  beforeAll(async () => {
    pages = await PageTest.start();
    olga = await pages.test.api.register({ role: 'organizer' });
  });

  afterAll(() => pages.finish());

  it('shows a rush to its end: seats left, pace, who waits, and to the organizer how long it takes', async () => {
    const event = await anEvent(pages.test.api, olga, { title: 'The big moment', capacity: SEATS });
    const tokens = await signInCrowd(pages.test, CROWD);
    const visitor = await pages.visitor();
    await visitor.signIn(olga);
    const { page } = visitor;
    await page.goto(`/monitor/${event.id}`);
    await page.getByText(`${SEATS} seats left`).waitFor();
    expect(await page.getByRole('banner').count()).toBe(0);
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await page.getByText('Answer time').count()).toBe(0);

    const path = `/events/${event.id}/bookings`;
    const answers = await Promise.all(tokens.map((token) => pages.test.api.post(path, { seats: 1 }, { token })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(SEATS);
    await page.getByText('Sold out', { exact: true }).waitFor();
    await page.getByText(`${SEATS} of ${SEATS} sold`).waitFor();
    await page
      .getByRole('definition')
      .filter({ hasText: /^20\s*parties in line/ })
      .waitFor();
    await page.getByText('Answer time').waitFor();
    // How the seconds cut the rush is the clock's business; all of it together is not.
    const peak = /most so far: (\d+)/.exec(await page.getByText(/most so far/).innerText());
    expect(Number(peak?.[1])).toBeGreaterThan(0);
    expect(Number(peak?.[1])).toBeLessThanOrEqual(SEATS);
  });

  it('is for everybody, without what only organizers know, and counts down to the sale', async () => {
    const salesOpenAt = new Date(Date.now() + 3_600_000).toISOString();
    const event = await anEvent(pages.test.api, olga, { title: 'Soon', capacity: 7, salesOpenAt });
    const { page } = await pages.visitor({ locale: 'id-ID', screen: 'phone' });
    await page.goto(`/monitor/${event.id}`);
    await page.getByText('kursi tersisa').waitFor();
    await page.getByText('Penjualan dibuka dalam').waitFor();
    expect(await page.getByText('Waktu jawab').count()).toBe(0);
  });

  it('fills the screen at the press of a button, and leaves it again', async () => {
    const event = await anEvent(pages.test.api, olga, { title: 'Screen' });
    const { page } = await pages.visitor();
    await page.goto(`/monitor/${event.id}`);
    await page.getByRole('button', { name: 'Full screen' }).click();
    await page.getByRole('button', { name: 'Leave full screen' }).press('Enter');
    await page.getByRole('button', { name: 'Full screen', exact: true }).waitFor();
  });
});
