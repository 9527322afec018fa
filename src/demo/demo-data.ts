import { type INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuthService } from '../auth/auth.service.js';
import { ProvisioningService, type Account } from '../auth/provisioning.service.js';
import { CreateEventRequest } from '../events/dto/create-event.request.js';
import { EventsService, type Organizer } from '../events/events.service.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { expectOutcome } from '../inventory/refusal.js';
import { DomainError } from '../shared/domain-error.js';
import { newId } from '../shared/ids.js';
import { UsersService } from '../users/users.service.js';

/** A sign-in of the demo, to be shown to whoever starts the program. */
export type DemoLogin = Readonly<Pick<Account, 'email' | 'password' | 'role'>>;

/** Known to everybody who reads this: the demo is for a database on one's own machine. */
const PASSWORD = 'rowlock-demo';

const account = (name: string, role: Account['role']): Account => ({
  email: `${name.toLowerCase()}@demo.example`,
  password: PASSWORD,
  name,
  role,
});

const ORGANIZER = { ...account('Olga', 'organizer'), role: 'organizer' } as const;
const ATTENDEES = [account('Ben', 'attendee'), account('Carla', 'attendee'), account('Dana', 'attendee')] as const;
const EVERYBODY: readonly Account[] = [account('Ada', 'admin'), ORGANIZER, ...ATTENDEES];

type DemoEvent = Pick<CreateEventRequest, 'title' | 'seating'> &
  Partial<CreateEventRequest> & { readonly startsInDays: number };

const CONCERT: DemoEvent = {
  title: 'An evening of chamber music',
  description: 'Haydn, Bartók, and something new.',
  venue: 'Old Town Hall',
  seating: 'general',
  capacity: 120,
  startsInDays: 30,
};

/** Wide enough for a wheelchair, at the ends of the rows that are reached without a step. */
const ACCESSIBLE = {
  stalls: ['Stalls-J-1', 'Stalls-J-2', 'Stalls-J-17', 'Stalls-J-18'],
  circle: ['Circle-A-1', 'Circle-A-2'],
};

const THEATRE: DemoEvent = {
  title: 'The Tempest',
  description: 'A storm, an island, and a magician who gives up his magic. Choose your own seats.',
  venue: 'Theatre on the Quay',
  seating: 'reserved',
  seatMap: {
    blocks: [
      { section: 'Stalls', rows: 10, seatsPerRow: 18, accessible: ACCESSIBLE.stalls },
      { section: 'Circle', rows: 5, seatsPerRow: 22, accessible: ACCESSIBLE.circle },
      { section: 'Balcony', rows: 4, seatsPerRow: 26 },
    ],
  },
  startsInDays: 45,
};

const OPEN_STAGE: DemoEvent = {
  title: 'Open stage',
  description: 'Four seats, and people waiting for them: cancel a booking and watch who gets the seat.',
  venue: 'The back room',
  seating: 'general',
  capacity: 4,
  startsInDays: 14,
};

/** The sessions that come with provisioning are not handed out; people sign in with the password. */
const UNUSED_SESSION_SECONDS = 60;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Gives an empty database something to look at: an admin, an organizer, three attendees, an event with a number of
 * seats, one with a seat map, and one that is sold out with a waitlist. Does nothing as soon as there is any user; several instances may start at once.
 * Never for a database that strangers can reach: the passwords are public, and one of them is an admin's.
 * @returns the demo's logins as far as they exist, also on a later start; none on a database with other users only
 */
export async function plantDemo(app: INestApplicationContext): Promise<DemoLogin[]> {
  const users = app.get(UsersService);
  if (!(await hasUsers(app))) await plant(app);
  const existing = await users.findByEmails(EVERYBODY.map(({ email }) => email));
  return EVERYBODY.filter(({ email }) => existing.has(email)).map(({ email, password, role }) => ({
    email,
    password,
    role,
  }));
}

async function hasUsers(app: INestApplicationContext): Promise<boolean> {
  const rows = await app.get(DataSource).query<{ id: string }[]>(`SELECT id FROM users LIMIT 1`);
  return rows.length > 0;
}

async function plant(app: INestApplicationContext): Promise<void> {
  const organizer = await claim(app);
  if (!organizer) return;
  const provisioned = await app.get(ProvisioningService).provision(
    EVERYBODY.filter(({ email }) => email !== ORGANIZER.email),
    UNUSED_SESSION_SECONDS,
  );
  const idOf = (email: string): string => provisioned.find((user) => user.email === email)?.userId ?? '';
  const [ben, carla, dana] = ATTENDEES.map(({ email }) => idOf(email)) as [string, string, string];
  const concert = await sell(app, organizer, CONCERT);
  await book(app, concert, dana, 3);
  const theatre = await sell(app, organizer, THEATRE);
  await book(app, theatre, ben, 4);
  await book(app, theatre, carla, 7);
  const small = await sell(app, organizer, OPEN_STAGE);
  await book(app, small, ben, 2);
  await book(app, small, carla, 2);
  await book(app, small, dana, 1);
}

/** Registers the organizer; of several instances that start on one empty database, the address lets only one through. */
async function claim(app: INestApplicationContext): Promise<Organizer | undefined> {
  const { email, password, name, role } = ORGANIZER;
  try {
    const { user } = await app.get(AuthService).register({ email, password, name, role });
    return user;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'already-registered') return undefined;
    throw error;
  }
}

async function sell(
  app: INestApplicationContext,
  organizer: Organizer,
  { startsInDays, ...fields }: DemoEvent,
): Promise<string> {
  const startsAt = new Date(Date.now() + startsInDays * DAY_MS);
  startsAt.setUTCHours(18, 0, 0, 0);
  const request = Object.assign(new CreateEventRequest(), { ...fields, startsAt });
  const events = app.get(EventsService);
  const { id } = await events.create(request, organizer);
  await events.publish(id, organizer);
  return id;
}

async function book(app: INestApplicationContext, eventId: string, userId: string, seats: number): Promise<void> {
  const inventory = app.get(InventoryService);
  const { seating } = await app.get(EventsService).findEvent(eventId);
  const voucher = await inventory.mintVoucher();
  const outcome = await inventory.submit(eventId, {
    kind: 'book',
    userId,
    seats,
    placement: seating === 'general' ? { kind: 'any' } : { kind: 'best-available', adjacentOnly: false },
    hold: false,
    joinWaitlist: true,
    voucher,
    entryId: newId(),
  });
  expectOutcome(outcome, 'booked', 'waitlisted');
}
