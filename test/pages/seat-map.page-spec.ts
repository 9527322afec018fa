import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import { type Person } from '../support/api-client.js';
import { PageTest, type Visitor } from '../support/browser.js';
import { anEvent, book, type EventBody } from '../support/builders.js';
import { focusedText, press, tabTo } from '../support/keyboard.js';
import { aHall, readSeats, seatIdsOf } from '../support/seats.js';

// Goal: what one sees of a hall is what it is, and what one chooses is what one gets. Method: real browsers against each
// other and against the API, on the real server and database.
describe('choosing seats', () => {
  let pages: PageTest;
  let olga: Person;

  beforeAll(async () => {
    pages = await PageTest.start();
    olga = await pages.test.api.register({ role: 'organizer', name: 'Olga' });
  });

  afterAll(() => pages.finish());

  const aTheatre = (fields: Readonly<Record<string, unknown>> = {}): Promise<EventBody> =>
    anEvent(pages.test.api, olga, { ...aHall({ rows: 4, seatsPerRow: 6 }), ...fields });

  const map = (page: Page) => page.getByRole('application', { name: 'Seat map' });
  const seat = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  /** Somebody signed in who looks at the list of seats, where every seat has a name. */
  const visitList = async (eventId: string, person?: Person): Promise<Visitor> => {
    const visitor = await pages.visitor();
    await visitor.signIn(person ?? (await pages.test.api.register()));
    await visitor.page.goto(`/events/${eventId}`);
    await visitor.page.getByText('List', { exact: true }).click();
    await visitor.page.getByText('Live', { exact: true }).waitFor();
    return visitor;
  };

  it('holds the chosen seats and books them when confirmed', async () => {
    const event = await aTheatre();
    const { page } = await visitList(event.id);
    await seat(page, 'Row A, seat 3').click();
    await seat(page, 'Row A, seat 4').click();
    await page.getByRole('button', { name: 'Hold 2 seats' }).click();
    await page.getByRole('heading', { name: '2 seats are held for you' }).waitFor();
    expect(await page.getByRole('timer').textContent()).toMatch(/^(10:00|9:5\d)$/);
    await seat(page, 'Row A, seat 3, yours').waitFor();
    await page.getByRole('button', { name: 'Confirm 2 seats' }).click();
    await page.getByRole('heading', { name: '2 seats are yours' }).waitFor();
    const { sections } = await readSeats(pages.test.api, event.id);
    const booked = sections[0]?.rows[0]?.seats.filter(({ state }) => state === 'booked');
    expect(booked?.map(({ label }) => label)).toEqual(['S-A-3', 'S-A-4']);
  });

  it('tells two who want one seat the same truth, and leaves the slower one their other seats', async () => {
    const event = await aTheatre();
    const [ben, carla] = [await visitList(event.id), await visitList(event.id)];
    await seat(ben.page, 'Row A, seat 1').click();
    await seat(carla.page, 'Row A, seat 1').click();
    await seat(ben.page, 'Row D, seat 1').click();
    await seat(carla.page, 'Row D, seat 6').click();
    await Promise.all([ben, carla].map(({ page }) => page.getByRole('button', { name: 'Hold 2 seats' }).click()));
    const hasWon = (page: Page): Promise<boolean> =>
      page.getByRole('heading', { name: '2 seats are held for you' }).isVisible();
    const answers = [ben, carla].map(({ page }) =>
      page.getByText('2 seats are held for you').or(page.getByText('Somebody was faster with S A-1')).waitFor(),
    );
    await Promise.all(answers);
    const [winner, loser] = (await hasWon(ben.page)) ? [ben, carla] : [carla, ben];
    expect(await hasWon(winner.page)).toBe(true);
    expect(await hasWon(loser.page)).toBe(false);
    await seat(winner.page, 'Row A, seat 1, yours').waitFor();
    await seat(loser.page, 'Row A, seat 1, taken').waitFor();
    await loser.page.getByText('1 seat chosen').waitFor();
    await loser.page.getByRole('button', { name: 'Hold 1 seat' }).click();
    await loser.page.getByRole('heading', { name: '1 seat is held for you' }).waitFor();
  });

  it('takes a chosen seat away when somebody else books it meanwhile, and says so', async () => {
    const event = await aTheatre();
    const { page } = await visitList(event.id);
    await seat(page, 'Row B, seat 2').click();
    const seatIds = (await seatIdsOf(pages.test.api, event.id)).slice(7, 8);
    await book(pages.test.api, await pages.test.api.register(), event.id, { seatIds });
    await page.getByText('Somebody was faster with S B-2. Please choose again.').waitFor();
    await page.getByText('No seat chosen yet').waitFor();
    await seat(page, 'Row B, seat 2, taken').waitFor();
  });

  it('gives the seats back before the eyes of the visitor when their time is up', async () => {
    const event = await aTheatre({ holdSeconds: 30 });
    const ben = await pages.test.api.register();
    const seatIds = (await seatIdsOf(pages.test.api, event.id)).slice(0, 2);
    await book(pages.test.api, ben, event.id, { seatIds, hold: true });
    const { page } = await visitList(event.id, ben);
    await page.getByRole('heading', { name: '2 seats are held for you' }).waitFor();
    await seat(page, 'Row A, seat 1, yours').waitFor();
    // Half a minute is the shortest there is, and long for a test; but a busy machine must have the page back by then.
    await pages.test.dataSource.query(
      `UPDATE bookings SET hold_expires_at = clock_timestamp() + interval '15 seconds' WHERE event_id = $1`,
      [event.id],
    );
    await page.reload();
    await page.getByText('List', { exact: true }).click();
    await page.getByText('The time is up').waitFor({ timeout: 40_000 });
    await page.getByText('24 seats left').waitFor();
    await seat(page, 'Row A, seat 1').waitFor();
    await page.getByRole('button', { name: 'Choose again' }).click();
    await page.getByRole('button', { name: 'Find the best seat' }).waitFor();
  }, 90_000);

  it('says so, too, when the server ends a hold before the page does', async () => {
    const event = await aTheatre();
    const ben = await pages.test.api.register();
    const seatIds = (await seatIdsOf(pages.test.api, event.id)).slice(0, 2);
    await book(pages.test.api, ben, event.id, { seatIds, hold: true });
    const { page } = await visitList(event.id, ben);
    await page.getByRole('heading', { name: '2 seats are held for you' }).waitFor();
    // The page goes on to count down its ten minutes.
    await pages.test.dataSource.query('UPDATE bookings SET hold_expires_at = clock_timestamp() WHERE event_id = $1', [
      event.id,
    ]);
    await page.getByText('The time is up').waitFor();
    await page.getByText('24 seats left').waitFor();
    await page.getByRole('button', { name: 'Choose again' }).click();
    await page.getByRole('button', { name: 'Find the best seat' }).waitFor();
  });

  it('finds the best seats in a section, side by side, and lets them go again', async () => {
    const blocks = [
      { section: 'Stalls', rows: 2, seatsPerRow: 4 },
      { section: 'Circle', rows: 2, seatsPerRow: 4 },
    ];
    const event = await aTheatre({ seatMap: { blocks } });
    const { page } = await visitList(event.id);
    await page.getByLabel('Where?').selectOption('Circle');
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByLabel('Only side by side').check();
    await page.getByRole('button', { name: 'Find the 2 best seats' }).click();
    await page.getByText('Circle A 2').waitFor();
    await page.getByRole('button', { name: 'Let go' }).click();
    await page.getByRole('button', { name: 'Find the best seat' }).waitFor();
    await page.getByText('16 seats left').waitFor();
  });

  it('says that a full section has no such seats, and joins nobody to a queue they did not ask for', async () => {
    const event = await aTheatre({ seatMap: { blocks: [{ section: 'S', rows: 2, seatsPerRow: 2 }] } });
    await book(pages.test.api, await pages.test.api.register(), event.id, { bestAvailable: { seats: 1 } });
    const { page } = await visitList(event.id);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByLabel('Only side by side').check();
    await page.getByRole('button', { name: 'Find the 3 best seats' }).click();
    await page.getByText('No row has that many free seats side by side.').waitFor();
  });

  it('works by keyboard alone on the map', async () => {
    const event = await aTheatre();
    const visitor = await pages.visitor();
    await visitor.signIn(await pages.test.api.register());
    const { page } = visitor;
    await page.goto(`/events/${event.id}`);
    await map(page).waitFor();
    await tabTo(page, 'Seat map');
    await press(page, 'ArrowDown', 'ArrowDown', 'Enter');
    await page.getByText('S, row B, seat 3, chosen').waitFor();
    await press(page, 'ArrowRight', ' ', '+', '-', '0');
    await tabTo(page, 'Hold 2 seats');
    await press(page, 'Enter');
    await page.getByRole('heading', { name: '2 seats are held for you' }).waitFor();
    expect(await focusedText(page)).toBe('2 seats are held for you');
    await press(page, 'Tab', 'Enter');
    await page.getByRole('heading', { name: '2 seats are yours' }).waitFor();
    expect(await focusedText(page)).toBe('2 seats are yours');
  });

  it('is chosen on the map by a press, closer first where seats are small', async () => {
    const event = await aTheatre({ seatMap: { blocks: [{ section: 'S', rows: 100, seatsPerRow: 100 }] } });
    const { page } = await pages.visitor();
    await page.goto(`/events/${event.id}`);
    await map(page).click();
    await page.getByText('No seat chosen yet').waitFor();
    await map(page).click();
    await page.getByText('1 seat chosen').waitFor();
    await map(page).click();
    await page.getByText('No seat chosen yet').waitFor();
  });

  it('comes back after the line was away, with all that happened meanwhile', async () => {
    const event = await aTheatre();
    const { page, context } = await visitList(event.id);
    await seat(page, 'Row A, seat 1').waitFor();
    await context.setOffline(true);
    pages.test.app.getHttpServer().closeAllConnections();
    await page.getByText('Reconnecting …').waitFor();
    const seatIds = (await seatIdsOf(pages.test.api, event.id)).slice(0, 1);
    await book(pages.test.api, olga, event.id, { seatIds });
    await context.setOffline(false);
    await seat(page, 'Row A, seat 1, taken').waitFor();
    await page.getByText('23 seats left').waitFor();
  });
});
