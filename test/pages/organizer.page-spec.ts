import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import { type Person } from '../support/api-client.js';
import { uniqueName } from '../support/app.js';
import { PageTest } from '../support/browser.js';
import { aDraft, anAdmin, anEvent, book, type EventBody } from '../support/builders.js';
import { parseCsvTable } from '../support/csv.js';

// Goal: an organizer runs an event from the page alone, and two who do so at once lose nothing. Method: a real browser on
// the real server and database; the other one edits through the API.
describe('running an event from the page', () => {
  let pages: PageTest;
  let olga: Person;
  let page: Page;

  beforeAll(async () => {
    pages = await PageTest.start();
    ({ olga, page } = await pages.organizer());
  });

  afterAll(() => pages.finish());

  const open = async (event: EventBody, view: string): Promise<void> => {
    await page.goto(`/organizer/events/${event.id}?view=${view}`);
    await page.getByRole('heading', { level: 1, name: event.title }).waitFor();
  };

  const edit = async (by: Person, event: EventBody, fields: Readonly<Record<string, unknown>>): Promise<void> => {
    const headers = { 'if-match': `"${event.revision}"` };
    const answer = await pages.test.api.patch(`/events/${event.id}`, fields, { token: by.accessToken, headers });
    expect(answer.status).toBe(200);
  };

  const stored = async ({ id }: EventBody): Promise<EventBody> =>
    (await pages.test.api.get<EventBody>(`/events/${id}`, { token: olga.accessToken })).body;

  it('creates an event, publishes it, changes its capacity, and sees it in the list', async () => {
    const title = uniqueName('Regatta');
    await page.goto('/');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My events' }).click();
    await page.getByRole('link', { name: 'Create an event' }).first().click();
    // Exactly: the list, which is there until the form comes, is searched by "Title or place".
    await page.getByLabel('Title', { exact: true }).fill(title);
    await page.getByRole('textbox', { name: 'Place' }).fill('The lake');
    await page.getByLabel('Starts').fill('2031-06-01T18:00');
    await page.getByLabel('Seats', { exact: true }).fill('40');
    await page.getByText('offered to the next').click();
    await page.getByLabel('Minutes an offer lasts').fill('30');
    await page.getByRole('button', { name: 'Save as draft' }).click();
    await page.getByText('Only you can see this draft').waitFor();

    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('On sale', { exact: true }).waitFor();
    await page.getByLabel('Seats', { exact: true }).fill('55');
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByText('of 55, 0%').waitFor();

    await page.getByRole('link', { name: 'My events' }).click();
    await page.getByLabel('Title or place').fill(title);
    await page.getByText('0 of 55 sold').waitFor();
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('tab', { name: 'Details' }).click();
    expect(await page.getByLabel('Starts').inputValue()).toBe('2031-06-01T18:00');
    expect(await page.getByLabel('Minutes an offer lasts').inputValue()).toBe('30');
  });

  it('keeps what was typed when the API refuses it, and says why beside the field', async () => {
    await page.goto('/organizer/new');
    await page.getByLabel('Title').fill('Yesterday');
    await page.getByLabel('Starts').fill('2020-01-01T18:00');
    await page.getByRole('button', { name: 'Save as draft' }).click();
    await page.getByText('must be in the future').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Yesterday');
  });

  it('on a stale page shows who changed what, and lets both changes through', async () => {
    const event = await anEvent(pages.test.api, olga, { title: 'Two at once', capacity: 100, venue: 'Old hall' });
    const admin = await anAdmin(pages.test);
    await open(event, 'details');
    await page.getByLabel('Seats', { exact: true }).fill('150');
    await page.getByLabel('Title').fill('Two together');
    await edit(admin, event, { capacity: 120, venue: 'New hall' });
    await page.getByRole('button', { name: 'Save changes' }).click();

    await page.getByRole('heading', { name: 'Two edits at once' }).waitFor();
    await page.getByText(/^Admin changed the event/).waitFor();
    await page.getByText('100 → 120').waitFor();
    await page.getByText('Old hall → New hall').waitFor();
    await page.getByText('Two at once → Two together').waitFor();
    expect(await page.getByRole('radio', { name: 'Yours: 150' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Save both changes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Two together' }).waitFor();
    expect(await stored(event)).toMatchObject({ title: 'Two together', capacity: 150, venue: 'New hall' });
  });

  it('lets the other one win where one says so, and asks again when a third was faster still', async () => {
    const event = await anEvent(pages.test.api, olga, { title: 'Three at once', capacity: 100 });
    await open(event, 'sales');
    const field = page.getByLabel('Seats', { exact: true });
    await field.fill('150');
    await edit(olga, event, { capacity: 120 });
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByText(/^You changed the event yourself/).waitFor();
    await edit(olga, { ...event, revision: event.revision + 1 }, { capacity: 130 });
    await page.getByRole('button', { name: 'Save both changes' }).click();
    await page.getByText('100 → 130').waitFor();
    await page.getByText('New: 130').click();
    await page.getByText('Nothing of yours is left to save').waitFor();
    await page.getByRole('button', { name: 'Go on with the new state' }).click();
    await page.getByText('of 130, 0%').waitFor();
    expect(await field.inputValue()).toBe('130');
    expect((await stored(event)).capacity).toBe(130);
  });

  it('says that a capacity below what is sold cannot be', async () => {
    const event = await anEvent(pages.test.api, olga, { title: 'Nearly full', capacity: 5 });
    await book(pages.test.api, await pages.test.api.register(), event.id, { seats: 4 });
    await open(event, 'sales');
    await page.getByLabel('Seats', { exact: true }).fill('3');
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect((await stored(event)).capacity).toBe(5);
  });

  it('finds a booking, cancels it, sees who gets the seats, and downloads the list', async () => {
    const event = await anEvent(pages.test.api, olga, { title: 'Small', capacity: 2 });
    const [ben, carla] = [
      await pages.test.api.register({ name: 'Ben Nevis' }),
      await pages.test.api.register({ name: 'Carla Bley' }),
    ];
    await book(pages.test.api, ben, event.id, { seats: 2 });
    await book(pages.test.api, carla, event.id, { seats: 1 });
    await open(event, 'waitlist');
    await page.getByRole('cell', { name: 'Carla Bley' }).waitFor();
    await page.getByRole('tab', { name: 'Bookings' }).click();
    await page.getByLabel('Name, e-mail').fill('nobody at all');
    await page.getByText('Nobody matches').waitFor();
    await page.getByLabel('Name, e-mail').fill('nevis');
    await page.getByRole('cell', { name: 'Ben Nevis' }).waitFor();

    await page.getByRole('button', { name: /^Cancel EVT-/ }).click();
    await page.getByRole('button', { name: 'Cancel the booking' }).click();
    await page.getByRole('cell', { name: 'Cancelled', exact: true }).waitFor();
    await page.getByLabel('Name, e-mail').fill('');
    await page.getByRole('cell', { name: 'Carla Bley' }).waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`bookings-${event.id}.csv`);
    const rows = parseCsvTable(await readFile(await download.path(), 'utf8'));
    expect(rows.map(({ userName, status }) => [userName, status])).toEqual([
      ['Carla Bley', 'confirmed'],
      ['Ben Nevis', 'cancelled'],
    ]);

    await page.getByRole('tab', { name: 'Ledger' }).click();
    const ledger = page.getByRole('list', { name: 'Ledger' });
    await ledger.getByText('Given to the waitlist').waitFor();
    expect(await ledger.getByRole('listitem').first().innerText()).toContain('Given to the waitlist');
  });

  it('shows live what sells, in numbers and by outcome', async () => {
    const event = await anEvent(pages.test.api, olga, { title: 'Live', capacity: 3, waitlist: { enabled: false } });
    await open(event, 'sales');
    await page.getByText('Live', { exact: true }).last().waitFor();
    for (let buyer = 0; buyer < 4; buyer += 1) await book(pages.test.api, await pages.test.api.register(), event.id);
    await page.getByText('of 3, 100%').waitFor();
    await page.getByRole('img', { name: /Sold: 3 now, 0 to 3 so far/ }).waitFor();
    await page.getByText('There are not enough seats left.').waitFor({ timeout: 20_000 });
    expect(await page.getByRole('listitem').filter({ hasText: 'Booked' }).innerText()).toContain('3');
  });

  it('cancels an event once asked again', async () => {
    const event = await anEvent(pages.test.api, olga, { title: 'Storm warning', capacity: 5 });
    await book(pages.test.api, await pages.test.api.register(), event.id, { seats: 2 });
    await open(event, 'sales');
    await page.getByText('of 5, 40%').waitFor();
    await page.getByRole('button', { name: 'Cancel the event' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Cancel “Storm warning”?' });
    await dialog.getByText('2 booked seats are given back').waitFor();
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect((await stored(event)).status).toBe('published');
    await page.getByRole('button', { name: 'Cancel the event' }).click();
    await dialog.getByRole('button', { name: 'Cancel the event' }).click();
    await page.getByText('Cancelled', { exact: true }).waitFor();
    expect((await stored(event)).status).toBe('cancelled');
    expect(await page.getByRole('button', { name: 'Cancel the event' }).count()).toBe(0);
  });

  it('is for organizers: others learn the way, and nobody sees a stranger’s event', async () => {
    const other = await pages.visitor();
    await other.page.goto('/organizer');
    await other.page.getByRole('link', { name: 'Sign in' }).last().click();
    await other.page.waitForURL(/sign-in\?next=/);
    await other.signIn(await pages.test.api.register());
    await other.page.goto('/organizer');
    await other.page.getByText('This account books seats').waitFor();
    const stranger = await pages.test.api.register({ role: 'organizer' });
    const [foreign, hidden] = [await anEvent(pages.test.api, stranger), await aDraft(pages.test.api, stranger)];
    await page.goto(`/organizer/events/${foreign.id}`);
    await page.getByRole('alert').waitFor();
    await page.goto(`/organizer/events/${hidden.id}`);
    await page.getByText('There is no such event').waitFor();
  });
});
