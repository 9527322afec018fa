import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Person } from '../support/api-client.js';
import { uniqueName } from '../support/app.js';
import { PageTest } from '../support/browser.js';
import { anEvent, book } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

// Goal: a person comes, books, and sees the truth. Method: real browsers on the real server and database.
describe('booking a seat from the page', () => {
  let pages: PageTest;
  let olga: Person;

  beforeAll(async () => {
    pages = await PageTest.start();
    olga = await pages.test.api.register({ role: 'organizer', name: 'Olga' });
  });

  afterAll(() => pages.finish());

  it('goes from the list to a reference, with an account made on the way and nothing chosen lost', async () => {
    const title = uniqueName('Regatta');
    await anEvent(pages.test.api, olga);
    await anEvent(pages.test.api, olga, { title, capacity: 5 });
    const { page } = await pages.visitor();
    await page.goto('/');
    await page.getByLabel('Title or place').fill(title);
    await page.getByRole('heading', { name: '1 event' }).waitFor();
    await page.getByRole('link', { name: title }).click();
    await page.getByText('5 seats left').waitFor();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'Book 2 seats' }).click();

    const dialog = page.getByRole('dialog', { name: 'Sign in to go on' });
    await dialog.getByRole('button', { name: 'I have no account yet' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Your name').fill('Ben');
    await form.getByLabel('E-mail address').fill(`${uniqueName('ben')}@example.org`);
    await form.getByLabel('Password').fill('correct horse');
    await form.getByRole('button', { name: 'Create account' }).click();

    await page.getByRole('heading', { name: '2 seats are yours' }).waitFor();
    expect(await page.getByText(/^EVT-[0-9A-Z]{6}$/).count()).toBe(1);
    await page.getByText('Only 3 left').waitFor();
  });

  it('shows in every open page what somebody else has booked', async () => {
    const event = await anEvent(pages.test.api, olga, { capacity: 30 });
    const { page } = await pages.visitor();
    await page.goto(`/events/${event.id}`);
    await page.getByText('30 seats left').waitFor();
    const ben = await pages.test.api.register();
    await book(pages.test.api, ben, event.id, { seats: 4 });
    await page.getByText('26 seats left').waitFor();
  });

  it('puts a visitor on the waitlist of a sold-out event', async () => {
    const event = await anEvent(pages.test.api, olga, { capacity: 1 });
    const [ben, carla] = [await pages.test.api.register(), await pages.test.api.register()];
    await book(pages.test.api, ben, event.id);
    const visitor = await pages.visitor();
    await visitor.signIn(carla);
    await visitor.page.goto(`/events/${event.id}`);
    await visitor.page.getByText('Sold out').waitFor();
    await visitor.page.getByRole('button', { name: 'Join the waitlist' }).click();
    await visitor.page.getByRole('heading', { name: 'You are number 1 on the waitlist' }).waitFor();
  });

  it('works by keyboard alone', async () => {
    const event = await anEvent(pages.test.api, olga, { capacity: 20 });
    const visitor = await pages.visitor();
    await visitor.signIn(await pages.test.api.register());
    const { page } = visitor;
    await page.goto(`/events/${event.id}`);
    await page.getByText('20 seats left').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '3 seats are yours' }).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('3 seats are yours');
  });

  it('says in the language of the visitor why it cannot be', async () => {
    const event = await anEvent(pages.test.api, olga, { capacity: 20, maxSeatsPerUser: 2 });
    const ben = await pages.test.api.register();
    await book(pages.test.api, ben, event.id, { seats: 2 });
    const { page } = await pages.visitor({ locale: 'id-ID' });
    await page.goto(`/events/${event.id}`);
    await page.getByRole('button', { name: 'Pesan 1 kursi' }).click();
    const dialog = page.getByRole('dialog', { name: 'Masuk untuk melanjutkan' });
    await dialog.getByLabel('Alamat email').fill(ben.email);
    await dialog.getByLabel('Kata sandi').fill(ben.password);
    await dialog.getByRole('button', { name: 'Masuk' }).click();
    await page.getByText('Anda sudah memiliki kursi sebanyak yang boleh').waitFor();
  });

  it('never takes the focus from whoever is quicker than the page', async () => {
    const { page } = await pages.visitor();
    await page.goto('/');
    // Nobody is quicker than this: the field has the focus in the moment it is there.
    await page.evaluate(`
      window.focused = [];
      document.addEventListener('focusin', ({ target }) => window.focused.push(target.localName));
      new MutationObserver((_, observer) => {
        const field = document.querySelector('main input[type=email]');
        if (!field) return;
        observer.disconnect();
        field.focus();
      }).observe(document.body, { childList: true, subtree: true });
    `);
    await page.getByRole('link', { name: 'Sign in' }).click();
    // Asked from outside: the pages' own policy forbids a condition that is polled inside, which is text to be evaluated.
    const focused = (): Promise<string[]> => page.evaluate('window.focused');
    await eventually(async () => {
      expect(await focused()).toEqual(expect.arrayContaining(['main', 'input']));
    });
    expect(await focused()).toEqual(['a', 'main', 'input']);
  });
});
