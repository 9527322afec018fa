import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import { type Person } from '../support/api-client.js';
import { PageTest, type Visitor } from '../support/browser.js';
import { anEvent } from '../support/builders.js';
import { aHall } from '../support/seats.js';

// Goal: a session lasts, ends and comes back without a person losing anything. Method: real browsers; access tokens
// that live for ten seconds are renewed before each use, as ours are after a quarter of an hour.
describe('sessions in the browser', () => {
  let pages: PageTest;
  let person: Person;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    pages = await PageTest.start({ env: { ACCESS_TOKEN_SECONDS: '10' } });
  });

  afterAll(async () => {
    expect(pages.complaints).toEqual([]);
    await pages.close();
  });

  beforeEach(async () => {
    person = await pages.test.api.register({ name: 'Ben' });
    visitor = await pages.visitor();
    page = visitor.page;
    await visitor.signIn(person);
  });

  const isSignedIn = (tab: Page): Promise<void> => tab.getByRole('button', { name: 'Ben' }).waitFor();
  const isSignedOut = (tab: Page): Promise<void> => tab.getByRole('link', { name: 'Sign in' }).waitFor();
  const refreshes = (tabs: readonly Page[]): string[] => {
    const found: string[] = [];
    for (const tab of tabs) {
      tab.on('response', (response) => {
        if (response.url().endsWith('/auth/browser/refresh')) found.push(String(response.status()));
      });
    }
    return found;
  };
  /** As if somebody had ended the session from elsewhere. */
  const endSessions = (): Promise<unknown> =>
    pages.test.dataSource.query('UPDATE sessions SET revoked_at = now() WHERE user_id = $1', [person.user.id]);

  it('are there again after a reload, though no script can read the token that brings them back', async () => {
    await page.reload();
    await isSignedIn(page);
    const stored = await page.evaluate<string>('JSON.stringify({ ...localStorage }) + document.cookie');
    expect(stored).not.toMatch(/eyJ|[\w-]{80}/);
    const cookies = await visitor.context.cookies();
    expect(cookies).toMatchObject([{ name: 'rowlock-session', httpOnly: true, sameSite: 'Strict' }]);
  });

  it('are shared by tabs, and renewed by one of them at a time', async () => {
    const tabs = [page, await visitor.newTab(), await visitor.newTab()];
    const answers = refreshes(tabs);
    await Promise.all(tabs.map((tab) => tab.goto('/')));
    await Promise.all(tabs.map(isSignedIn));
    await Promise.all(tabs.map((tab) => tab.reload()));
    await Promise.all(tabs.map(isSignedIn));
    // Once for each round at least; a tab that is told by another in time need not ask.
    expect(answers.length).toBeGreaterThanOrEqual(2);
    expect(new Set(answers)).toEqual(new Set(['200']));
  });

  it('end in every tab at once', async () => {
    const other = await visitor.newTab();
    await other.goto('/');
    await isSignedIn(other);
    await page.getByRole('button', { name: 'Ben' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await isSignedOut(page);
    await isSignedOut(other);
    expect(await visitor.context.cookies()).toEqual([]);
  });

  it('end on all devices when asked to', async () => {
    const device = await pages.visitor();
    await device.signIn(person);
    await page.getByRole('button', { name: 'Ben' }).click();
    await page.getByRole('button', { name: 'Sign out on all devices' }).click();
    await isSignedOut(page);
    await device.page.reload();
    await isSignedOut(device.page);
  });

  it('that have ended are renewed by a dialog over the page, and what was begun goes on', async () => {
    const olga = await pages.test.api.register({ role: 'organizer' });
    const event = await anEvent(pages.test.api, olga, { capacity: 20 });
    await page.goto(`/events/${event.id}`);
    await isSignedIn(page);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'More' }).click();
    await endSessions();
    await page.getByRole('button', { name: 'Book 3 seats' }).click();
    const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
    await dialog.waitFor();
    expect(await dialog.getByLabel('E-mail address').inputValue()).toBe(person.email);
    await dialog.getByLabel('Password').fill(person.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: '3 seats are yours' }).waitFor();
  });

  it('that end in the middle of choosing seats lose none of them', async () => {
    const olga = await pages.test.api.register({ role: 'organizer' });
    const event = await anEvent(pages.test.api, olga, aHall({ rows: 4, seatsPerRow: 6 }));
    await page.goto(`/events/${event.id}`);
    await isSignedIn(page);
    await page.getByText('List', { exact: true }).click();
    await page.getByRole('button', { name: 'Row C, seat 3' }).click();
    await page.getByRole('button', { name: 'Row C, seat 4' }).click();
    await endSessions();
    await page.getByRole('button', { name: 'Hold 2 seats' }).click();
    const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
    await dialog.getByLabel('Password').fill(person.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: '2 seats are held for you' }).waitFor();
    await page.getByRole('button', { name: 'Row C, seat 3, yours' }).waitFor();
  });

  it('that are not renewed leave the page as it was', async () => {
    const olga = await pages.test.api.register({ role: 'organizer' });
    const event = await anEvent(pages.test.api, olga, { capacity: 20 });
    await page.goto(`/events/${event.id}`);
    await isSignedIn(page);
    await page.getByRole('button', { name: 'More' }).click();
    await endSessions();
    await page.getByRole('button', { name: 'Book 2 seats' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByText('Please sign in first.').waitFor();
    expect(await page.getByRole('button', { name: 'Book 2 seats' }).isVisible()).toBe(true);
  });
});
