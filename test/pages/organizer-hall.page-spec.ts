import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import { type Person } from '../support/api-client.js';
import { uniqueName } from '../support/app.js';
import { PageTest } from '../support/browser.js';
import { anEvent, book } from '../support/builders.js';

interface SeatMap {
  readonly sections: readonly {
    readonly section: string;
    readonly rows: readonly {
      readonly row: string;
      readonly seats: readonly { id: string; label: string; x: number; accessible: boolean; state: string }[];
    }[];
  }[];
}

// Goal: a hall can be built, sold and blocked from the page, with the keyboard alone. Method: a real browser; what came of
// it is read through the API.
describe('a hall on the page', () => {
  let pages: PageTest;
  let olga: Person;
  let page: Page;

  beforeAll(async () => {
    pages = await PageTest.start();
    ({ olga, page } = await pages.organizer());
  });

  afterAll(() => pages.finish());

  const seatsOf = async (id: string): Promise<SeatMap['sections'][number]['rows'][number]['seats']> => {
    const { body } = await pages.test.api.get<SeatMap>(`/events/${id}/seats`, { token: olga.accessToken });
    return body.sections.flatMap(({ rows }) => rows.flatMap(({ seats }) => seats));
  };

  const seat = (name: string) => page.getByRole('button', { name });
  const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.ariaLabel');

  it('is built from sections, with an aisle and accessible seats, and published', async () => {
    await page.goto('/organizer/new');
    await page.getByLabel('Title').fill(uniqueName('Opera'));
    await page.getByLabel('Starts').fill('2031-06-01T18:00');
    await page.getByText('A hall with places').click();
    await page.getByLabel('Name').fill('Stalls');
    await page.getByLabel('Rows').fill('3');
    await page.getByLabel('Seats per row').fill('6');
    await page.getByLabel('Aisles after seats').fill('2');
    await page.getByRole('button', { name: 'Add a section' }).click();
    await page.getByLabel('Name').last().fill('Stalls');
    await page.getByText('Two sections have the same name').waitFor();
    expect(await page.getByRole('button', { name: 'Save as draft' }).isDisabled()).toBe(true);
    await page.getByLabel('Name').last().fill('Circle');
    await page.getByLabel('Rows').last().fill('1');
    await page.getByLabel('Seats per row').last().fill('4');
    await page.getByRole('heading', { name: 'The hall, 22 seats' }).waitFor();
    await seat('Stalls, row C, seat 1').click();
    await seat('Circle, row A, seat 4').click();
    await seat('Circle, row A, seat 4, accessible').click();
    await seat('Circle, row A, seat 3').click();
    await page.getByRole('button', { name: 'Save as draft' }).click();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('On sale', { exact: true }).waitFor();

    const seats = await seatsOf(page.url().split('/').at(-1) ?? '');
    expect(seats.length).toBe(22);
    expect(seats.filter(({ accessible }) => accessible).map(({ label }) => label)).toEqual([
      'Stalls-C-1',
      'Circle-A-3',
    ]);
    expect(seats.slice(0, 6).map(({ x }) => x)).toEqual([-3, -2, 0, 1, 2, 3]);
  });

  it('has seats taken off sale and put back with the keyboard alone', async () => {
    const seatMap = { blocks: [{ section: 'Stalls', rows: 2, seatsPerRow: 3 }] };
    const event = await anEvent(pages.test.api, olga, { seating: 'reserved', capacity: undefined, seatMap });
    const taken = (await seatsOf(event.id)).find(({ label }) => label === 'Stalls-A-2');
    await page.goto(`/organizer/events/${event.id}?view=seats`);
    await seat('Stalls, row A, seat 1, free').focus();
    await book(pages.test.api, await pages.test.api.register(), event.id, { seatIds: [taken?.id] });
    await seat('Stalls, row A, seat 2, booked').waitFor();

    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press(' ');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('Stalls, row A, seat 3, free');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Stalls, row B, seat 3, free');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Take 2 seats off sale');
    await page.keyboard.press('Enter');
    await page.getByText('2 seats are off sale.').waitFor();
    await seat('Stalls, row B, seat 3, off sale').waitFor();
    const blocked = (await seatsOf(event.id)).filter(({ state }) => state === 'blocked').map(({ label }) => label);
    expect(blocked).toEqual(['Stalls-A-1', 'Stalls-B-3']);

    await seat('Stalls, row B, seat 3, off sale').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Put 1 seat back on sale' }).press('Enter');
    await seat('Stalls, row B, seat 3, free').waitFor();
  });

  it('keeps the choice when somebody else was faster, without the seats that are gone', async () => {
    const seatMap = { blocks: [{ section: 'Stalls', rows: 1, seatsPerRow: 4 }] };
    const event = await anEvent(pages.test.api, olga, { seating: 'reserved', capacity: undefined, seatMap });
    await page.goto(`/organizer/events/${event.id}?view=seats`);
    await seat('Stalls, row A, seat 1, free').click();
    await seat('Stalls, row A, seat 4, free').click();
    const headers = { 'if-match': `"${event.revision}"` };
    await pages.test.api.patch(`/events/${event.id}`, { venue: 'Elsewhere' }, { token: olga.accessToken, headers });
    await page.getByRole('button', { name: 'Take 2 seats off sale' }).click();
    await page.getByText('Somebody changed the event meanwhile').waitFor();
    await page.getByRole('button', { name: 'Take 2 seats off sale' }).click();
    await page.getByText('2 seats are off sale.').waitFor();
  });

  it('is created, published and changed with the keyboard alone', async () => {
    await page.goto('/organizer/new');
    await page.getByLabel('Title').focus();
    await page.keyboard.type('Keys only');
    await page.keyboard.press('Tab');
    await page.keyboard.type('At home');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    // Day, month, year, hour, minute, as the browser's own field takes them.
    await page.keyboard.type('01062031');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1800');
    await page.keyboard.press('Enter');
    await page.getByText('Only you can see this draft').waitFor();
    await page.getByRole('button', { name: 'Publish' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('On sale', { exact: true }).waitFor();
    await page.getByLabel('Seats', { exact: true }).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByText('of 101, 0%').waitFor();
    await page.getByRole('tab', { name: 'Sales' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByText('Nobody has booked yet').waitFor();
  });

  it('leads on to the public page, where the same seats are sold', async () => {
    const seatMap = { blocks: [{ section: 'Stalls', rows: 1, seatsPerRow: 4 }] };
    const event = await anEvent(pages.test.api, olga, { seating: 'reserved', capacity: undefined, seatMap });
    await page.goto(`/organizer/events/${event.id}?view=seats`);
    await seat('Stalls, row A, seat 1, free').waitFor();
    await page.getByRole('link', { name: 'Public page' }).click();
    await page.getByText('4 seats left').waitFor();
    await page.getByText('List', { exact: true }).click();
    await seat('Row A, seat 1').waitFor();
  });
});
