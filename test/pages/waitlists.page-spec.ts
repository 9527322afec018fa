import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Person } from '../support/api-client.js';
import { PageTest, type Visitor } from '../support/browser.js';
import { anEvent, book, type EventBody } from '../support/builders.js';
import { press, tabTo } from '../support/keyboard.js';

// Goal: who waits sees their place, and their seats in the moment they come free. Method: a page that nobody touches
// while others cancel and leave through the API.
describe('waiting', () => {
  let pages: PageTest;
  let olga: Person;
  let ben: Person;

  beforeAll(async () => {
    pages = await PageTest.start();
    olga = await pages.test.api.register({ role: 'organizer', name: 'Olga' });
    ben = await pages.test.api.register({ name: 'Ben' });
  });

  afterAll(() => pages.finish());

  interface SoldOut {
    readonly event: EventBody;
    /** Gives all seats back. */
    readonly cancel: () => Promise<unknown>;
  }

  const aSoldOutEvent = async (fields: Readonly<Record<string, unknown>> = {}): Promise<SoldOut> => {
    const event = await anEvent(pages.test.api, olga, { capacity: 2, ...fields });
    const party = event.seating === 'general' ? { seats: 2 } : { bestAvailable: { seats: 2 } };
    const { body } = await book(pages.test.api, ben, event.id, party);
    const { id } = body.booking as { id: string };
    const token = ben.accessToken;
    return { event, cancel: () => pages.test.api.post(`/bookings/${id}/cancel`, undefined, { token }) };
  };

  const visit = async (path: string, person?: Person): Promise<Visitor> => {
    const visitor = await pages.visitor();
    await visitor.signIn(person ?? (await pages.test.api.register()));
    await visitor.page.goto(path);
    return visitor;
  };

  const join = async (eventId: string, person?: Person, seats = 1): Promise<Person> => {
    const waiter = person ?? (await pages.test.api.register());
    const { status } = await book(pages.test.api, waiter, eventId, { seats });
    expect(status).toBe(202);
    return waiter;
  };

  it('is told to everybody as it is, and ends with seats when somebody cancels', async () => {
    const { event, cancel } = await aSoldOutEvent();
    const { page } = await visit(`/events/${event.id}`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'Join the waitlist' }).click();
    await page.getByRole('heading', { name: 'You are number 1 on the waitlist' }).waitFor();
    await page.getByText('A party of 2 seats').waitFor();
    await page.getByText('1 party is waiting').waitFor();
    await cancel();
    await page.getByRole('heading', { name: '2 seats are yours' }).waitFor();
    await page.getByText('Seats came free, and they are yours.').first().waitFor();
    expect(await page.getByText(/^EVT-[0-9A-Z]{6}$/).count()).toBe(1);
  });

  it('moves up while one watches, and can be left', async () => {
    const { event } = await aSoldOutEvent();
    const first = await join(event.id);
    const carla = await join(event.id);
    const { page } = await visit(`/events/${event.id}`, carla);
    await page.getByRole('heading', { name: 'You are number 2 on the waitlist' }).waitFor();
    await pages.test.api.delete(`/events/${event.id}/waitlist/me`, { token: first.accessToken });
    await page.getByRole('heading', { name: 'You are number 1 on the waitlist' }).waitFor();
    await page.getByRole('button', { name: 'Leave the waitlist' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Leave the waitlist' }).click();
    await page.getByRole('button', { name: 'Join the waitlist' }).waitFor();
  });

  it('moves up also when that happens before the page hears the first from the event', async () => {
    const { event } = await aSoldOutEvent();
    const [first, carla] = [await join(event.id), await join(event.id)];
    const { page } = await visit('/', carla);
    const line = Promise.withResolvers<undefined>();
    await page.route(/\/stream$/, async (route) => {
      await line.promise;
      await route.continue();
    });
    await page.goto(`/events/${event.id}`);
    await page.getByRole('heading', { name: 'You are number 2 on the waitlist' }).waitFor();
    await pages.test.api.delete(`/events/${event.id}/waitlist/me`, { token: first.accessToken });
    line.resolve(undefined);
    await page.getByRole('heading', { name: 'You are number 1 on the waitlist' }).waitFor();
  });

  it('can be joined and left by keyboard alone', async () => {
    const { event } = await aSoldOutEvent();
    const { page } = await visit(`/events/${event.id}`);
    await page.getByText('Sold out').waitFor();
    await tabTo(page, 'Join the waitlist');
    await press(page, 'Enter');
    await page.getByRole('heading', { name: 'You are number 1 on the waitlist' }).waitFor();
    await tabTo(page, 'Leave the waitlist');
    await press(page, 'Enter');
    await page.getByRole('alertdialog').waitFor();
    await tabTo(page, 'Leave the waitlist');
    await press(page, 'Enter');
    await page.getByRole('button', { name: 'Join the waitlist' }).waitFor();
  });

  it('ends with an offer that runs out, is accepted, or goes on to the next', async () => {
    const { event, cancel } = await aSoldOutEvent({ waitlist: { enabled: true, mode: 'offer', offerSeconds: 60 } });
    const [carla, dana] = [await join(event.id, undefined, 2), await join(event.id, undefined, 2)];
    const [first, second] = [await visit(`/events/${event.id}`, carla), await visit(`/events/${event.id}`, dana)];
    await first.page.getByRole('heading', { name: 'You are number 1 on the waitlist' }).waitFor();
    await second.page.getByRole('heading', { name: 'You are number 2 on the waitlist' }).waitFor();
    await cancel();
    await first.page.getByRole('heading', { name: '2 seats came free for you' }).waitFor();
    expect(await first.page.getByRole('timer').textContent()).toMatch(/^(1:00|0:5\d)$/);
    await second.page.getByRole('heading', { name: 'You are number 1 on the waitlist' }).waitFor();
    await first.page.getByRole('button', { name: 'No, thank you' }).click();
    await second.page.getByRole('heading', { name: '2 seats came free for you' }).waitFor();
    await second.page.getByRole('button', { name: 'Take the 2 seats' }).click();
    await second.page.getByRole('heading', { name: '2 seats are yours' }).waitFor();
  });

  it('is on a page of its own, as live as the event', async () => {
    const { event, cancel } = await aSoldOutEvent({ title: 'A quartet' });
    const ahead = await join(event.id);
    const carla = await join(event.id, undefined, 2);
    const { page } = await visit('/waitlists', carla);
    await page.getByRole('link', { name: 'A quartet' }).waitFor();
    await page.getByText('You are number 2 on the waitlist').waitFor();
    await pages.test.api.delete(`/events/${event.id}/waitlist/me`, { token: ahead.accessToken });
    await page.getByText('You are number 1 on the waitlist').waitFor();
    await cancel();
    await page.getByText('You got seats').waitFor();
    await page.getByText('You are not waiting').waitFor();
  });
});
