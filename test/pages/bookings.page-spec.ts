import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Person } from '../support/api-client.js';
import { uniqueName } from '../support/app.js';
import { PageTest, type Visitor } from '../support/browser.js';
import { anEvent, book, type EventBody } from '../support/builders.js';
import { focusedText, press, tabTo } from '../support/keyboard.js';

// Goal: what somebody has booked is theirs to see, to take along and to give back. Method: real browsers on the real server.
describe('my bookings', () => {
  let pages: PageTest;
  let olga: Person;

  beforeAll(async () => {
    pages = await PageTest.start();
    olga = await pages.test.api.register({ role: 'organizer', name: 'Olga' });
  });

  afterAll(() => pages.finish());

  const visit = async (person: Person, path: string): Promise<Visitor> => {
    const visitor = await pages.visitor();
    await visitor.signIn(person);
    await visitor.page.goto(path);
    return visitor;
  };

  const bookedBy = async (
    person: Person,
    event: EventBody,
    party: Readonly<Record<string, unknown>>,
  ): Promise<string> => {
    const { body } = await book(pages.test.api, person, event.id, party);
    return (body.booking as { reference: string }).reference;
  };

  it('follow a new visitor from registration to a booking and back', async () => {
    const event = await anEvent(pages.test.api, olga, { title: 'A string quartet', capacity: 20 });
    const { page } = await pages.visitor();
    await page.goto('/sign-up');
    await page.getByLabel('Your name').fill('Ben');
    await page.getByLabel('E-mail address').fill(`${uniqueName('ben')}@example.org`);
    await page.getByLabel('Password').fill('correct horse');
    await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL('/');
    await page.goto(`/events/${event.id}`);
    await page.getByRole('button', { name: 'Book 1 seat' }).click();
    await page.getByRole('link', { name: 'See your booking' }).click();
    await page.getByRole('heading', { name: 'A string quartet' }).waitFor();
    const reference = (await page.getByText(/^EVT-[0-9A-Z]{6}$/).textContent()) ?? '';
    await page.getByRole('img', { name: `QR code of ${reference}` }).waitFor();
    await page.getByRole('button', { name: 'Cancel booking' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Cancel this booking?' });
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    // The dialog takes its time to go, and has a button of that name, too.
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Cancel booking' }).click();
    await dialog.getByRole('button', { name: 'Cancel booking' }).click();
    await page.getByText('This booking is cancelled.').waitFor();
    await page.getByRole('link', { name: 'All my bookings' }).click();
    await page.getByRole('region', { name: 'Earlier' }).getByText(reference).waitFor();
    await page.getByRole('link', { name: 'A string quartet' }).click();
    await page.getByRole('link', { name: 'To the event', exact: true }).click();
    await page.getByText('20 seats left').waitFor();
  });

  it('can be held first, and confirmed later from the list', async () => {
    const event = await anEvent(pages.test.api, olga, { title: 'A late show', capacity: 20 });
    const { page } = await visit(await pages.test.api.register(), `/events/${event.id}`);
    await page.getByRole('button', { name: 'Hold for 10 minutes first' }).click();
    await page.getByRole('heading', { name: '1 seat is held for you' }).waitFor();
    await page.getByRole('link', { name: 'My bookings' }).click();
    await page.getByText('On hold').waitFor();
    await page.getByRole('link', { name: 'A late show' }).click();
    await page.getByRole('button', { name: 'Confirm 1 seat' }).click();
    await page.getByText('Confirmed').waitFor();
    await page.getByRole('img', { name: 'QR code' }).waitFor();
  });

  it('go into a calendar', async () => {
    const event = await anEvent(pages.test.api, olga, { title: 'A reading; with tea', venue: 'Library, 2nd floor' });
    const ben = await pages.test.api.register();
    const reference = await bookedBy(ben, event, { seats: 2 });
    const { page } = await visit(ben, `/bookings/${reference}`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Add to calendar' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${reference}.ics`);
    const file = await readFile(await download.path(), 'utf8');
    const start = event.startsAt.replace(/[-:]|\.\d+/g, '');
    expect(file).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(file).toContain(`DTSTART:${start}`);
    expect(file).toContain('SUMMARY:A reading\\; with tea');
    expect(file).toContain('LOCATION:Library\\, 2nd floor');
    expect(file).toContain(reference);
  });

  it('are printed as a slip and nothing else', async () => {
    const event = await anEvent(pages.test.api, olga);
    const ben = await pages.test.api.register();
    const reference = await bookedBy(ben, event, { seats: 1 });
    const { page } = await visit(ben, `/bookings/${reference}`);
    await page.getByRole('img', { name: 'QR code' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText(reference).isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Cancel booking' }).isVisible()).toBe(false);
    expect(await page.getByRole('banner').isVisible()).toBe(false);
  });

  it('can be cancelled by keyboard alone, with the safe answer first', async () => {
    const event = await anEvent(pages.test.api, olga, { title: 'A matinee' });
    const ben = await pages.test.api.register();
    await bookedBy(ben, event, { seats: 1 });
    const { page } = await visit(ben, '/');
    await tabTo(page, 'My bookings');
    await press(page, 'Enter');
    await page.getByRole('link', { name: 'A matinee' }).waitFor();
    await tabTo(page, 'A matinee');
    await press(page, 'Enter');
    await page.getByRole('button', { name: 'Cancel booking' }).waitFor();
    await tabTo(page, 'Cancel booking');
    await press(page, 'Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Keep it' }).waitFor();
    await press(page, 'Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'hidden' });
    expect(await focusedText(page)).toBe('Cancel booking');
    await press(page, 'Enter');
    await page.getByRole('alertdialog').waitFor();
    await tabTo(page, 'Cancel booking');
    await press(page, 'Enter');
    await page.getByText('This booking is cancelled.').waitFor();
  });

  it('are nobody else’s to see', async () => {
    const event = await anEvent(pages.test.api, olga);
    const reference = await bookedBy(await pages.test.api.register(), event, { seats: 1 });
    const { page } = await visit(await pages.test.api.register(), `/bookings/${reference}`);
    await page.getByText('We cannot find this booking.').waitFor();
  });

  it('of a stranger are behind a sign-in that leads back', async () => {
    const ben = await pages.test.api.register();
    const { page } = await pages.visitor();
    await page.goto('/bookings');
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail address').fill(ben.email);
    await page.getByLabel('Password').fill(ben.password);
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('/bookings');
    await page.getByText('No bookings yet').waitFor();
  });
});
